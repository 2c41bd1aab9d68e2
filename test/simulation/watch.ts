import { FeedError } from '../../shared/feed/fault.ts'
import { hostOf } from '../../shared/feed/schedule.ts'
import type { Channel } from '../../shared/words.ts'
import type { Publish } from './carrier.ts'
import type { Item } from './expression.ts'
import type { Fault } from './faults.ts'
import { messageIn, plainItem } from './plain.ts'
import type { Process } from './process.ts'
import { openShown } from './shown.ts'
import type { MemoryTable } from './table.ts'

/** A version of the configuration that began to count. */
export interface Flip {
  readonly at: number
  readonly channels: readonly Pick<Channel, 'id' | 'topics'>[]
  readonly topics: readonly string[]
}

interface Ends {
  readonly now: () => number
  readonly table: () => MemoryTable
}

const SLOT_LEASE_MS = 180_000
const runOf = (by: Process, host: string) => `${by.name} ${by.since()} ${host}`
const ADDRESS = /\w@\w|\+\d{6,}/

/** Sees everything that happens in a world, and keeps what it must be judged by. */
export function openWatch({ now, table }: Ends) {
  const shown = openShown({ now, table })
  const publishes: Publish[] = []
  const arrived: Publish[] = []
  const flips: Flip[] = []
  const wrong: string[] = []
  /** By feed, until when its item says that its host wants to be left alone, and since when it says so. */
  const promised = new Map<string, { host: string; until: number; since: number }>()
  /** The same as a run has heard it itself. */
  const heeded = new Map<string, number>()
  const failures: string[] = []
  let backfilled = 0
  const faulted = new Set<string>()
  const touched = new Map<string, ReadonlySet<string>>()
  const lastAt = new Map<string, { by: Process; since: number | null }>()
  const say = (what: string) => wrong.push(`${what} (${new Date(now()).toISOString().slice(11, 19)})`)

  const heard: Readonly<Record<string, (before: Item | undefined, after: Item) => void>> = {
    FEED(_, after) {
      const { feed, url, health, baselineAt } = plainItem(after)
      if (baselineAt) shown.begins(feed)
      if (health.state === 'failing' && health.fault?.retryAt)
        promised.set(feed, { host: hostOf({ url }), until: Date.parse(health.fault.retryAt), since: now() })
    },
    MESSAGE(before, after) {
      const { attempts } = plainItem(after)
      const message = messageIn(after)
      const was = before && plainItem(before)
      if (was?.['state'] === 'waiting' && attempts > was['attempts'] && Date.parse(was['retryAt']) > now())
        say(`early: message ${message.id} is tried again before its time`)
      if (was) return
      for (const { story } of message.stories) {
        const alert = table().items.get(`${after['pk']?.S}\nALERT#${story}`)
        const dueAt = alert?.['dueAt']?.S
        if (alert?.['state']?.S === 'cancelled') continue // by an apply, after it was found to be due
        if (!dueAt || Date.parse(dueAt) > now()) say(`early: message ${message.id} tells ${story}, due ${dueAt}`)
      }
    },
    ALERT(_, after) {
      const { channel, dueAt } = plainItem(after)
      const time = dueAt?.slice(11, 16)
      if (channel === 'night' && time >= '10:20' && time < '10:50') say(`early: night is owed a story at ${dueAt}`)
      if (channel === 'digest' && dueAt && !dueAt.endsWith(':00:00.000Z'))
        say(`early: digest is owed a story at ${dueAt}`)
    },
    CURRENT(_, after) {
      const { version } = plainItem(after)
      const part = table().items.get(`CONFIG#${version}\nPART#0000`)
      const { channels, topics } = JSON.parse(Buffer.from(part?.['bytes']?.B ?? '', 'base64').toString())
      flips.push({ at: now(), channels, topics: topics.map(({ id }: { id: string }) => id) })
    },
    ARTICLE(_, after) {
      shown.written(after)
    },
  }

  return {
    ...{ failures, shown, publishes, arrived, flips, wrong, say, answered: shown.answered },
    hear(before: Item | undefined, after: Item | undefined): void {
      const [kind = '', id = ''] = ((after ?? before)?.['sk']?.S ?? '').split('#')
      if (kind === 'FEED' && !after) {
        promised.delete(id)
        shown.forgotten(id)
      }
      if (after && after['pk']?.S !== 'REGISTRY') heard[kind]?.(before, after)
    },
    /** A process asks a publisher. */
    asked(url: string, by: Process): void {
      const isLate = (since: number | null) => since === null || now() - since > SLOT_LEASE_MS
      if (isLate(by.since())) return // asleep past its lease: no lease can hold it back
      const host = hostOf({ url })
      // Whoever read the host's feeds before one said so cannot know.
      const isKnown = [...promised.values()].some(
        promise => promise.host === host && promise.until > now() && promise.since < (by.since() ?? 0),
      )
      if (isKnown || (heeded.get(runOf(by, host)) ?? 0) > now())
        say(`hasty: ${url} is fetched inside the Retry-After of its host`)
      const last = lastAt.get(host)
      if (last && last.by !== by && last.since === last.by.since() && !isLate(last.since))
        say(`crowd: ${host} is read by ${last.by.name} and ${by.name}`)
      lastAt.set(host, { by, since: by.since() })
    },
    /** A process hears that a publisher failed. */
    refused(url: string, error: unknown, by: Process): void {
      const retryAt = error instanceof FeedError ? error.fault.retryAt : undefined
      if (retryAt) heeded.set(runOf(by, hostOf({ url })), Date.parse(retryAt))
    },
    /** A call leaves a run of a process: `alert 2/17 PutItem …`. */
    called(call: string, fault: Fault | null): void {
      const [, name = '', run = ''] = /^(\w+ \d)(\/\d+)/.exec(call) ?? []
      if (fault && !fault.startsWith('stall')) faulted.add(name + run) // late is not lost
      // It takes its slot or lets it go: what it read before is over.
      if (/ UpdateItem SLOT#\d+ LEASE/.test(call))
        for (const [host, { by }] of lastAt) if (by.name === name) lastAt.delete(host)
      const [message] = /CHANNEL#\S+ MESSAGE#\d+/.exec(call) ?? []
      if (message) touched.set(message, new Set(touched.get(message)).add(name + run))
    },
    failed: (error: Error) => void failures.push(error.message),
    died: (run: string) => void faulted.add(run),
    /** How many runs that met a fault were at a message: each may leave one publish of it in doubt. */
    mayDoubt: (message: string) => [...(touched.get(message) ?? [])].filter(run => faulted.has(run)).length,
    /** How many matches backfills have added. */
    backfilled: () => backfilled,
    /** A backfill begins. @returns what is to hear of its end, and how many matches it added in its last run */
    backfills(topic: string, articles: readonly string[]): (added: number) => void {
      const version = flips.length
      const isAsked = flips.at(-1)?.topics.includes(topic) ?? false
      const about = articles.filter(article => shown.isAbout(article, topic))
      return added => {
        backfilled += added
        if (!isAsked || version !== flips.length) return
        for (const article of about)
          if (shown.isAbout(article, topic) && !shown.recorded(article)?.of(topic))
            say(`lost: ${topic} in ${article}, which a backfill has looked at`)
      }
    },
    log(line: string): void {
      if (ADDRESS.test(line)) say(`address: in the log stands ${line}`)
    },
  }
}

export type Watch = ReturnType<typeof openWatch>
