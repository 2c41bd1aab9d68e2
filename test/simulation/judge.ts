import type { Held } from '../../shared/store/messages.ts'
import { matchKey, messageKey } from '../../shared/store/table.ts'
import { type Channel, isGraver, SEVERITIES, type Severity } from '../../shared/words.ts'
import type { Publish } from './carrier.ts'
import { messageIn, plainItem } from './plain.ts'
import { CHANNELS } from './setup.ts'
import type { Shown } from './shown.ts'
import type { MemoryTable } from './table.ts'
import type { Flip, Watch } from './watch.ts'

/** What became of everything a world's feeds showed. */
export interface Verdict {
  readonly matches: number
  /** Messages that told a story again because it had become graver, and matches that backfills have added. */
  readonly rises: number
  readonly backfilled: number
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

// biome-ignore lint/suspicious/noExplicitAny: as the document client types an item's attributes.
type PlainItem = Record<string, any>

/** Judges a world that has come to rest. @param faults how many it met */
export function judge(table: MemoryTable, watch: Watch, faults: number): Verdict {
  const items = [...table.items.values()].map(plainItem)
  const messages = messagesIn(table)
  const wrong = [...watch.wrong]
  if (faults === 0) for (const failure of watch.failures) wrong.push(`clash: without any fault, ${failure}`)
  const shown = [...watch.shown.shown.values()]
  const lost = shown.flatMap(one => lossesOf(one, table, watch, messages))
  const repeats = repeatsOf(messages, watch, wrong)
  const unknown = messages.reduce((sum, message) => sum + message.unknown, 0)
  doubted(messages, watch, wrong)
  thawed(watch.publishes, wrong)
  toldTwice(table, messages, watch, wrong)
  noise(table, watch, wrong)
  unfound(table, items, wrong)
  stuck(items, messages, wrong)
  const rises = messages.filter(({ stories }) => stories.some(({ was }) => was !== null)).length
  const sums = { matches: shown.length, rises, backfilled: watch.backfilled(), lost: lost.length, repeats, unknown }
  return { ...sums, wrong: [...wrong, ...lost] }
}

function messagesIn(table: MemoryTable): Kept[] {
  return [...table.items.values()]
    .filter(({ sk }) => sk?.S?.startsWith('MESSAGE#'))
    .map(item => {
      const { state, settled, unknown } = plainItem(item)
      return { ...messageIn(item), state, settled, unknown }
    })
}

/** An outcome is called unknown only where something failed. */
function doubted(messages: readonly Kept[], watch: Watch, wrong: string[]): void {
  for (const { id, channel, route, seq, unknown } of messages) {
    const { pk, sk } = messageKey(channel, route, seq)
    const most = watch.mayDoubt(`${pk} ${sk}`)
    if (unknown > most) wrong.push(`doubt: ${unknown} publishes of ${id} are called unknown, ${most} met a fault`)
  }
}

/** Whether something was in the file all the time from then on. */
const isThrough = (flips: readonly Flip[], since: number, isIn: (flip: Flip) => boolean) =>
  flips.some(({ at }) => at < since) &&
  flips.every((flip, n) => isIn(flip) || (flips[n + 1]?.at ?? Infinity) < since - SLEPT_MS)

/** The story that an article was put in. */
const storyOf = ({ article }: Pick<Shown, 'article'>, table: MemoryTable) =>
  table.items.get(`ARTICLE#${article}\nARTICLE`)?.['story']?.S ?? ''

/** It must be recorded, and told to the channels that were there all the time and want what is so grave. */
function lossesOf(shown: Shown, table: MemoryTable, watch: Watch, messages: readonly Kept[]): string[] {
  const { article, topic, severity, since, at, kept, loud } = shown
  if (!kept || !isThrough(watch.flips, since, ({ topics }) => topics.includes(topic))) return []
  const found = watch.shown.recorded(article)?.of(topic)
  const story = storyOf(shown, table)
  if (!found || !story || isGraver(severity, found.severity))
    return [`lost: ${topic} (${severity}) in ${article}, recorded as ${found?.severity}, in story ${story}`]
  if (!loud) return []
  return CHANNELS.filter(
    channel =>
      channel.topics.includes(topic) &&
      !isGraver(channel.severity, severity) &&
      isThrough(watch.flips, at, ({ channels }) => channels.some(({ id }) => id === channel.id)),
  ).flatMap(({ id, routes }) =>
    routes.flatMap(route => {
      const told = messages.filter(message => message.channel === id && message.route === route)
      if (told.some(message => tells(message, story, severity, watch))) return []
      return [`lost: ${topic} (${severity}) in ${article} (story ${story}) for ${id} by ${route}`]
    }),
  )
}

/** Whether a message told it, or is explicitly over without anybody knowing that it did. */
function tells(message: Kept, story: string, severity: Severity, { arrived }: Watch): boolean {
  if (!message.stories.some(told => told.story === story && !isGraver(severity, told.severity))) return false
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
  const events = new Map([...watch.shown.shown.values()].map(shown => [storyOf(shown, table), shown.event]))
  const refused = new Set(messages.filter(({ state }) => state === 'refused').map(({ id }) => id))
  const highest = new Map<string, { rank: number; id: string }>()
  const inOrder = watch.arrived.filter(({ id }) => !refused.has(id)).sort((a, b) => a.seq - b.seq)
  for (const { id, channel, route, stories } of inOrder)
    for (const { story, severity } of stories) {
      const name = `${channel} by ${route} of event ${events.get(story)}`
      const before = highest.get(name)
      if (before?.id === id) continue // that very message again
      if (before && before.rank >= rank(severity)) wrong.push(`repeated: ${name} in ${before.id} and ${id}`)
      highest.set(name, { rank: rank(severity), id })
    }
}

/** Nobody is told but of news as grave as that, worked out when the channel was there and followed its topic. */
function noise(table: MemoryTable, { arrived, flips, shown }: Watch, wrong: string[]): void {
  const isToBeTold = (news: (typeof shown.news)[number], { id, severity }: Pick<Channel, 'id' | 'severity'>) =>
    !isGraver(severity, news.severity) &&
    flips.some(
      ({ at, channels }, n) =>
        at <= news.paidAt &&
        (flips[n + 1]?.at ?? Infinity) >= news.at - SLEPT_MS &&
        channels.some(channel => channel.id === id && channel.topics.includes(news.topic)),
    )
  for (const { id, channel, stories } of arrived)
    for (const { story, severity } of stories) {
      const news = shown.news.filter(one => storyOf(one, table) === story && !isGraver(severity, one.severity))
      const to = CHANNELS.find(each => each.id === channel)
      if (!to || !news.some(one => isToBeTold(one, to))) wrong.push(`noise: ${id} tells ${story} as ${severity}`)
    }
}

/** Every match can be queried as it is recorded: loud or quiet, and as grave. */
function unfound(table: MemoryTable, items: readonly PlainItem[], wrong: string[]): void {
  for (const { sk, article, firstSeen, matches } of items)
    for (const { topic, severity, quiet } of sk === 'ARTICLE' ? matches : []) {
      const key = matchKey(topic, firstSeen, article)
      const item = table.items.get(`${key.pk}\n${key.sk}`)
      if (item?.['severity']?.S !== severity || item?.['quiet']?.BOOL !== quiet)
        wrong.push(`lost: ${topic} in ${article} cannot be queried as ${severity}`)
    }
}

function stuck(items: readonly PlainItem[], messages: readonly Kept[], wrong: string[]): void {
  for (const item of items) {
    const where = `${item['pk']} ${item['sk']}`
    if (item['todo']) wrong.push(`stuck: ${where} still has something to do`)
    if (item['dueAt']) wrong.push(`stuck: ${where} is still owed`)
    if (item['left']?.length > 0) wrong.push(`stuck: ${where} has feeds left`)
    if (item['health'] && item['health'].state !== 'ok') wrong.push(`stuck: ${where} is ${item['health'].state}`)
  }
  for (const { id, settled } of messages) if (!settled) wrong.push(`stuck: message ${id} is not settled`)
}
