import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  InvalidParameterException,
  NotFoundException,
  paginateListSubscriptionsByTopic,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns'
import { SMS_NAME } from '../alert/sms.ts'
import { spelling } from '../store/people.ts'
import { ROUTES, type Route } from '../words.ts'
import type { Asked, At, Carrier, Listed } from './carrier.ts'
import { Refusal } from './refusal.ts'

interface Sns {
  readonly client: SNSClient
  /** The ARN of a channel's SNS topic; made of these two words, so that it can be read back. */
  readonly arnOf: (channel: string, route: Route) => string
  /** The ARN of the queue for what SNS could not deliver to somebody. */
  readonly undelivered: string
}

/**
 * SNS keeps the list: it mails its own links, to confirm and to leave, and a GET on them acts. An SNS topic for every
 * channel and route.
 */
export const snsCarrier = ({ client, arnOf, undelivered }: Sns): Carrier => ({
  async open({ id, name }, route) {
    const arn = arnOf(id, route)
    const Attributes = {
      DisplayName: route === 'sms' ? SMS_NAME : displayName(name, id),
      KmsMasterKeyId: 'alias/aws/sns',
      Policy: tlsOnly(arn),
    }
    try {
      await client.send(new CreateTopicCommand({ Name: arn.split(':').at(-1), Attributes }))
    } catch (error) {
      if (!existsOtherwise(error)) throw error
      for (const [AttributeName, AttributeValue] of Object.entries(Attributes))
        await client.send(new SetTopicAttributesCommand({ TopicArn: arn, AttributeName, AttributeValue }))
    }
  },

  async close({ channel, route }) {
    await client.send(new DeleteTopicCommand({ TopicArn: arnOf(channel, route) }))
  },

  async ask({ channel, route, protocol, address }) {
    const TopicArn = arnOf(channel, route)
    const Attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: undelivered }) }
    const what = { TopicArn, Protocol: protocol, Endpoint: address, Attributes, ReturnSubscriptionArn: true }
    try {
      const { SubscriptionArn = null } = await client.send(new SubscribeCommand(what))
      return asked(protocol, address, SubscriptionArn)
    } catch (error) {
      if (existsOtherwise(error)) return foundThere(await listAll(client, TopicArn), protocol, address)
      if (error instanceof InvalidParameterException)
        throw new Refusal(422, `Amazon SNS does not take ${address}: ${error.message}`)
      throw error
    }
  },

  async end({ subscription, state }) {
    if (!subscription?.startsWith('arn:')) return 'lapses' // it has not told us its name
    try {
      await client.send(new UnsubscribeCommand({ SubscriptionArn: subscription }))
      return 'ended'
    } catch (error) {
      if (error instanceof NotFoundException) return 'ended'
      // What is not confirmed cannot be deleted (Unsubscribe, API reference).
      if (state !== 'confirmed' && error instanceof InvalidParameterException) return 'lapses'
      throw error
    }
  },

  async confirm(link) {
    const { at, TopicArn, Token } = readLink(link, arnOf)
    try {
      // Signed: from now on only a signed call can unsubscribe it, no link in a mail (ConfirmSubscription).
      const confirm = new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe: 'true' })
      const { SubscriptionArn = '' } = await client.send(confirm)
      return { ...at, subscription: SubscriptionArn }
    } catch (error) {
      if (error instanceof NotFoundException) throw new Refusal(422, `The link is for ${at.channel}, which is no more.`)
      if (!(error instanceof InvalidParameterException)) throw error
      throw new Refusal(
        422,
        'Amazon SNS does not know this link, or no longer: they count for two days. Subscribe again.',
      )
    }
  },

  async listed({ channel, route }) {
    try {
      return await listAll(client, arnOf(channel, route))
    } catch (error) {
      if (error instanceof NotFoundException) return 'gone'
      throw error
    }
  },

  carries: ROUTES,
  wayBack: () =>
    'They come back by themselves alone: subscribe the address to the SNS topic in the AWS console, which asks them; ' +
    'once they agree it counts here within the hour.',
  links: null,
})

/** SNS has it, but with other attributes than these (CreateTopic and Subscribe say so by this text alone). */
const existsOtherwise = (error: unknown) =>
  error instanceof InvalidParameterException && /already exists with different attributes/i.test(error.message)

/** It is mailed as the sender's name, where other than plain letters cannot be relied upon. At most 100. */
function displayName(name: string, id: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '')
  return /^[\x20-\x7e]{1,100}$/.test(plain) ? plain : id
}

const tlsOnly = (Resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  })

const MAILED =
  'Amazon SNS mails a link that must be opened within two days. Better paste it here (`news-alerts confirm LINK`, or ' +
  'the page): then no mail scanner that follows the link to leave can end it.'

function asked(protocol: string, address: string, subscription: string | null): Asked {
  if (protocol === 'sms') return { state: 'confirmed', subscription, next: `${address} is told by SMS from now on.` }
  return { state: 'pending', subscription, next: `${address} is asked. ${MAILED}` }
}

function foundThere(list: readonly Listed[], protocol: string, address: string): Asked {
  const there = list.find(one => one.protocol === protocol && spelling(one.address) === spelling(address))
  if (!there?.subscription) return asked(protocol, address, null)
  return { state: 'confirmed', subscription: there.subscription, next: `${address} is subscribed at SNS already.` }
}

async function listAll(client: SNSClient, TopicArn: string): Promise<Listed[]> {
  const all: Listed[] = []
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of Subscriptions)
      if (SubscriptionArn !== 'Deleted')
        all.push({
          ...{ protocol: Protocol, address: Endpoint },
          subscription: SubscriptionArn.startsWith('arn:') ? SubscriptionArn : null, // "PendingConfirmation"
        })
  return all
}

const SNS_HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/

/** What is asked by a link out of SNS's mail. It is never followed: what counts in it is the token. */
function readLink(link: string, arnOf: Sns['arnOf']): { at: At; TopicArn: string; Token: string } {
  const url = URL.canParse(link) ? new URL(link) : null
  if (url?.protocol !== 'https:' || !SNS_HOST.test(url.hostname))
    throw new Refusal(422, 'This is not a link of Amazon SNS: paste the whole link "Confirm subscription" of its mail.')
  const TopicArn = url.searchParams.get('TopicArn') ?? ''
  const Token = url.searchParams.get('Token')
  const at = ROUTES.flatMap(route => within(TopicArn, route, arnOf))[0]
  if (!at) throw new Refusal(422, 'The link is of Amazon SNS, but for none of the channels here.')
  if (!Token) throw new Refusal(422, 'The link has no token: paste the whole link "Confirm subscription".')
  return { at, TopicArn, Token }
}

function within(arn: string, route: Route, arnOf: Sns['arnOf']): At[] {
  const [before = '', after = ''] = arnOf('\n', route).split('\n')
  const channel = arn.slice(before.length, arn.length - after.length)
  return /^[a-z0-9-]+$/.test(channel) && arnOf(channel, route) === arn ? [{ channel, route }] : []
}
