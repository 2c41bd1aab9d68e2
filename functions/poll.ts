import { FeedError } from '../shared/feed/fault.ts'
import type { Fetch, Page } from '../shared/feed/fetch.ts'
import { heldByHost, hostAsked, hostOf, isDue, mayBeAsked, type SlotJob } from '../shared/feed/schedule.ts'
import type { Feed, Slot } from '../shared/words.ts'
import { attempt, throwAll } from './attempt.ts'
import type { PollDeps } from './poll/deps.ts'
import { pollFeed } from './poll/feed.ts'

/** Longer than the function may run, so that a lease outlives its worker and not the reverse. */
const LEASE_SECONDS = 180
/**
 * After this no feed is begun any more. With the 20 s that one may hang a run stays under a minute, the least interval of
 * a public feed: a bad host cannot make another's feed miss its turn.
 */
const LONGEST_MS = 25_000
/** What failed for a reason of ours is asked again after this, not at once: publishers are not to pay for it. */
const AFTER_FAILURE_MS = 60_000

/** One slot, one period: whichever of its feeds are due, each host one request at a time, the hosts side by side. */
export async function pollSlot(job: SlotJob, deps: PollDeps): Promise<void> {
  const { store, current, now, newId } = deps
  const startedAt = now()
  // Offered again by now: a queue that has been stuck must not replay what it missed.
  if (startedAt.getTime() / 1000 > job.period + 2 * job.everySeconds + 60) return
  const setup = await current()
  const owner = newId()
  const until = new Date(startedAt.getTime() + LEASE_SECONDS * 1000)
  const slot = setup && (await store.slots.take(job.slot, job.period, { owner, now: startedAt, until }))
  if (!slot) return
  const isLate = () => now().getTime() > startedAt.getTime() + LONGEST_MS
  const due = dueOf(slot, heldByHost(await store.feeds.ofSlot(slot.n)), job)
  const { fetch, isResting } = heedful(deps.fetch)
  const hasNoTurn = (feed: Feed) => isLate() || isResting(feed)
  const { left, failures } = await eachHost(due, hasNoTurn, feed => pollFeed(feed, setup, { ...deps, fetch }))
  const pauseMs = failures.length > 0 ? AFTER_FAILURE_MS : 0
  const at = now()
  await store.slots.finish(slot.n, { owner, period: job.period, at, left, until: new Date(at.getTime() + pauseMs) })
  throwAll(failures)
}

/**
 * What the last run left comes first, so that feeds that are slow cannot keep the same others waiting for ever. It may be
 * left because we never learned that it was written: then its publisher may have asked us to wait. Who was asked to wait
 * comes last: if it is told so again, its host's other feeds have had their turn.
 */
function dueOf(slot: Slot, feeds: readonly Feed[], job: SlotJob): Feed[] {
  const isLeft = (feed: Feed) => slot.left.includes(feed.id) && mayBeAsked(feed, job.period)
  const isRest = (feed: Feed) => !isLeft(feed) && isDue(feed, slot, new Date(job.period * 1000))
  const hadToWait = (feed: Feed) => feed.health.fault?.retryAt !== undefined
  return [...feeds.filter(isLeft), ...feeds.filter(isRest)].sort((a, b) => Number(hadToWait(a)) - Number(hadToWait(b)))
}

/**
 * Each host one feed after the other, the hosts side by side. One feed cannot stop another's poll.
 * @returns the ids of those that had no turn or that we failed, and our failures
 */
async function eachHost(
  feeds: readonly Feed[],
  hasNoTurn: (feed: Feed) => boolean,
  poll: (feed: Feed) => Promise<void>,
) {
  const hosts = new Map<string, Feed[]>()
  for (const feed of feeds) hosts.set(hostAsked(feed), [...(hosts.get(hostAsked(feed)) ?? []), feed])
  const left: string[] = []
  const failures: Error[] = []
  const turn = async (feed: Feed) => {
    if (hasNoTurn(feed)) return void left.push(feed.id)
    const failure = await attempt(feed.url, () => poll(feed))
    if (failure) left.push(feed.id)
    if (failure) failures.push(failure)
  }
  await Promise.all(
    [...hosts.values()].map(async ofHost => {
      for (const feed of ofHost) await turn(feed)
    }),
  )
  return { left, failures }
}

/** A fetch that knows which hosts have asked this run to wait: also if we then fail to write it down. */
function heedful(fetch: Fetch) {
  const resting = new Set<string>()
  return {
    isResting: (feed: Feed) => resting.has(hostAsked(feed)),
    async fetch(ask: Parameters<Fetch>[0]): Promise<Page> {
      try {
        return await fetch(ask)
      } catch (error) {
        if (error instanceof FeedError && error.fault.retryAt !== undefined)
          resting.add(error.fault.host ?? hostOf(ask))
        throw error
      }
    },
  }
}
