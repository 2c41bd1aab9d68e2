import { Duration, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

/** Two weeks are the longest SQS keeps anything (SQS Developer Guide, quotas). */
const KEEP = Duration.days(14)

const safe: QueueProps = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }

/** A queue that is encrypted and takes nothing in the clear. */
export const safeQueue = (scope: Construct, id: string, props: QueueProps) =>
  new Queue(scope, id, { ...safe, ...props })

/** Where rests what could not be done or delivered, for somebody to look at. Nothing here is needed by a later run. */
export class DeadLetters extends Construct {
  /** Work: jobs that failed time and again, minutes of the schedule and batches of the stream that found no function. */
  readonly failures = safeQueue(this, 'Failures', { retentionPeriod: KEEP })

  /** Messages that SNS accepted, and could not deliver to somebody. */
  readonly undelivered = safeQueue(this, 'Undelivered', {
    retentionPeriod: KEEP,
    // Nobody takes from it but who looks into it. So that no queue is without dead letters (AwsSolutions-SQS3).
    deadLetterQueue: { queue: this.failures, maxReceiveCount: 100 },
  })

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const { stackName } = Stack.of(this)
    this.undelivered.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.undelivered.queueArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': Stack.of(this).formatArn({ service: 'sns', resource: `${stackName}_*` }) },
        },
      }),
    )
  }
}
