import type { Message } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import { readSlotJob } from '../shared/feed/job.ts'

/** A dead letter, of which no more is kept than is needed: they come by the thousand, and may be long. */
export interface Letter {
  readonly id: string
  /** By which SQS deletes it. */
  readonly handle: string
  readonly kind: 'slot' | 'schedule' | 'stream' | 'undelivered' | 'unknown'
  /** For the terminal. Of what we understand nothing needs to be said. */
  readonly text: string
}

const LONGEST_TEXT = 200

const StreamBatch = z.object({ DDBStreamBatchInfo: z.looseObject({}) })
const Notification = z.object({ TopicArn: z.string(), MessageId: z.string(), Message: z.string() }).partial()
const Told = z.object({ id: z.string() })

/**
 * What SQS, the scheduler, Lambda and SNS put among the dead letters, by the marks that each gives it (EventBridge
 * Scheduler User Guide, "Configuring a dead-letter queue"; Lambda Developer Guide, "Retaining records of failed batches";
 * SNS Developer Guide, "Dead-letter queues").
 */
export function readLetter({ MessageId = '', ReceiptHandle = '', Body = '', MessageAttributes = {} }: Message): Letter {
  const letter = { id: MessageId, handle: ReceiptHandle, text: '' }
  const body = orNull((): unknown => JSON.parse(Body))
  const error = MessageAttributes['ErrorMessage']?.StringValue
  if (error !== undefined) return { ...letter, kind: 'undelivered', text: short(`${subjectOf(body)}: ${error}`) }
  if (MessageAttributes['SCHEDULE_ARN']) return { ...letter, kind: 'schedule' }
  if (orNull(() => readSlotJob(body))) return { ...letter, kind: 'slot' }
  if (StreamBatch.safeParse(body).success) return { ...letter, kind: 'stream' }
  return { ...letter, kind: 'unknown', text: short(Body) }
}

/** Of which channel and route, and which message: by our own id where the text is JSON, else by SNS's. */
function subjectOf(body: unknown): string {
  const { TopicArn = '', MessageId = '(not said)', Message = '' } = Notification.catch({}).parse(body)
  const [, channel, route] = /_([^_]+)-(mail|sms)$/.exec(TopicArn) ?? []
  const told = Told.safeParse(orNull(() => JSON.parse(Message)))
  return `${channel ? `${channel} by ${route}` : '(not said)'}, message ${told.data?.id ?? MessageId}`
}

const orNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null
  }
}

/** Strangers may have written it. */
const short = (text: string) => printable(text.slice(0, LONGEST_TEXT)) + (text.length > LONGEST_TEXT ? ' …' : '')
