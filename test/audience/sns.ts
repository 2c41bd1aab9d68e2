import { createServer } from 'node:http'
import { SNSClient } from '@aws-sdk/client-sns'

interface Subscription {
  readonly arn: string
  readonly protocol: string
  readonly address: string
  readonly token: string
  state: 'pending' | 'confirmed' | 'deleted'
}

class Fault extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const BASE = 'arn:aws:sns:eu-west-1:123456789012:'
export const arnOf = (channel: string, route: string) => `${BASE}news-${channel}-${route}`

/**
 * A server on loopback that speaks SNS's query protocol to the real client and answers as SNS documents: what it mails
 * is a token, a pending subscription cannot be deleted, a list has pages of two.
 */
export async function startSns() {
  const topics = new Map<string, { attributes: Map<string, string>; people: Subscription[] }>()
  const asked: URLSearchParams[] = []
  let made = 0
  const topicOf = (arn: string | null) => {
    const topic = topics.get(arn ?? '')
    if (!topic) throw new Fault('NotFound', 'Topic does not exist')
    return topic
  }
  const everybody = () => [...topics.values()].flatMap(({ people }) => people)
  const of = (address: string) => {
    const one = everybody().findLast(one => one.address === address)
    if (!one) throw new Error(`nobody is called ${address}`)
    return one
  }
  const subscribe = (arn: string | null, protocol: string, address: string) => {
    const { people } = topicOf(arn)
    const there = people.find(one => one.protocol === protocol && one.address === address && one.state !== 'deleted')
    if (there) return there
    const n = ++made
    const one: Subscription = { arn: `${arn}:${n}`, protocol, address, token: `token${n}`, state: 'pending' }
    if (protocol === 'sms') one.state = 'confirmed'
    people.push(one)
    return one
  }
  const actions: Record<string, (ask: URLSearchParams) => string> = {
    CreateTopic(ask) {
      const arn = BASE + ask.get('Name')
      const attributes = entriesOf(ask)
      const there = topics.get(arn)
      if (there && [...attributes].some(([key, value]) => there.attributes.get(key) !== value))
        throw new Fault(
          'InvalidParameter',
          'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
        )
      if (!there) topics.set(arn, { attributes, people: [] })
      return `<TopicArn>${arn}</TopicArn>`
    },
    SetTopicAttributes(ask) {
      topicOf(ask.get('TopicArn')).attributes.set(ask.get('AttributeName') ?? '', ask.get('AttributeValue') ?? '')
      return ''
    },
    DeleteTopic(ask) {
      topics.delete(ask.get('TopicArn') ?? '')
      return ''
    },
    Subscribe(ask) {
      const address = ask.get('Endpoint') ?? ''
      if (address.startsWith('odd')) throw new Fault('InvalidParameter', 'Invalid parameter: Email address')
      return `<SubscriptionArn>${subscribe(ask.get('TopicArn'), ask.get('Protocol') ?? '', address).arn}</SubscriptionArn>`
    },
    ConfirmSubscription(ask) {
      const one = topicOf(ask.get('TopicArn')).people.find(({ token }) => token === ask.get('Token'))
      if (!one) throw new Fault('InvalidParameter', 'Invalid parameter: Token')
      one.state = 'confirmed'
      return `<SubscriptionArn>${one.arn}</SubscriptionArn>`
    },
    Unsubscribe(ask) {
      const one = everybody().find(({ arn }) => arn === ask.get('SubscriptionArn'))
      if (!one) throw new Fault('NotFound', 'Subscription does not exist')
      if (one.state === 'pending')
        throw new Fault('InvalidParameter', 'Cannot unsubscribe a subscription that is pending confirmation')
      one.state = 'deleted'
      return ''
    },
    ListSubscriptionsByTopic(ask) {
      const { people } = topicOf(ask.get('TopicArn'))
      const from = Number(ask.get('NextToken') ?? 0)
      const shown = { pending: () => 'PendingConfirmation', deleted: () => 'Deleted', confirmed: (arn: string) => arn }
      const members = people
        .slice(from, from + 2)
        .map(
          ({ arn, protocol, address, state }) =>
            `<member><SubscriptionArn>${shown[state](arn)}</SubscriptionArn><Protocol>${protocol}</Protocol><Endpoint>${address}</Endpoint></member>`,
        )
      const next = people.length > from + 2 ? `<NextToken>${from + 2}</NextToken>` : ''
      return `<Subscriptions>${members.join('')}</Subscriptions>${next}`
    },
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      const ask = new URLSearchParams(Buffer.concat(parts).toString())
      asked.push(ask)
      const action = ask.get('Action') ?? ''
      try {
        const result = actions[action]?.(ask) ?? ''
        response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`)
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        const { code, message } = error
        response.writeHead(code === 'NotFound' ? 404 : 400)
        response.end(
          `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
        )
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  const client = new SNSClient({
    ...{ endpoint: `http://127.0.0.1:${address.port}`, region: 'eu-west-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  return {
    ...{ client, topics, subscribe },
    /** The calls of one name since the last look, oldest first. */
    taken: (action: string) => asked.splice(0).filter(ask => ask.get('Action') === action),
    linkFor: (who: string) => {
      const { arn, token } = of(who)
      return `https://sns.eu-west-1.amazonaws.com/confirmation.html?TopicArn=${arn.slice(0, arn.lastIndexOf(':'))}&Token=${token}&Endpoint=${who}`
    },
    /** What somebody does by a link in SNS's mail, or time does. */
    become: (who: string, state: Subscription['state']) => {
      of(who).state = state
    },
    stateOf: (who: string) => of(who).state,
    async close() {
      client.destroy()
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

const entriesOf = (ask: URLSearchParams) => {
  const entries = new Map<string, string>()
  for (let n = 1; ask.has(`Attributes.entry.${n}.key`); n++)
    entries.set(ask.get(`Attributes.entry.${n}.key`) ?? '', ask.get(`Attributes.entry.${n}.value`) ?? '')
  return entries
}
