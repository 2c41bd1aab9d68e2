import { SNSClient } from '@aws-sdk/client-sns'
import type { Send } from '../../shared/alert/sender.ts'
import { snsSender } from '../../shared/alert/senders/sns.ts'
import type { Route, Severity } from '../../shared/words.ts'
import { OFFLINE, Refusal, utf8 } from './client.ts'

/** What one publish asked SNS to carry. */
export interface Publish {
  readonly channel: string
  readonly route: Route
  readonly id: string
  readonly seq: number
  readonly at: number
  /** Everything that was sent, byte for byte. */
  readonly body: string
  readonly stories: readonly { readonly story: string; readonly rev: number; readonly severity: Severity }[]
}

/** Carries a publish, or fails as a network does; a Refusal is SNS's own answer. */
type Carry = (publish: () => Publish) => Promise<void>

const ARN = /^arn:sim:(.+):(mail|sms)$/

const xml = (statusCode: number, text: string) => ({
  response: { statusCode, headers: { 'content-type': 'text/xml' }, body: Buffer.from(text) },
})
const PUBLISHED =
  '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>'
const refusal = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`

function readPublish(form: string, at: number): Publish {
  const said = new URLSearchParams(form)
  const [, channel = '', route] = ARN.exec(said.get('TopicArn') ?? '') ?? []
  const bodies: { default: string } = JSON.parse(said.get('Message') ?? '')
  const { id, seq, stories }: Pick<Publish, 'id' | 'seq' | 'stories'> = JSON.parse(bodies.default)
  return { channel, route: route === 'sms' ? 'sms' : 'mail', id, seq, at, body: form, stories }
}

/** The real sender over the real client, with no socket behind it. */
export function openSender(carry: Carry, now: () => number): Send {
  const requestHandler = {
    async handle({ body }: { body?: unknown }) {
      const form = body instanceof Uint8Array ? utf8.decode(body) : String(body)
      try {
        await carry(() => readPublish(form, now()))
        return xml(200, PUBLISHED)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return xml(400, refusal(error.name, error.message))
      }
    },
  }
  const client = new SNSClient({
    ...OFFLINE,
    ...{ endpoint: 'http://sns.invalid', requestHandler },
  })
  return snsSender({ client, topicArn: (channel, route) => `arn:sim:${channel}:${route}` })
}
