import { type Duration, Stack } from 'aws-cdk-lib'
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Worker } from './worker.ts'

interface Props {
  readonly every: Duration
  readonly wakes: Worker
  readonly failures: Queue
}

/** Wakes a function again and again, with the scheduler's own event: `time` is the minute that was meant. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { every, wakes, failures }: Props) {
    super(scope, id)
    const { function: target } = wakes
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } }
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions }),
    })
    const may = new Policy(this, 'May', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
      ],
    })
    const minutes = every.toMinutes()
    const rate = minutes % 60 === 0 ? unit(minutes / 60, 'hour') : unit(minutes, 'minute')
    const schedule = new CfnSchedule(this, 'Rate', {
      scheduleExpression: `rate(${rate})`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 60 }, // the least; then the next is due
        deadLetterConfig: { arn: failures.queueArn },
      },
    })
    schedule.node.addDependency(may)
  }
}

const unit = (count: number, name: string) => `${count} ${name}${count === 1 ? '' : 's'}`
