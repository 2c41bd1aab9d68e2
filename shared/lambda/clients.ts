import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** The table's client. Region, credentials and endpoint are the environment's. */
export const documentClient = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } })

/** Publishes once: a retry inside the SDK after a time-out is a duplicate that nobody sees. */
export const publishingClient = () => new SNSClient({ maxAttempts: 1 })
