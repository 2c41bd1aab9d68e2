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
        new PublishCommand({
          ...{ TopicArn: topicArn(message.channel, message.route), ...bodiesOf(message) },
          ...(message.route === 'sms' && { MessageAttributes: URGENT }),
        }),
      )
    } catch (error) {
      const text = withoutAddresses(String(error))
      if (refusedForGood(error)) throw new Refused(text)
      throw certainlyNotSent(error) ? new NotSent(text) : new Error(text)
    }
  }
}

/** Not `Promotional`, which is sent where it is cheap (Publishing SMS messages, SNS Developer Guide). */
const URGENT = { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } }

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
  return error instanceof Error && neverConnected(error)
}

/** Nothing is sent before there is a connection. Of its own time-out for that the SDK says so in words alone. */
function neverConnected(error: Error): boolean {
  if (error instanceof AggregateError) return error.errors.every(neverConnected) // one for each address of a name
  const call = 'syscall' in error ? error.syscall : null
  return call === 'connect' || call === 'getaddrinfo' || error.message.includes('did not establish a connection')
}

/** What SNS calls words it will not take (Publish, API reference); with and without the suffix of the SDK's classes. */
const REFUSALS = /^(InvalidParameter|InvalidParameterValue|Validation|ValidationError)(Exception)?$/

/** An SNS topic's name that is wrong has the same code as a text that is: somebody can mend the former. */
const refusedForGood = (error: unknown): boolean =>
  error instanceof SNSServiceException &&
  error.$metadata.httpStatusCode === 400 &&
  REFUSALS.test(error.name) &&
  !error.message.includes('TopicArn')
