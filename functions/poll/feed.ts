import type { Current } from '../../shared/config/current.ts'
import { FeedError } from '../../shared/feed/fault.ts'
import type { Page } from '../../shared/feed/fetch.ts'
import { isOld } from '../../shared/feed/old.ts'
import { addressOf, movedBy, waitAfterFault, waitAfterRead } from '../../shared/feed/schedule.ts'
import { bodyHash, isGap, remember } from '../../shared/feed/seen.ts'
import { held } from '../../shared/story/join.ts'
import type { Article, Fault, Feed } from '../../shared/words.ts'
import { attempt, throwAll } from '../attempt.ts'
import { articleOf, type Listed, listedIn, titleOf } from './article.ts'
import type { PollDeps } from './deps.ts'

/** One feed, once: fetch → read → match → record. */
export async function pollFeed(feed: Feed, setup: Current, deps: PollDeps): Promise<void> {
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
  const { readFeed } = await import('../../shared/feed/read.ts') // most polls bring nothing, and never need it
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
  const outcome = await deps.store.articles.record(article, { content, matches, quiet, find: setup.match })
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
