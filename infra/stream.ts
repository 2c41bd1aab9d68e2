import { Duration } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { TODO } from '../shared/store/table.ts'
import type { Table } from './table.ts'
import type { Worker } from './worker.ts'

interface Props {
  readonly table: Table
  readonly wakes: Worker
  readonly failures: Queue
}

/** An article is put once, with its debt; later writes only change it. */
const NEWS = {
  eventName: FilterRule.isEqual('INSERT'),
  dynamodb: { NewImage: { todo: { S: FilterRule.isEqual(TODO.owed) } } },
}

/** What Lambda itself does in a function's name, to wake it. */
export const mayWake = (table: Table, failures: Queue) => [
  new PolicyStatement({
    actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(call => `dynamodb:${call}`),
    resources: [table.stream],
  }),
  new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
]

/** Wakes `alert` early. It only wakes: the debt stands in the table, and the sweep of the next minute finds it too. */
export class Stream extends Construct {
  constructor(scope: Construct, id: string, { table, wakes, failures }: Props) {
    super(scope, id)
    new EventSourceMapping(this, 'Wakes', {
      target: wakes.function,
      eventSourceArn: table.stream,
      filters: [FilterCriteria.filter(NEWS)],
      startingPosition: StartingPosition.LATEST,
      batchSize: 100, // one run pays all there is
      maxBatchingWindow: Duration.seconds(1),
      // By default a failed batch blocks its shard for a day. Whatever is given up here, the sweep takes up.
      bisectBatchOnError: true,
      retryAttempts: 2,
      maxRecordAge: Duration.minutes(10), // a function that is kept waiting for its turn is no failure
      onFailure: new SqsDlq(failures),
    })
  }
}
