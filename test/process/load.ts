import type { Route } from '../../shared/words.ts'
import { rss, startPublisher } from '../world.ts'

/** Each channel has a topic, so that each has a pace of its own. Every other one is on the telephone too. */
export const CHANNELS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot'] as const
export type ChannelId = (typeof CHANNELS)[number]
const isOnTelephone = (channel: ChannelId) => CHANNELS.indexOf(channel) % 2 === 0
export const routesOf = (channel: ChannelId): readonly Route[] => (isOnTelephone(channel) ? ['mail', 'sms'] : ['mail'])

const PATHS = ['/north.xml', '/south.xml', '/east.xml', '/west.xml'] as const
/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/**
 * A publisher with several feeds, and what each channel must hear because of what it has published.
 * @param random decides what is news
 */
export async function openLoad(random: () => number) {
  const publisher = await startPublisher()
  const listed = PATHS.map((): string[] => [])
  const expected = new Map<ChannelId, Set<string>>(CHANNELS.map(channel => [channel, new Set()]))
  const later: string[] = []
  let count = 0

  const list = (title: string, feed: number) => {
    const titles = [title, ...(listed[feed] ?? [])]
    listed[feed] = titles // all of it, for ever: what a feed no longer shows is not ours to lose
    publisher.serve(PATHS[feed] ?? '', rss(titles.map(title => ({ title }))))
  }
  const anyFeed = () => Math.floor(random() * PATHS.length)
  const noise = () => list(`Weather report ${++count} from ${CHANNELS[count % CHANNELS.length]} district`, anyFeed())

  /** Publishes an event that a channel follows, and every other time lets a second feed report it later. @returns its title */
  const event = (channel: ChannelId): string => {
    const title = `${capital(channel)} fraud ${++count} uncovered in the harbour`
    expected.get(channel)?.add(title)
    list(title, anyFeed())
    if (random() < 0.5) later.push(title)
    return title
  }
  // What was there before the first reading tells nobody, though it matches.
  for (let feed = 0; feed < PATHS.length; feed++) list(`Old bravo fraud ${++count} that nobody is told of`, feed)

  return {
    expected,
    event,
    /** A little of what happens all the time. */
    stir() {
      for (let n = random() * 2; n > 0; n--) noise()
      const second = random() < 0.3 ? later.shift() : undefined
      if (second) list(second, anyFeed())
      const channel = CHANNELS[Math.floor(random() * CHANNELS.length)] ?? 'alpha'
      const events = random() < 0.04 ? 1 + Math.floor(random() * 4) : 0 // sometimes a burst
      for (let n = 0; n < events; n++) event(channel)
    },
    config: (smtp: string) => `
feeds:
${PATHS.map(path => `  - { url: "http://${publisher.host}${path}", every: 1s }`).join('\n')}
topics:
${CHANNELS.map(id => `  - { id: ${id}, severity: high, query: '"${id} fraud"' }`).join('\n')}
channels:
${CHANNELS.map(
  (id, n) =>
    `  - { id: ${id}, topics: [${id}], subscribers: { email: [${id}@example.org]${
      isOnTelephone(id) ? `, sms: ["+3363998000${n}"]` : ''
    } } }`,
).join('\n')}
smtp: ${smtp}
sms: { countries: [FR] }
fetch: { allow_private: ["${publisher.host}"] }
`,
    close: () => publisher.close(),
  }
}
