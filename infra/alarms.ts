import { Annotations, type Duration, Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Worker } from './worker.ts'

interface Ring {
  /** What it means, for whoever is mailed. */
  readonly says: string
  readonly metric: IMetric
  /** Rings from this on; from one unless something else is said. */
  readonly atLeast?: number
  /** Rings below this instead. */
  readonly below?: number
  /** Rings too when there is nothing to count at all. */
  readonly silence?: 'rings'
}

/** What wakes somebody: an SNS topic of its own, and alarms that are all told there. */
export class Alarms extends Construct {
  /**
   * Not encrypted: with the key AWS manages for SNS, CloudWatch may not publish, and nobody would be told (AWS re:Post,
   * "configure a CloudWatch alarm with an encrypted SNS topic"). What alarms say is no secret.
   */
  private readonly topic = new Topic(this, 'Topic', { enforceSSL: true })

  /** @param contact the file's; mailed if it is no web address */
  constructor(scope: Construct, id: string, { contact }: { readonly contact: string | null }) {
    super(scope, id)
    const { account } = Stack.of(this)
    // A policy of its own replaces the one by which an account's alarms may publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    )
    if (contact && !contact.includes('://')) this.topic.addSubscription(new EmailSubscription(contact))
    else
      Annotations.of(this).addWarningV2(
        'NewsAlerts:alarms',
        'The alarms mail nobody: give the file an e-mail address as defaults.contact.',
      )
  }

  ring(id: string, { says, metric, atLeast, below, silence }: Ring): void {
    const alarm = new Alarm(this, id, {
      alarmName: `${Stack.of(this).stackName}-${id}`,
      alarmDescription: says,
      metric,
      threshold: atLeast ?? below ?? 1,
      comparisonOperator:
        below === undefined
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: silence === 'rings' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
  }

  /** Counts lines of a function's log. A metric costs only while there is something to count. */
  counted(id: string, worker: Worker, pattern: string, period: Duration): Metric {
    const metric = { metricNamespace: Stack.of(this).stackName, metricName: id }
    new MetricFilter(this, `${id}Lines`, {
      ...{ logGroup: worker.log, filterPattern: FilterPattern.literal(pattern), ...metric, metricValue: '1' },
    })
    return new Metric({ namespace: metric.metricNamespace, metricName: id, statistic: 'Sum', period })
  }
}
