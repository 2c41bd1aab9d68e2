import type * as z from 'zod'
import type { Channel, Topic, When } from '../words.ts'
import type { SubscriberSetting } from './configuration.ts'
import { placesOf, repeats, wellFormed } from './entries.ts'
import { didYouMean } from './nearest.ts'
import { each, type Place, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'
import { ChannelEntry } from './schema.ts'

type Said = z.infer<typeof ChannelEntry>

export interface ReadChannels {
  readonly channels: readonly Channel[]
  readonly subscribers: readonly SubscriberSetting[]
  readonly problems: readonly Problem[]
}

/** The channels of all files with their subscribers, and what is wrong with them. @param topics the ids there are */
export function readChannels(files: readonly Place[], topics: ReadonlySet<string>, timezone: string): ReadChannels {
  const places = placesOf(files, 'channels')
  const entries = wellFormed(places, ChannelEntry)
  return {
    channels: entries.map(({ said }) => channelOf(said, timezone)),
    subscribers: entries.flatMap(({ said }) => subscribersOf(said)),
    problems: [
      ...repeats(
        places.map(place => under(place, 'id')),
        'channel',
        id => id,
      ),
      ...places.flatMap(place => [...unknownTopics(place, topics), ...toldTwice(place), ...neverTold(place)]),
    ],
  }
}

/** With no channel in the file there is one per topic. */
export function channelPerTopic(topics: readonly Topic[], timezone: string): Channel[] {
  return topics.map(({ id, name }) => channelOf({ id, name, topics: [id] }, timezone))
}

function channelOf(said: Said, timezone: string): Channel {
  const { id, name = id, topics, severity = 'low', languages = [], when, subscribers } = said
  const routes = subscribers?.sms?.length ? (['mail', 'sms'] as const) : (['mail'] as const)
  return { id, name, topics, severity, languages, when: whenOf(when, timezone), routes, origin: 'file' }
}

/** Who asks for a digest and says no more wants the digest only. */
function whenOf(said: Said['when'], timezone: string): When {
  const { quiet = null, digest = null, instant = digest === null } = said ?? {}
  return { instant, quiet, digest, timezone: said?.timezone ?? timezone }
}

function subscribersOf({ id: channel, subscribers }: Said): SubscriberSetting[] {
  return (['email', 'sms'] as const).flatMap(protocol =>
    (subscribers?.[protocol] ?? []).map(address => ({ channel, protocol, address })),
  )
}

function unknownTopics(channel: Place, ids: ReadonlySet<string>): Problem[] {
  const topics = each(under(channel, 'topics'))
  const unknown = topics.filter(({ value }) => typeof value === 'string' && !ids.has(value))
  return [
    ...repeats(topics, 'topic', id => id),
    ...unknown.map(topic => {
      const id = String(topic.value)
      return problemAt(
        topic,
        `no topic is called ${quoted(id)}`,
        didYouMean(id, [...ids], 'define it under `topics:`, or use one that is there'),
      )
    }),
  ]
}

/** One address twice on one channel would be told everything twice. Capitals do not make two mailboxes of one. */
function toldTwice(channel: Place): Problem[] {
  const subscribers = under(channel, 'subscribers')
  return ['email', 'sms'].flatMap(protocol =>
    repeats(each(under(subscribers, protocol)), 'address', address => address.toLowerCase()),
  )
}

function neverTold(channel: Place): Problem[] {
  const when = under(channel, 'when')
  const instant = under(when, 'instant')
  if (instant.value !== false || under(when, 'digest').value !== undefined) return []
  return [problemAt(instant, 'this channel would never hear of anything', 'add a `digest`, or remove this line')]
}
