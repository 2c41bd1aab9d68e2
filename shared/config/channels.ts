import type * as z from 'zod'
import type { Channel, Topic, When } from '../words.ts'
import type { SubscriberSetting } from './configuration.ts'
import { smsMisfit } from './countries.ts'
import { placesOf, repeats, wellFormed } from './entries.ts'
import { didYouMean } from './nearest.ts'
import { each, isText, type Place, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'
import { readPhone } from './readings.ts'
import { ChannelEntry } from './schema.ts'
import type { Settings } from './settings.ts'

type Said = z.infer<typeof ChannelEntry>
type ForAll = Pick<Settings, 'timezone' | 'smsCountries'>

/** The channels of all files with their subscribers, and what is wrong with them. @param topics the ids there are */
export function readChannels(files: readonly Place[], topics: ReadonlySet<string>, forAll: ForAll) {
  const places = placesOf(files, 'channels')
  const ids = places.map(place => under(place, 'id'))
  const entries = wellFormed(places, ChannelEntry)
  return {
    channels: entries.map(({ said }) => channelOf(said, forAll)),
    subscribers: entries.flatMap(({ said }) => subscribersOf(said)),
    problems: [
      ...repeats(ids, 'channel'),
      ...places.flatMap(place => [...unknownTopics(place, topics), ...toldTwice(place), ...neverTold(place)]),
      ...places.flatMap(place => untellable(place, forAll.smsCountries)),
    ],
  }
}

/** With no channel in the file there is one per topic. */
export function channelPerTopic(topics: readonly Topic[], forAll: ForAll): Channel[] {
  return topics.map(({ id, name }) => channelOf({ id, name, topics: [id] }, forAll))
}

/** Anyone may be added later, by telephone too: if SMS is on, every channel has that way out. */
function channelOf(said: Said, { timezone, smsCountries }: ForAll): Channel {
  const { id, name = id, topics, severity = 'low', languages = [], when } = said
  const routes = smsCountries.length > 0 ? (['mail', 'sms'] as const) : (['mail'] as const)
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
  const topics = each(under(channel, 'topics')).filter(isText)
  const unknown = topics.filter(({ value }) => !ids.has(value))
  return [
    ...repeats(topics, 'topic'),
    ...unknown.map(topic => {
      const remedy = didYouMean(topic.value, [...ids], 'define it under `topics:`, or use one that is there')
      return problemAt(topic, `no topic is called ${quoted(topic.value)}`, remedy)
    }),
  ]
}

/** One address twice on one channel would be told everything twice. Capitals do not make two mailboxes of one. */
function toldTwice(channel: Place): Problem[] {
  return ['email', 'sms'].flatMap(protocol =>
    repeats(each(under(channel, 'subscribers', protocol)), 'address', address => address.toLowerCase()),
  )
}

/** SMS is paid for by the message: only numbers of countries that the file allows. */
function untellable(channel: Place, countries: readonly string[]): Problem[] {
  const numbers = each(under(channel, 'subscribers', 'sms')).filter(isText)
  return numbers.flatMap(number => {
    const misfit = 'value' in readPhone(number.value) ? smsMisfit(number.value, countries) : null
    return misfit ? [problemAt(number, misfit.message, misfit.remedy)] : []
  })
}

function neverTold(channel: Place): Problem[] {
  const instant = under(channel, 'when', 'instant')
  if (instant.value !== false || under(channel, 'when', 'digest').value !== undefined) return []
  return [problemAt(instant, 'this channel would never hear of anything', 'add a `digest`, or remove this line')]
}
