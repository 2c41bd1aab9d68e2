import { SQSClient as RealSQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs'
import { DETOUR, detoured } from './detour.ts'

export * from '@aws-sdk/client-sqs'

/** In the place of the real one: the same, by a detour. */
export class SQSClient extends RealSQSClient {
  constructor(config: SQSClientConfig = {}) {
    super(config)
    this.middlewareStack.add(next => args => next(detoured(args)), DETOUR)
  }
}
