import { createHash } from 'node:crypto'
import type { MessageAttributeValue } from '@aws-sdk/client-sqs'

/** A message of a queue, as whoever put it there wrote it. */
export interface Sent {
  readonly body: string
  readonly attributes?: Readonly<Record<string, string>>
}

interface Entry {
  readonly Id: string
  readonly ReceiptHandle: string
  readonly VisibilityTimeout?: number
}

/** A queue, as SQS's JSON speaks of it. Time stands still: what is received stays hidden until it is released. */
export function fakeQueue(sent: readonly Sent[]) {
  const there = new Map(sent.map((one, n) => [`handle-${n}`, one]))
  const hidden = new Set<string>()
  const attribute = (text: string): MessageAttributeValue => ({ DataType: 'String', StringValue: text })
  const answers: Readonly<Record<string, (asked: { Entries: Entry[] }) => object>> = {
    GetQueueAttributes: () => ({ Attributes: { ApproximateNumberOfMessagesNotVisible: String(hidden.size) } }),
    ReceiveMessage() {
      const visible = [...there].filter(([handle]) => !hidden.has(handle)).slice(0, 10)
      for (const [handle] of visible) hidden.add(handle)
      const Messages = visible.map(([handle, { body, attributes = {} }]) => ({
        ...{ MessageId: `id-${handle}`, ReceiptHandle: handle, Body: body },
        MD5OfBody: createHash('md5').update(body).digest('hex'), // which the SDK checks
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, text]) => [name, attribute(text)]),
        ),
      }))
      return { Messages }
    },
    DeleteMessageBatch({ Entries }) {
      for (const { ReceiptHandle } of Entries) for (const set of [there, hidden]) set.delete(ReceiptHandle)
      return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] }
    },
    ChangeMessageVisibilityBatch({ Entries }) {
      for (const { ReceiptHandle } of Entries) hidden.delete(ReceiptHandle)
      return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] }
    },
  }
  return {
    there,
    hidden,
    answer: (action: string, body: string) => JSON.stringify(answers[action]?.(JSON.parse(body))),
  }
}
