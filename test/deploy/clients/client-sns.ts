import { SNSClient as RealSNSClient, type SNSClientConfig } from '@aws-sdk/client-sns'
import { DETOUR, detoured } from './detour.ts'

export * from '@aws-sdk/client-sns'

/** In the place of the real one: the same, by a detour. */
export class SNSClient extends RealSNSClient {
  constructor(config: SNSClientConfig = {}) {
    super(config)
    this.middlewareStack.add(next => args => next(detoured(args)), DETOUR)
  }
}
