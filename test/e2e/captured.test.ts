import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfigText } from '../../local/files.ts'
import type { Configuration } from '../../shared/config/configuration.ts'
import { feedId } from '../../shared/feed/identity.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import type { Feed, Matched } from '../../shared/words.ts'
import { type Captured, capturedFeeds, chosenNews } from './catalogue.ts'
import { fileFor, TOPICS } from './desks.ts'
import { asSeen, type Event, eventsAmong, type Inserted, isFor } from './expected.ts'
import { type News, withNews } from './insert.ts'
import { type Mail, startMailbox, titlesIn } from './mailbox.ts'
import { startPipeline } from './pipeline.ts'
import { type Asked, startPublishers } from './publishers.ts'

const data = process.env['NEWS_ALERTS_DATA'] ?? ''
const skip = data === '' && process.env['REQUIRE_ALL'] !== '1'
if (skip) console.log('captured feeds not read: NEWS_ALERTS_DATA does not say where they are')

const HOSTS = 8
/** A publisher may ask to be left alone for a day. */
const DAY_MS = 25 * 3_600_000
const TIMEOUT_MS = 240_000
/** What sites listed when they were captured is old; one feed in so many lists news of the day already when first read. */
const EARLY_EVERY = 8
const EARLY = 40

/** What the feeds, the table and the mailbox held at the end of a round. */
interface Round {
  readonly feeds: readonly Feed[]
  readonly matches: readonly Matched[]
  readonly mails: readonly Mail[]
  readonly asked: readonly Asked[]
}

describe.skipIf(skip)('the captured feeds of real sites, served and read', () => {
  let captured: readonly Captured[]
  let configuration: Configuration
  let publishers: Awaited<ReturnType<typeof startPublishers>>
  let mailbox: Awaited<ReturnType<typeof startMailbox>>
  let pipeline: Awaited<ReturnType<typeof startPipeline>>
  let early: readonly Inserted[]
  let inserted: readonly Inserted[]
  let first: Round
  let second: Round
  let third: Round

  beforeAll(async () => {
    if (data === '') throw new Error('NEWS_ALERTS_DATA does not say where the captured feeds are')
    captured = capturedFeeds(data)
    publishers = await startPublishers(HOSTS)
    mailbox = await startMailbox()
    const file = fileFor(captured.map(urlOf), publishers.hosts, mailbox.url)
    const read = readConfigText(file)
    if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1))
    configuration = read.configuration

    for (const feed of captured) publishers.serve(`/${feed.file}`, feed)
    const chosen = chosenNews(data, EARLY + captured.length)
    early = insert(
      captured.filter((_, n) => n % EARLY_EVERY === 0),
      chosen.slice(0, EARLY),
    )
    pipeline = await startPipeline(file)
    first = await round()
    pipeline.pass(DAY_MS)
    inserted = insert(captured, chosen.slice(EARLY))
    second = await round()
    pipeline.pass(DAY_MS)
    third = await round()
    report()
  }, TIMEOUT_MS)

  afterAll(async () => {
    await pipeline.stop()
    await mailbox.close()
    await publishers.close()
  }, TIMEOUT_MS)

  const urlOf = ({ file }: Captured, n: number) => `http://${publishers.hosts[n % HOSTS]}/${file}`
  const fileOf = ({ url }: Pick<Feed, 'url'>) => new URL(url).pathname.slice(1)

  async function matchesOf(topic: string): Promise<Matched[]> {
    const all: Matched[] = []
    let after: string | undefined
    do {
      const page = await pipeline.store.matches.search({ by: { topic }, now: new Date(), limit: 1_000, after })
      all.push(...page.found)
      after = page.next ?? undefined
    } while (after)
    return all
  }

  /** Every feed is read, all that is owed is told. */
  async function round(): Promise<Round> {
    const from = publishers.asked.length
    await pipeline.read()
    await pipeline.told()
    const matches = await Promise.all(TOPICS.map(matchesOf))
    return {
      feeds: await pipeline.feeds(),
      matches: matches.flat(),
      mails: [...mailbox.mails],
      asked: publishers.asked.slice(from),
    }
  }

  /** Serves each feed with one item more, and says which topics that is on, as written and before anybody reads it. */
  function insert(feeds: readonly Captured[], chosen: readonly News[]): Inserted[] {
    const match = compileTopics(configuration.topics)
    return feeds.map((feed, n) => {
      const item = chosen[n]
      const before = publishers.page(`/${feed.file}`)?.bytes
      const bytes = item && before && withNews(before, item, new Date())
      if (!bytes) throw new Error(`${feed.file} has no place for an item: say so here, and why`)
      publishers.serve(`/${feed.file}`, { ...feed, bytes })
      const { title, text, language } = item
      return { news: item, file: feed.file, matches: match({ title: asSeen(title), summary: asSeen(text), language }) }
    })
  }

  function report() {
    const faulty = third.feeds.filter(({ health }) => health.fault !== null)
    for (const feed of faulty) console.log(`no feed: ${fileOf(feed)}: ${feed.health.fault?.message}`)
    const loud = second.matches.filter(({ quiet }) => !quiet).length
    const told = second.mails.flatMap(titlesIn).length
    console.log(
      `${captured.length} feeds, ${faulty.length} of them none; matches: ${first.matches.length} of what they listed ` +
        `at first, ${loud} of the ${inserted.length} items put in; ${told} times a story told, in ${second.mails.length} mails`,
    )
  }

  /** "topic | title | feed" of matches, in order. */
  const keptAs = (matches: readonly Matched[]) => {
    const files = new Map(captured.map((feed, n) => [feedId(urlOf(feed, n)), feed.file]))
    return matches.map(({ topic, article }) => [topic, article.title, files.get(article.feed)].join(' | ')).sort()
  }

  const expectedOf = (items: readonly Inserted[]) =>
    items
      .flatMap(({ news, file, matches }) => matches.map(({ topic }) => [topic, asSeen(news.title), file].join(' | ')))
      .sort()

  test('are all feeds, and are all read at first', () => {
    expect(first.feeds.map(({ url }) => url).sort()).toEqual(captured.map(urlOf).sort())
    expect(first.feeds.filter(({ health }) => health.fault !== null).map(fileOf)).toEqual([])
    expect(first.feeds.filter(({ baselineAt }) => baselineAt === null)).toEqual([])
  })

  test('tell nobody of what they listed when they were first read', () => {
    const ofToday = expectedOf(early)
    expect(ofToday.length).toBeGreaterThan(10)
    expect(keptAs(first.matches)).toEqual(expect.arrayContaining(ofToday))
    expect(first.matches.length).toBeGreaterThan(ofToday.length)
    expect(first.matches.filter(({ quiet }) => !quiet)).toEqual([])
    expect(first.mails).toEqual([])
  })

  test('have each the matches of its new item, and no other', () => {
    const expected = expectedOf(inserted)
    expect(expected.length).toBeGreaterThan(100)
    const fresh = second.matches.filter(({ quiet }) => !quiet)
    expect(keptAs(fresh)).toEqual(expected)
    expect(keptAs(second.matches.filter(({ quiet }) => quiet))).toEqual(keptAs(first.matches))
  })

  test('have each story told once to each channel that asked for it, and to no other', () => {
    const events = eventsAmong(inserted)
    expect(events.filter(event => event.length > 1).length).toBeGreaterThan(10)
    const nameOf = (event: Event) =>
      event
        .map(({ news }) => asSeen(news.title))
        .sort()
        .join(' = ')
    const named = new Map(events.flatMap(event => event.map(({ news }) => [asSeen(news.title), nameOf(event)])))
    for (const channel of configuration.channels) {
      const expected = events.filter(event => isFor(channel, event)).map(nameOf)
      expect(expected.length, channel.id).toBeGreaterThan(0)
      const mails = second.mails.filter(({ recipients }) => recipients.join() === recipientsOf(channel.id))
      const told = mails.flatMap(titlesIn).map(title => named.get(title) ?? `unasked: ${title}`)
      expect(told.sort(), channel.id).toEqual(expected.sort())
    }
    expect(new Set(second.mails.map(({ id }) => id)).size).toBe(second.mails.length)
  })

  const recipientsOf = (id: string) =>
    configuration.subscribers.flatMap(({ channel, address }) => (channel === id ? [address] : [])).join()

  test('are answered "unchanged" the next day, and write nothing but how long their publishers ask to be left alone', () => {
    expect(new Set(third.asked.map(({ path }) => path)).size).toBe(captured.length)
    expect(third.asked.filter(({ status }) => status !== 304)).toEqual([])
    const before = new Map(second.feeds.map(feed => [feed.id, feed]))
    for (const feed of third.feeds) {
      const last = before.get(feed.id)
      const asksAnew = feed.health.waitUntil !== last?.health.waitUntil // a skipped day or hour: not at every time of a week
      expect(feed.rev - (last?.rev ?? 0), fileOf(feed)).toBe(asksAnew ? 1 : 0)
    }
    expect(third.feeds.some(({ rev, id }) => rev > (before.get(id)?.rev ?? 0))).toBe(true)
    expect(keptAs(third.matches)).toEqual(keptAs(second.matches))
    expect(third.mails).toEqual(second.mails)
  })

  test('meet no failure, theirs or ours', () => {
    expect(pipeline.happenings.filter(({ what }) => /fail/.test(what))).toEqual([])
  })
})
