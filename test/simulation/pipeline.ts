import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { payDebts } from '../../functions/alert.ts'
import { dispatch } from '../../functions/dispatch.ts'
import { pollSlot } from '../../functions/poll.ts'
import { mailCarrier } from '../../shared/audience/mail.ts'
import { apply } from '../../shared/config/apply.ts'
import type { Configuration } from '../../shared/config/configuration.ts'
import { openCurrent } from '../../shared/config/current.ts'
import { FeedError } from '../../shared/feed/fault.ts'
import type { Fetch } from '../../shared/feed/fetch.ts'
import { readSlotJob } from '../../shared/feed/job.ts'
import type { SlotJob } from '../../shared/feed/schedule.ts'
import { openStore } from '../../shared/store/store.ts'
import { messageKey } from '../../shared/store/table.ts'
import { held } from '../../shared/story/join.ts'
import type { Article, Happening } from '../../shared/words.ts'
import { openSender, type Publish } from './carrier.ts'
import { type Carry, Refusal } from './client.ts'
import { openProcess, type Process, type Surroundings } from './process.ts'
import type { Answered } from './publishers.ts'
import type { MemoryTable, Request } from './table.ts'

/** What the functions reach, and who is told what they did. */
export interface Outside extends Surroundings {
  readonly table: MemoryTable
  readonly openClient: (carry: Carry) => DynamoDBDocumentClient
  readonly fetch: (ask: Parameters<Fetch>[0], by: Process) => Answered
  /** An answer has arrived at the process that asked. */
  readonly shown: (url: string, answered: Answered, by: Process) => void
  /** A publisher's failure has. */
  readonly refused: (url: string, error: unknown, by: Process) => void
  readonly publish: (publish: Publish) => void
  /** Whatever stands in a log: happenings as JSON, failures in words. */
  readonly log: (line: string) => void
  /** A run has ended with an error. */
  readonly failed: (error: Error) => void
  /** Whether queue, schedule and stream do something odd now. */
  readonly odd: (probability: number) => boolean
}

type Kind = 'dispatch' | 'poll' | 'alert' | 'apply' | 'api'
/** The functions' own (infra), and how long apply may take. */
const LIMIT_MS = { dispatch: 60_000, poll: 90_000, alert: 120_000, apply: 300_000, api: 29_000 } as const
const VISIBLE_AGAIN_MS = 540_000
/** The real fetch gives up then. */
const FETCH_MS = 20_000
const MINUTE_MS = 60_000

const failureOf = (message: string) => (certain: boolean) =>
  certain
    ? new Refusal('ThrottlingException', message)
    : Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
const networkFailure = failureOf('Rate exceeded')
/** Carriers like to quote. */
const carrierFailure = failureOf('Rate exceeded for ann@example.org and +33639980012')
const fetchFailure = (certain: boolean) =>
  certain
    ? Object.assign(new Error('too many open files'), { code: 'EMFILE' }) // ours
    : new FeedError({ kind: 'unreachable', message: 'the server hung up' })

/** One copy of a function, with the clients it makes when it starts. */
function openCopy(kind: Kind, n: number, outside: Outside) {
  const process = openProcess(`${kind} ${n}`, LIMIT_MS[kind], outside)
  const { table, timeline, random } = outside
  const store = openStore(
    outside.openClient((command, request) =>
      process.call(nameOf(command, request), async () => table.answer(command, request), networkFailure),
    ),
    'table',
  )
  const send = openSender(async read => {
    const { channel, route, seq } = read()
    const { pk, sk } = messageKey(channel, route, seq)
    await process.call(`publish ${pk} ${sk}`, async () => outside.publish(read()), carrierFailure)
  }, timeline.ms)
  const fetch: Fetch = async ask => {
    const go = async () => outside.fetch(ask, process)
    const answered = await process.call(`fetch ${ask.url}`, go, fetchFailure, FETCH_MS).catch(error => {
      outside.refused(ask.url, error, process)
      throw error
    })
    outside.shown(ask.url, answered, process)
    return answered.page
  }
  let current = openCurrent(store)
  let lives = process.lives()
  let ids = 0
  return {
    process,
    deps() {
      if (process.lives() !== lives) current = openCurrent(store)
      lives = process.lives()
      const log = (happening: Happening) => outside.log(JSON.stringify(happening))
      const newId = () => `${process.name} ${++ids}`
      return { store, current, fetch, send, now: timeline.now, random: random.next, newId, log }
    },
  }
}

type Copy = ReturnType<typeof openCopy>
type Deps = ReturnType<Copy['deps']>

/** A call by its command and what it is about. */
function nameOf(command: string, request: Request): string {
  const { Key, Item, RequestItems, IndexName = '', ExpressionAttributeValues = {} } = request
  const [asked] = Object.values(RequestItems ?? {})
  const item = Key ?? Item ?? asked?.Keys[0]
  const about = item ? [item['pk'], item['sk']] : Object.values(ExpressionAttributeValues).slice(0, 1)
  return [command, IndexName, ...about.map(value => value?.S ?? '')].filter(Boolean).join(' ')
}

/** What AWS wraps round the functions: two copies of each, a schedule, a queue, a stream. All may repeat, delay, lose. */
export function openPipeline(outside: Outside) {
  const { timeline, random, odd, log, failed } = outside
  const copies: Readonly<Record<Kind, readonly Copy[]>> = {
    dispatch: [1, 2].map(n => openCopy('dispatch', n, outside)),
    poll: [1, 2].map(n => openCopy('poll', n, outside)),
    alert: [1, 2].map(n => openCopy('alert', n, outside)),
    apply: [openCopy('apply', 1, outside)],
    api: [openCopy('api', 1, outside)],
  }
  /** Jobs, applies and backfills that are still to be done. */
  let pending = 0

  /** @returns false if every copy is at work */
  function invoke(
    kind: Kind,
    work: (deps: Deps, by: Process) => Promise<void>,
    ended: (well: boolean) => void,
  ): boolean {
    const idle = copies[kind].filter(({ process }) => process.since() === null)
    if (idle.length === 0) return false
    const { process, deps } = random.pick(idle)
    process.start(
      () => work(deps(), process),
      error => {
        if (error instanceof Error) log(`${error.stack}`)
        if (error instanceof Error) failed(error)
        ended(error === null)
      },
    )
    return true
  }

  const alert = () => void invoke('alert', payDebts, () => {})
  const dispatchAt = (scheduledAt: Date) =>
    void invoke(
      'dispatch',
      (deps, by) => {
        const enqueue = (job: SlotJob) => by.call(`enqueue ${job.slot}`, async () => queue(job), networkFailure)
        return dispatch(scheduledAt, { store: deps.store, queue: { send: enqueue } })
      },
      () => {},
    )

  function queue(job: SlotJob): void {
    const body = JSON.stringify(job)
    for (let deliveries = odd(0.1) ? 2 : 1; deliveries > 0; deliveries--) {
      pending++
      timeline.after(odd(0.1) ? random.between(5_000, 300_000) : random.between(10, 500), () => deliver(body, 1))
    }
  }
  function deliver(body: string, receives: number): void {
    const ended = (well: boolean) => {
      if (well || receives >= 2) pending--
      else timeline.after(VISIBLE_AGAIN_MS, () => deliver(body, receives + 1))
    }
    const work = (deps: Deps) => pollSlot(readSlotJob(JSON.parse(body)), deps)
    if (!invoke('poll', work, ended)) timeline.after(random.between(1_000, 5_000), () => deliver(body, receives))
  }

  function timed(happen: () => void): void {
    if (odd(0.04)) return
    timeline.after(odd(0.1) ? random.between(1_000, 90_000) : random.between(0, 900), happen)
    if (odd(0.08)) timeline.after(random.between(0, 20_000), happen)
  }

  function untilDone(kind: Kind, work: (deps: Deps) => Promise<void>): void {
    pending++
    const once = () => {
      const again = () => timeline.after(random.between(10_000, 90_000), once)
      if (!invoke(kind, work, well => (well ? void pending-- : again()))) again()
    }
    once()
  }

  return {
    /** What the schedule does at a full minute. */
    tick(): void {
      const scheduledAt = new Date(Math.floor(timeline.ms() / MINUTE_MS) * MINUTE_MS)
      timed(() => dispatchAt(scheduledAt))
      timed(alert) // the sweep
    },
    /** What the stream does when an article that owes is put. */
    wake(): void {
      if (!odd(0.4)) timeline.after(random.between(100, 2_000), alert)
    },
    /** Applies a file until it is done. */
    apply(configuration: Configuration): void {
      // Nobody is mailed by it: those of the file need not be asked.
      const letters = { post: () => null, current: async () => null, failed: () => undefined }
      untilDone('apply', async ({ store, now }) => {
        const carrier = mailCarrier({ ...letters, secret: 'secret', site: () => 'http://127.0.0.1', now })
        const packs = { pack: () => null, packIds: [] } // it has no topics of the API
        await apply(configuration, store, { carrier, now, packs })
      })
    },
    /** What the API does for `topics try --backfill`, asked until it is done. `done` hears how many matches it added. */
    backfill(topic: string, articles: readonly string[], done: (added: number) => void): void {
      untilDone('api', async ({ store, current }) => {
        const setup = await current()
        const find = (article: Article) => held(setup?.match(article).filter(match => match.topic === topic) ?? [])
        let added = 0
        for (const id of articles) added += await store.articles.backfill(id, find)
        done(added)
      })
    },
    /** Whether nothing runs and nothing is still to be run. */
    isIdle: () => pending === 0 && Object.values(copies).every(all => all.every(({ process }) => !process.since())),
  }
}
