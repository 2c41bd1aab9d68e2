import RssParser from 'rss-parser'
import { expect, test, vi } from 'vitest'
import { FeedError } from '../../shared/feed/fault.ts'
import { readFeed, readMarkup } from '../../shared/feed/read.ts'
import { rss } from '../world.ts'

const HERE = 'https://example.org/feed'
const read = (text: string, headers: Record<string, string> = {}) =>
  readFeed(new TextEncoder().encode(text), headers, HERE)
const jsonFeed = (...items: unknown[]) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Harbour Post', items })

test.each([
  ['', 'not-a-feed', 'not a feed: an empty document'],
  ['  \n ', 'not-a-feed', 'not a feed: an empty document'],
  ['Not found', 'not-a-feed', 'not a feed: neither XML nor JSON'],
  ['<!DOCTYPE html><html><head><title>Log in</title></head></html>', 'not-a-feed', 'not a feed: an HTML page'],
  ['<head><title>Moved</title></head>', 'not-a-feed', 'not a feed: an HTML page'],
  ['<!doctype html><title>No outermost tags</title>', 'not-a-feed', 'not a feed: an HTML page'],
  [
    '<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"><a href="/rss">RSS</a></html>',
    'not-a-feed',
    'not a feed: an HTML page; did you mean https://example.org/feed.xml?',
  ],
  ['<html><a href="/rss">only linked</a></html>', 'not-a-feed', 'not a feed: an HTML page'],
  [
    `<html><script>for (i=0;i<n;i++) s="<a href='"</script><link rel=feed type=application/atom+xml href=a></html>`,
    'not-a-feed',
    'not a feed: an HTML page; did you mean https://example.org/a?',
  ],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'not-a-feed', 'not a feed: XML whose root is <svg>'],
  ['{"error":"no such feed"}', 'not-a-feed', 'not a feed: JSON, but not a JSON Feed'],
  ['{"items":[]}', 'not-a-feed', 'not a feed: JSON, but not a JSON Feed'],
  ['[1,2]', 'not-a-feed', 'not a feed: JSON, but not a JSON Feed'],
  [
    '{"version":"https://jsonfeed.org/version/1","items":[',
    'malformed',
    'malformed: JSON that breaks off or is misspelt',
  ],
])('%j is refused in words', async (text, kind, message) => {
  const error: unknown = await read(text).catch(reason => reason)
  expect(error).toBeInstanceOf(FeedError)
  expect(error).toMatchObject({ fault: { kind, message } })
})

test('a feed without items is still a feed', async () => {
  expect(await read('<rss version="2.0"><channel><title>Quiet</title></channel></rss>')).toEqual({
    dialect: 'RSS',
    title: 'Quiet',
    home: null,
    language: null,
    everyMinutes: null,
    skipHours: [],
    skipDays: [],
    hub: null,
    self: null,
    mended: null,
    items: [],
  })
})

test.each([
  ['<rss><channel/></rss>', 'RSS'],
  ['<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', 'RDF'],
  ['<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>', 'Atom'],
  [jsonFeed(), 'JSON Feed'],
])('%s is %s', async (text, dialect) => {
  expect(await read(text)).toMatchObject({ dialect })
})

test('a JSON Feed reads like any other', async () => {
  const item = {
    id: 7,
    url: '/7',
    title: 'Crane <falls>',
    content_html: '<p>At the <b>quay</b></p>',
    date_published: '2025-03-04T10:00:00+01:00',
    authors: [{ name: 'Ann' }],
    tags: ['port'],
    attachments: [{ url: 'https://example.org/7.mp3', mime_type: 'audio/mpeg' }],
  }
  const feed = await read(jsonFeed(item, null, { id: 'x', content_text: 'a < b', url: 'javascript:alert(1)' }))
  expect(feed.items).toEqual([
    {
      id: '7',
      title: 'Crane <falls>',
      link: 'https://example.org/7',
      summary: 'At the quay',
      content: '<p>At the <b>quay</b></p>',
      published: '2025-03-04T09:00:00.000Z',
      updated: null,
      publishedSource: '2025-03-04T10:00:00+01:00',
      publishedIn: 'published',
      authors: ['Ann'],
      categories: ['port'],
      enclosures: [{ url: 'https://example.org/7.mp3', type: 'audio/mpeg' }],
      language: null,
    },
    expect.objectContaining({ id: 'x', title: '', link: null, summary: 'a < b' }),
  ])
})

test('what a JSON Feed writes as text may hold references, but no tags', async () => {
  const item = {
    id: 1,
    title: 'Salt &#8211; R&amp;D',
    content_text: 'the <b> tag',
    date_modified: '2025-03-04T10:00:00Z',
  }
  const { items } = await read(jsonFeed(item))
  expect(items[0]).toMatchObject({ title: 'Salt – R&D', summary: 'the <b> tag', published: null })
  expect(items[0]?.updated).toBe('2025-03-04T10:00:00.000Z')
})

test('a body is known as it was marked up, too', async () => {
  const rss =
    '<rss><channel><item><title>See &lt;a href="/a" onclick="x()"&gt;here&lt;/a&gt;</title></item></channel></rss>'
  const { items } = await readMarkup(new TextEncoder().encode(rss), {}, HERE)
  expect(items[0]?.title).toBe('See <a href="https://example.org/a">here</a>')
})

test('an item without an id or a link is known by its text', async () => {
  const rss = (title: string) => `<rss><channel><item><title>${title}</title></item></channel></rss>`
  const idOf = async (title: string) => (await read(rss(title))).items[0]?.id
  expect(await idOf('Flood')).toMatch(/^[\da-f]{20}$/)
  expect(await idOf('Flood')).toBe(await idOf('Flood'))
  expect(await idOf('Flood')).not.toBe(await idOf('Storm'))
})

test.each([
  ['well formed', '<rss><channel><item><title>x</title></item></channel></rss>', null],
  ['cut off', '<rss><channel><item><title>x', 'breaks off in the middle'],
  ['a warning above it', 'Warning!<rss><channel></channel></rss>', 'text around the document'],
  ['a title left open', '<rss><channel><title>x</channel></rss>', 'tags left open'],
  ['a stray end', '<rss><channel></p></channel></rss>', 'end tags of nothing'],
])('what was mended is said: %s', async (_, text, mended) => {
  expect((await read(text)).mended).toBe(mended)
})

test('of a document only what is picked goes through rss-parser, and comes in its order', async () => {
  const bytes = Buffer.from(rss(['one', 'two', 'three'].map(title => ({ title }))))
  const parsed = vi.spyOn(RssParser.prototype, 'parseString')
  const read = (titles: readonly string[]) =>
    readFeed(bytes, {}, 'https://a.example/', listed => listed.filter(({ title }) => titles.includes(title)))
  expect((await read(['three', 'one'])).items.map(({ title }) => title)).toEqual(['one', 'three'])
  expect(parsed.mock.calls.map(([text]) => text.match(/<item>/g)?.length)).toEqual([2])
  expect(await read([])).toMatchObject({ title: 'Wire', items: [] })
  expect(parsed.mock.calls).toHaveLength(1)
  parsed.mockRestore()
})
