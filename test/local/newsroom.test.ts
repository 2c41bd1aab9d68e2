import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import RssParser from 'rss-parser'
import { afterEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { SECONDS_BETWEEN_ENTRIES, upToDate } from '../../local/newsroom/listing.ts'
import { openNewsroom } from '../../local/newsroom/newsroom.ts'
import { PACKS } from '../../local/newsroom/paper.ts'
import { sampleConfig } from '../../local/newsroom/sample.ts'
import { entry, PAPERS } from '../../local/newsroom/script.ts'
import { readConfig } from '../../shared/config/read.ts'
import { canonicalLink } from '../../shared/feed/identity.ts'
import { readFeed } from '../../shared/feed/read.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import { SEVERITIES } from '../../shared/words.ts'

const STARTED = new Date('2026-03-01T09:00:00Z')
const at = (n: number) => new Date(STARTED.getTime() + n * SECONDS_BETWEEN_ENTRIES * 1000)
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const released = (n: number) => upTo(n).flatMap(i => entry(i))

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map(close => close()))
})

async function open({ position = 0, port = 0, startedAt = STARTED } = {}) {
  const newsroom = await openNewsroom({ port, position, startedAt })
  closing.push(newsroom.close)
  const publish = (entries: number) => {
    for (const i of upTo(entries)) newsroom.publishNext(at(position + i))
  }
  const ask = (i: number, headers: Record<string, string> = {}) =>
    // A connection kept alive would outlast the newsroom and be tried again after its restart.
    fetch(newsroom.feeds[i]?.url ?? '', { headers: { ...headers, connection: 'close' } })
  const read = async (i: number) => {
    const response = await ask(i)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return readFeed(bytes, Object.fromEntries(response.headers), response.url)
  }
  return { newsroom, publish, ask, read }
}

const packUrl = (id = '') => new URL(`../../shared/topic/packs/${id}`, import.meta.url)
const Pack = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  severity: z.enum(SEVERITIES),
  query: z.string(),
  examples: z.object({ match: z.array(z.string()), reject: z.array(z.string()) }),
})
test.each([
  ['en', 'application/rss+xml'],
  ['zh', 'application/atom+xml'],
  ['ru', 'application/rdf+xml'],
  ['ar', 'application/rss+xml'],
  ['es', 'application/feed+json'],
  ['fr', 'application/atom+xml'],
])('the feed in %s is served as %s, and is read back as it was written', async (language, type) => {
  const { publish, ask, read } = await open()
  publish(200)
  const i = PAPERS.findIndex(paper => paper.language === language)
  const feed = await read(i)
  const printed = released(200).filter(({ paper }) => paper.language === language)
  expect((await ask(i)).headers.get('content-type')).toBe(`${type}; charset=utf-8`)
  expect(feed).toMatchObject({ title: PAPERS[i]?.title, language, mended: null, everyMinutes: null })
  expect(feed.items.map(item => [item.title, item.summary])).toEqual(
    printed
      .map(({ piece }) => [piece.title, piece.summary])
      .reverse()
      .slice(0, 20),
  )
})

// Our own reader mends what is broken; these two are strict.
test.each([0, 14, 200])('after %i entries every feed is well formed, signs and quotes and all', async position => {
  const { ask } = await open({ position })
  for (const [i, paper] of PAPERS.entries()) {
    const text = await (await ask(i)).text()
    const feed = paper.dialect === 'json' ? JSON.parse(text) : await new RssParser().parseString(text)
    expect(feed).toMatchObject({ title: paper.title, items: { length: position === 200 ? 20 : expect.any(Number) } })
  }
})

test('before anything is published, each feed lists its catalogue of the past days, newest first', async () => {
  const { read } = await open()
  for (const [i, paper] of PAPERS.entries()) {
    const { items } = await read(i)
    const dates = items.map(item => Date.parse(item.published ?? ''))
    expect(items.map(item => item.title)).toEqual(paper.catalogue.map(piece => piece.title))
    expect(items.length).toBeGreaterThanOrEqual(6)
    expect(dates).toEqual(dates.toSorted((a, b) => b - a))
    expect(Math.max(...dates)).toBeLessThan(STARTED.getTime())
    expect(Math.min(...dates)).toBeGreaterThan(STARTED.getTime() - 7 * 86_400_000)
  }
})

test('an item is dated when it was published', async () => {
  const { publish, read } = await open()
  publish(1)
  const first = (await read(5)).items[0]
  expect([first?.title, Date.parse(first?.published ?? '')]).toEqual([entry(0)[0]?.piece.title, STARTED.getTime()])
})

test('an unchanged feed answers 304 to its validator, a changed one answers anew', async () => {
  const { publish, ask } = await open()
  const english = (await ask(0)).headers.get('etag') ?? ''
  const french = await ask(5)
  const etag = french.headers.get('etag') ?? ''
  const unchanged = await ask(5, { 'if-none-match': etag })
  expect([unchanged.status, await unchanged.text(), unchanged.headers.get('etag')]).toEqual([304, '', etag])
  expect((await ask(5, { 'if-none-match': `"other", W/${etag}` })).status).toBe(304)
  expect((await ask(5, { 'if-none-match': '"other"' })).status).toBe(200)

  publish(1) // a French item
  const changed = await ask(5, { 'if-none-match': etag })
  expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false])
  expect((await ask(0, { 'if-none-match': english })).status).toBe(304)
})

test.each([0, 3, 13, 150])(
  'a newsroom restarted after %i entries serves the same bytes and goes on',
  async position => {
    const first = await open()
    first.publish(position)
    const before = await Promise.all(PAPERS.map(async (_, i) => (await first.ask(i)).text()))
    await closing.pop()?.()

    const second = await open({ position, port: first.newsroom.port })
    expect(await Promise.all(PAPERS.map(async (_, i) => (await second.ask(i)).text()))).toEqual(before)
    second.publish(1)
    const { paper, piece } = entry(position).at(-1) ?? {}
    const listed = await second.read(PAPERS.findIndex(({ slug }) => slug === paper?.slug))
    expect(listed.items.map(({ title }) => title)).toContain(piece?.title)
  },
)

test.each([
  ['at the usual pace, dates stay', 40, at(10), STARTED],
  ['a little late, dates stay', 10, at(400), STARTED],
  ['after nine days asleep, the script is dated from now', 10, new Date(at(10).getTime() + 9 * 86_400_000), null],
  ['far ahead of the clock, the script is dated from now', 5000, at(10), null],
])('%s', (_, position, now, expected) => {
  const { startedAt } = upToDate({ position, startedAt: STARTED }, now)
  expect(startedAt).toEqual(expected ?? new Date(now.getTime() - position * SECONDS_BETWEEN_ENTRIES * 1000))
})

test('after a long pause a new item is dated now, and the date lasts', async () => {
  const late = new Date('2026-04-01T09:00:00Z')
  const { newsroom, read } = await open({ position: 4 })
  newsroom.publishNext(late) // an Arabic item
  expect(Date.parse((await read(3)).items[0]?.published ?? '')).toBe(late.getTime())
  const again = await open({ position: 5, startedAt: newsroom.standing.startedAt })
  expect((await again.read(3)).items[0]?.published).toBe((await read(3)).items[0]?.published)
})

test('a port that is taken is left alone and another found', async () => {
  const stranger = createServer()
  const taken = await new Promise<number>(resolve => {
    stranger.listen(0, '127.0.0.1', () => {
      const address = stranger.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
  const { newsroom, ask } = await open({ port: taken })
  expect([newsroom.port === taken, (await ask(0)).status]).toEqual([false, 200])
  await new Promise(resolve => stranger.close(resolve))
})

test('every item links to a page of ours, and what is not yet out has none', async () => {
  const { newsroom, publish, read } = await open()
  publish(14)
  const links = (await Promise.all(PAPERS.map((_, i) => read(i)))).flatMap(({ items }) => items)
  for (const { link, title } of links) {
    const page = await fetch(link ?? '')
    const text = await page.text()
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    // The wire's page is one for all three papers, so only the others repeat the headline.
    if (!link?.includes('/wire/')) expect(text).toContain(`<h1>${title.replaceAll('&', '&amp;')}</h1>`)
  }
  const base = `http://127.0.0.1:${newsroom.port}`
  for (const path of [
    '/',
    '/nuodao-chenbao/14-0',
    '/valmoro-courier/17-0',
    '/wire/none',
    '/valmoro-courier/0-0',
    '//x',
  ])
    expect([path, (await fetch(base + path)).status]).toEqual([path, 404])
  expect((await fetch(`${base}/valmoro-courier/feed.xml`, { method: 'POST' })).status).toBe(405)
})

test('one event comes from three papers by one address, were it not for the utm parameters', async () => {
  const { publish, read } = await open()
  publish(10)
  const items = (await Promise.all(PAPERS.map((_, i) => read(i)))).flatMap(feed => feed.items)
  const links = items.flatMap(({ link }) => (link?.includes('/wire/') ? [new URL(link)] : []))
  expect(new Set(links.map(String)).size).toBe(3)
  expect(new Set(links.map(({ href }) => canonicalLink(href))).size).toBe(1)
  expect(new Set(links.flatMap(link => [...link.searchParams.keys()]))).toEqual(new Set(['utm_source', 'utm_medium']))
})

test('a newcomer sees a match in five entries, the shared event in ten, the burst in fourteen', () => {
  expect(released(5).some(({ piece }) => piece.topics.length > 0)).toBe(true)
  expect(released(10).filter(({ piece }) => piece.wire)).toHaveLength(3)
  const bursts = upTo(14).flatMap(n => (entry(n).length > 1 ? [entry(n)] : []))
  expect(bursts.map(burst => burst.length)).toEqual([8])
  expect(bursts.flat().every(({ paper, piece }) => paper === bursts[0]?.[0]?.paper && piece.topics.length > 0)).toBe(
    true,
  )
})

test('an entry of the script is always the same', () => {
  expect(upTo(300).map(entry)).toEqual(upTo(300).map(entry))
})

test('of the first 500 entries and the catalogues no two titles are alike, and no template shows through', () => {
  const pieces = [...released(500).map(({ piece }) => piece), ...PAPERS.flatMap(paper => paper.catalogue)]
  expect(new Set(pieces.map(({ title }) => title)).size).toBe(pieces.length)
  expect(pieces.filter(({ title, summary }) => /[{}]|undefined/.test(title + summary))).toEqual([])
})

test('about one made item in four matches, in every paper, and every pack has its turn', () => {
  const made = upTo(1200).flatMap(n => entry(n + 20))
  for (const paper of PAPERS) {
    const own = made.filter(release => release.paper === paper)
    const share = own.filter(({ piece }) => piece.topics.length > 0).length / own.length
    expect([paper.slug, own.length, share > 0.15 && share < 0.35]).toEqual([paper.slug, 200, true])
  }
  expect(new Set(made.flatMap(({ piece }) => piece.topics))).toEqual(new Set(PACKS))
})

test('every template tells place and number, by which its titles differ', () => {
  const templates = PAPERS.flatMap(paper => [...paper.matching, ...paper.everyday])
  expect(templates.filter(({ title }) => !title.includes('{place}') || !title.includes('{number}'))).toEqual([])
})

const pieces = [...released(2000).map(({ piece }) => piece), ...PAPERS.flatMap(paper => paper.catalogue)]

test('every piece satisfies the packs it says, and no other', () => {
  const match = compileTopics(PACKS.map(id => Pack.parse(parse(readFileSync(packUrl(`${id}.yaml`), 'utf8')))))
  const wrong = pieces.flatMap(({ title, summary, topics }) => {
    const found = match({ title, summary, language: null }).map(({ topic }) => topic)
    return found.toSorted().join() === [...topics].sort().join() ? [] : [{ title, summary, topics, found }]
  })
  expect(wrong).toEqual([])
})

test("the sample's configuration names the six feeds and is one that the program accepts", async () => {
  const { newsroom } = await open()
  const text = sampleConfig(newsroom)
  const packIds = readdirSync(packUrl()).map(name => name.replace(/\.yaml$/, ''))
  const read = readConfig('sample.yaml', {
    read: () => text,
    pack: id => readFileSync(packUrl(`${id}.yaml`), 'utf8'),
    packIds,
  })
  if (!read.ok) expect(read.problems).toEqual([])
  else {
    const { feeds, topics, channels, allowPrivate } = read.configuration
    expect(feeds.map(feed => feed.url)).toEqual(newsroom.feeds.map(feed => feed.url))
    expect(topics.map(topic => topic.id)).toEqual(PACKS)
    expect(channels.map(channel => channel.id)).toEqual(['crime-desk', 'fraud-desk', 'police-liaison'])
    expect(allowPrivate).toEqual([`127.0.0.1:${newsroom.port}`])
  }
})
