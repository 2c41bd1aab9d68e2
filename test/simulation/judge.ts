import type { Held } from '../../shared/store/messages.ts'
import { messageKey } from '../../shared/store/table.ts'
import { SEVERITIES, type Severity } from '../../shared/words.ts'
import type { Publish } from './carrier.ts'
import { messageIn, plainItem } from './plain.ts'
import type { TopicId } from './publishers.ts'
import { CHANNELS, SEVERITY } from './setup.ts'
import type { MemoryTable } from './table.ts'
import type { Shown, Watch } from './watch.ts'

/** What became of everything a world's feeds showed. */
export interface Verdict {
  readonly matches: number
  readonly lost: number
  /** Mails that arrived once more. */
  readonly repeats: number
  /** Publishes of which nobody knows whether they arrived, as the table counts them. */
  readonly unknown: number
  /** Everything that breaks a promise, each with the promise's name first. */
  readonly wrong: readonly string[]
}

const rank = (severity: Severity) => SEVERITIES.indexOf(severity)
/** A worker that slept may go on by the configuration it began with. */
const SLEPT_MS = 1_200_000

type Kept = Pick<Held, 'id' | 'seq' | 'state' | 'settled' | 'unknown' | 'channel' | 'route' | 'stories'>

/** Judges a world that has come to rest. @param faults how many it met */
export function judge(table: MemoryTable, watch: Watch, faults: number): Verdict {
  const all = [...table.items.values()]
  const items = all.map(plainItem)
  const messages = all
    .filter(({ sk }) => sk?.S?.startsWith('MESSAGE#'))
    .map((item): Kept => {
      const { state, settled, unknown } = plainItem(item)
      return { ...messageIn(item), state, settled, unknown }
    })
  const wrong = [...watch.wrong]
  if (faults === 0) for (const failure of watch.failures) wrong.push(`clash: without any fault, ${failure}`)
  const loud = [...watch.shown.values()].filter(shown => shown.loud)
  const lost = loud.flatMap(shown => lossesOf(shown, table, watch, messages))
  const repeats = repeatsOf(messages, watch, wrong)
  const unknown = messages.reduce((sum, message) => sum + message.unknown, 0)
  for (const { id, channel, route, seq, unknown } of messages) {
    const { pk, sk } = messageKey(channel, route, seq)
    const most = watch.mayDoubt(`${pk} ${sk}`)
    if (unknown > most) wrong.push(`doubt: ${unknown} publishes of ${id} are called unknown, ${most} met a fault`)
  }
  thawed(watch.publishes, wrong)
  toldTwice(table, messages, watch, wrong)
  stuck(items, messages, wrong)
  return { matches: watch.shown.size, lost: lost.length, repeats, unknown, wrong: [...wrong, ...lost] }
}

/** Which channels must have heard of it: those that were there all the time. */
function lossesOf(
  { article, topic, at }: Shown,
  table: MemoryTable,
  watch: Watch,
  messages: readonly Kept[],
): string[] {
  const item = table.items.get(`ARTICLE#${article}\nARTICLE`)
  const story = item?.['story']?.S
  if (!item || !story) return [`lost: ${topic} in ${article}, which has no ${item ? 'story' : 'record'}`]
  const isThere = (id: string) =>
    watch.flips.every(
      (flip, n) => flip.channels.includes(id) || (watch.flips[n + 1]?.at ?? Infinity) < at - SLEPT_MS,
    ) && watch.flips.some(flip => flip.at < at)
  return CHANNELS.filter(({ id, topics }) => topics.includes(topic) && isThere(id)).flatMap(({ id, routes }) =>
    routes.flatMap(route => {
      const told = messages.filter(message => message.channel === id && message.route === route)
      if (told.some(message => tells(message, story, topic, watch))) return []
      return [`lost: ${topic} in ${article} (story ${story}) for ${id} by ${route}`]
    }),
  )
}

/** Whether a message told it, or is explicitly over without anybody knowing that it did. */
function tells(message: Kept, story: string, topic: TopicId, { arrived }: Watch): boolean {
  if (!message.stories.some(told => told.story === story && rank(told.severity) >= rank(SEVERITY[topic]))) return false
  if (message.state === 'sent') return arrived.some(({ id }) => id === message.id)
  return message.state === 'unknown' || message.state === 'refused'
}

/** A message arrives once, and once more at most for each publish whose outcome is unknown; by SMS never. */
function repeatsOf(messages: readonly Kept[], { arrived }: Watch, wrong: string[]): number {
  const times = new Map<string, number>()
  for (const { id } of arrived) times.set(id, (times.get(id) ?? 0) + 1)
  for (const [id, count] of times) {
    const { route, unknown } = messages.find(message => message.id === id) ?? { route: 'sms', unknown: 0 }
    if (count - 1 > (route === 'sms' ? 0 : unknown)) wrong.push(`repeated: ${id} arrived ${count} times`)
  }
  return arrived.length - times.size
}

/** A message sent again is the same, byte for byte. */
function thawed(publishes: readonly Publish[], wrong: string[]): void {
  const first = new Map<string, string>()
  for (const { channel, route, seq, body } of publishes) {
    const name = `${channel} by ${route}, message ${seq}`
    const before = first.get(name) ?? body
    if (before !== body) wrong.push(`thawed: ${name} was sent again in other words`)
    first.set(name, before)
  }
}

/** An event is one story, told again only if it is graver, unless an earlier message was refused. */
function toldTwice(table: MemoryTable, messages: readonly Kept[], watch: Watch, wrong: string[]): void {
  const storyOf = ({ article }: Shown) => table.items.get(`ARTICLE#${article}\nARTICLE`)?.['story']?.S ?? ''
  const events = new Map([...watch.shown.values()].map(shown => [storyOf(shown), shown.event]))
  const isNew = new Set([...watch.shown.values()].filter(({ isOld }) => !isOld).map(storyOf))
  const refused = new Set(messages.filter(({ state }) => state === 'refused').map(({ id }) => id))
  const highest = new Map<string, { rank: number; id: string }>()
  const inOrder = watch.arrived.filter(({ id }) => !refused.has(id)).sort((a, b) => a.seq - b.seq)
  for (const { id, channel, route, stories } of inOrder)
    for (const { story, severity } of stories) {
      const name = `${channel} by ${route} of event ${events.get(story)}`
      const before = highest.get(name)
      if (before?.id === id) continue // that very message again
      if (before && before.rank >= rank(severity)) wrong.push(`repeated: ${name} in ${before.id} and ${id}`)
      if (!isNew.has(story)) wrong.push(`noise: ${name}, which was there before we came`)
      highest.set(name, { rank: rank(severity), id })
    }
}

// biome-ignore lint/suspicious/noExplicitAny: as the document client types an item's attributes.
function stuck(items: readonly Record<string, any>[], messages: readonly Kept[], wrong: string[]): void {
  for (const item of items) {
    const where = `${item['pk']} ${item['sk']}`
    if (item['todo']) wrong.push(`stuck: ${where} still has something to do`)
    if (item['dueAt']) wrong.push(`stuck: ${where} is still owed`)
    if (item['left']?.length > 0) wrong.push(`stuck: ${where} has feeds left`)
    if (item['health'] && item['health'].state !== 'ok') wrong.push(`stuck: ${where} is ${item['health'].state}`)
  }
  for (const { id, settled } of messages) if (!settled) wrong.push(`stuck: message ${id} is not settled`)
}
