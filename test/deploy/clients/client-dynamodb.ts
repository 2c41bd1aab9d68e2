import { type DynamoDBClientConfig, DynamoDBClient as RealDynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DETOUR, detoured } from './detour.ts'

export * from '@aws-sdk/client-dynamodb'

/** In the place of the real one: the same, by a detour. */
export class DynamoDBClient extends RealDynamoDBClient {
  constructor(config: DynamoDBClientConfig = {}) {
    super(config)
    this.middlewareStack.add(next => args => next(detoured(args)), DETOUR)
  }
}
