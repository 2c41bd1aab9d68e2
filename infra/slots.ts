import { Duration } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { safeQueue } from './queues.ts'
import type { Worker } from './worker.ts'

/**
 * `poll` stops beginning feeds after 25 s, and the last may hang for 20 s: this leaves time to write what it learned. Less
 * than its lease on a slot, 180 s: a worker that is cut off must not come back to a slot that is another's.
 */
export const POLL_TIMEOUT = Duration.seconds(90)

/** The slots that are due, for `poll`. */
export class Slots extends Construct {
  readonly queue: Queue

  constructor(scope: Construct, id: string, { failures }: { readonly failures: Queue }) {
    super(scope, id)
    this.queue = safeQueue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(6 * POLL_TIMEOUT.toSeconds()), // AWS's advice; else a slow batch comes twice
      retentionPeriod: Duration.hours(1), // longer than all tries, else what fails would lapse without a trace
      // `dispatch` offers a slot that was not finished again every minute, and `poll` lets a job pass that is older than two
      // periods of its slot. What fails a fourth time, after 27 minutes, is no accident.
      deadLetterQueue: { queue: failures, maxReceiveCount: 4 },
    })
  }

  maySend(): PolicyStatement {
    return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] })
  }

  /** What Lambda itself does in a function's name, to hand it the queue's messages. */
  mayReceive(): PolicyStatement {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
    return new PolicyStatement({ actions, resources: [this.queue.queueArn] })
  }

  emptiedBy(worker: Worker): void {
    new EventSourceMapping(this, 'Emptied', {
      target: worker.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: 5, // up to 200 feeds wait side by side in one run, and still fit its memory
      reportBatchItemFailures: true,
      // New accounts may have a limit of ten functions at once: half of it for `poll`, so that nobody else has to wait.
      maxConcurrency: 5,
    })
  }
}
