import { PublishCommand, type SNSClient, SNSServiceException } from '@aws-sdk/client-sns'
import type { Message, Route } from '../../words.ts'
import { NotSent, Refused, type Send, withoutAddresses } from '../sender.ts'

interface Sns {
  /** Must be made with `maxAttempts: 1`: a retry inside the SDK after a time-out is a duplicate nobody sees. */
  readonly client: SNSClient
  readonly topicArn: (channel: string, route: Route) => string
}

/**
 * One publish a message, to the SNS topic of its channel's route; SNS fans out. E-mail and SMS get their own text, every
 * other protocol the message's JSON.
 */
export function snsSender({ client, topicArn }: Sns): Send {
  return async message => {
    try {
      await client.send(
        new PublishCommand({ TopicArn: topicArn(message.channel, message.route), ...bodiesOf(message) }),
      )
    } catch (error) {
      const text = withoutAddresses(String(error))
      if (refusedForGood(error)) throw new Refused(text)
      throw certainlyNotSent(error) ? new NotSent(text) : new Error(text)
    }
  }
}

/**
 * Without a text of its own a protocol is given `default` (Publish, API reference). Key by key: whoever sends has read the
 * message with where it stands, which changes from one attempt to the next and is nobody's business.
 */
function bodiesOf({ v, id, seq, channel, channelName, route, frozenAt, subject, text, sms, stories }: Message) {
  const told = { v, id, seq, channel, channelName, route, frozenAt, subject, text, sms, stories }
  const bodies = { default: JSON.stringify(told), email: text, sms }
  return { Subject: subject, MessageStructure: 'json', Message: JSON.stringify(bodies) }
}

/** SNS refused (4xx), or was not reached. Whatever else went wrong may have gone wrong after it accepted. */
function certainlyNotSent(error: unknown): boolean {
  if (error instanceof SNSServiceException) {
    const status = error.$metadata.httpStatusCode ?? 0
    return status >= 400 && status < 500 && status !== 408
  }
  return error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND')
}

/** What SNS calls words it will not take (Publish, API reference); with and without the suffix of the SDK's classes. */
const REFUSALS = /^(InvalidParameter|InvalidParameterValue|Validation|ValidationError)(Exception)?$/

/** An SNS topic's name that is wrong has the same code as a text that is: somebody can mend the former. */
const refusedForGood = (error: unknown): boolean =>
  error instanceof SNSServiceException &&
  error.$metadata.httpStatusCode === 400 &&
  REFUSALS.test(error.name) &&
  !error.message.includes('TopicArn')
