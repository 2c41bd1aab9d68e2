import { payDebts } from '../../functions/alert.ts'
import { dispatch } from '../../functions/dispatch.ts'
import { pollSlot } from '../../functions/poll.ts'
import { mailCarrier } from '../../shared/audience/mail.ts'
import { apply } from '../../shared/config/apply.ts'
import type { Configuration } from '../../shared/config/configuration.ts'
import { readSlotJob } from '../../shared/feed/job.ts'
import type { SlotJob } from '../../shared/feed/schedule.ts'
import { held } from '../../shared/story/join.ts'
import type { Article } from '../../shared/words.ts'
import { type Copy, type Deps, type Kind, networkFailure, type Outside, openCopy } from './copy.ts'
import type { Process } from './process.ts'

const VISIBLE_AGAIN_MS = 540_000
const MINUTE_MS = 60_000

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
