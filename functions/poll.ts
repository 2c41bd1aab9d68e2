import type { Current } from '../shared/config/current.ts'
import { FeedError } from '../shared/feed/fault.ts'
import type { Fetch, Page } from '../shared/feed/fetch.ts'
import { isOld } from '../shared/feed/old.ts'
import {
  addressOf,
  heldByHost,
  hostAsked,
  hostOf,
  isDue,
  mayBeAsked,
  movedBy,
  type SlotJob,
  waitAfterFault,
  waitAfterRead,
} from '../shared/feed/schedule.ts'
import { bodyHash, isGap, remember } from '../shared/feed/seen.ts'
import type { Store } from '../shared/store/store.ts'
import { held } from '../shared/story/join.ts'
import type { Article, Fault, Feed, Log, Slot } from '../shared/words.ts'
import { articleOf, type Listed, listedIn, titleOf } from './article.ts'
import { attempt, throwAll } from './attempt.ts'

export interface PollDeps {
  readonly store: Pick<Store, 'slots' | 'feeds' | 'articles'>
  readonly current: () => Promise<Current | null>
  readonly fetch: Fetch
  readonly now: () => Date
  readonly random: () => number
  readonly newId: () => string
  readonly log: Log
}

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

/** One feed, once: fetch → read → match → record. */
async function pollFeed(feed: Feed, setup: Current, deps: PollDeps): Promise<void> {
  try {
    const page = await deps.fetch({ url: addressOf(feed), validators: feed.validators })
    if (page.status === 'unchanged' || bodyHash(page.bytes) === feed.bodyHash) return await unchanged(feed, page, deps)
    await takeNews(feed, page, setup, deps)
  } catch (error) {
    if (!(error instanceof FeedError)) throw error // ours: the queue retries, then somebody is woken
    await failed(feed, error.fault, deps) // theirs: remember, back off, carry on
  }
}

type Changed = Extract<Page, { status: 'changed' }>

/** Nothing is written unless there is something new to remember: the slot's lease is our heartbeat. */
async function unchanged(feed: Feed, page: Page, { store, now }: PollDeps): Promise<void> {
  const waitUntil = waitAfterRead({ ...feed, document: feed.wishes, freshSeconds: page.freshSeconds, now: now() })
  const { etag, lastModified } = page.validators
  const sameValidators = etag === feed.validators.etag && lastModified === feed.validators.lastModified
  const moved = movedBy(feed, page.movedTo)
  const isSame = sameValidators && moved?.seen === feed.moved?.seen && moved?.to === feed.moved?.to
  if (isSame && feed.health.state === 'ok' && waitUntil === null) return
  const health = { ...feed.health, state: 'ok', fault: null, failures: 0, waitUntil } as const
  await store.feeds.read(feed, { ...feed, moved, validators: page.validators, health })
}

async function takeNews(feed: Feed, page: Changed, setup: Current, deps: PollDeps): Promise<void> {
  const { store, now, log } = deps
  const readAt = now()
  const { readFeed } = await import('../shared/feed/read.ts') // most polls bring nothing, and never need it
  const seen = new Set(feed.seen)
  let marks: readonly string[] = []
  let news: readonly Listed[] = []
  const document = await readFeed(page.bytes, page.headers, page.url, items => {
    const listed = listedIn(items, feed)
    marks = listed.map(({ mark }) => mark)
    news = listed.filter(({ mark }) => !seen.has(mark))
    return news.map(({ item }) => item)
  })
  const title = titleOf(document) || feed.title
  log({
    what: 'polled',
    feed: feed.id,
    title,
    items: marks.length,
    news: news.length,
    baseline: feed.baselineAt === null,
  })
  const gap = isGap(marks, feed.seen)
  if (gap) log({ what: 'gap', feed: feed.id, title })
  const failures: (Error | null)[] = []
  for (const [n, { id, content }] of [...news.entries()].reverse()) // the publisher lists the newest first
    failures.push(
      await attempt(`article ${id}`, async () => {
        const item = document.items[n]
        if (!item) throw new Error('the reader lost it')
        await record(await articleOf(id, item, feed, document, readAt), content, feed, setup, deps)
      }),
    )
  throwAll(failures)

  const { mended, everyMinutes, skipHours, skipDays } = document
  const wishes = { everyMinutes, skipHours, skipDays }
  const waitUntil = waitAfterRead({ ...feed, document, freshSeconds: page.freshSeconds, now: readAt })
  const gaps = feed.health.gaps + (gap ? 1 : 0)
  // Last, and only over the revision we read: a crash above means that we read the feed again.
  await store.feeds.read(feed, {
    ...{
      title,
      moved: movedBy(feed, page.movedTo),
      validators: page.validators,
      bodyHash: bodyHash(page.bytes),
      wishes,
    },
    ...{ seen: remember(marks, feed.seen), baselineAt: feed.baselineAt ?? readAt.toISOString() },
    health: { state: 'ok', changedAt: readAt.toISOString(), fault: null, failures: 0, waitUntil, mended, gaps },
  })
}

async function record(article: Article, content: string, feed: Feed, setup: Current, deps: PollDeps): Promise<void> {
  const matches = held(setup.match(article))
  const quiet = feed.baselineAt === null || isOld(article)
  const outcome = await deps.store.articles.record(article, { content, matches, quiet })
  if ((outcome === 'new' || outcome === 'edited') && matches.length > 0)
    deps.log({
      what: 'matched',
      article: article.id,
      title: article.title,
      feedTitle: article.feedTitle,
      matches,
      quiet,
    })
}

async function failed(feed: Feed, fault: Fault, { store, now, random, log }: PollDeps): Promise<void> {
  const failures = feed.health.failures + 1
  const waitUntil = waitAfterFault(fault, failures, feed.everySeconds, now(), random)
  const isElsewhere = addressOf(feed) !== feed.url
  const isBack = isElsewhere && fault.retryAt === undefined // its own address knows better, and other validators
  const home = isBack ? { moved: null, validators: {} } : {}
  const state = fault.kind === 'gone' && !isElsewhere ? 'gone' : 'failing'
  // A parse failure keeps the old validators: what could not be read must not be answered "unchanged" next time.
  await store.feeds.read(feed, { ...feed, ...home, health: { ...feed.health, state, fault, failures, waitUntil } })
  log({ what: 'feed-failed', feed: feed.id, url: feed.url, fault })
}
