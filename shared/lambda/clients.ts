import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/**
 * Without limits a call that is never answered lasts until its function is cut off, and the function's lease longer. With
 * them the SDK asks again. Not `requestTimeout`: it ends when the answer begins, and its rest may never come.
 */
const requestHandler = { connectionTimeout: 2_000, socketTimeout: 5_000 }

/** The table's client. Region, credentials and endpoint of all clients are the environment's. */
export const documentClient = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler }), {
    marshallOptions: { removeUndefinedValues: true },
  })

export const queueClient = () => new SQSClient({ requestHandler })

/** For all that is asked of SNS but to publish. */
export const topicClient = () => new SNSClient({ requestHandler })

/** A function is frozen between its calls, and SNS meanwhile closes a connection that is kept: who knows what arrived? */
const agent = { keepAlive: false }

/** Publishes once: a retry inside the SDK after a time-out is a duplicate that nobody sees. */
export const publishingClient = () =>
  new SNSClient({
    maxAttempts: 1,
    requestHandler: {
      ...{ httpAgent: agent, httpsAgent: agent },
      ...{ connectionTimeout: 3_000, socketTimeout: 15_000 },
    },
  })
