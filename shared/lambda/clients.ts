import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** The table's client. Region, credentials and endpoint are the environment's. */
export const documentClient = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } })

/** A function is frozen between its calls, and SNS meanwhile closes a connection that is kept: who knows what arrived? */
const agent = { keepAlive: false }

/** Publishes once: a retry inside the SDK after a time-out is a duplicate that nobody sees. */
export const publishingClient = () =>
  new SNSClient({
    maxAttempts: 1,
    requestHandler: {
      ...{ httpAgent: agent, httpsAgent: agent },
      ...{ connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true }, // else it only warns
    },
  })
