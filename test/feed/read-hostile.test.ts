import { expect, test } from 'vitest'
import { readFeed } from '../../shared/feed/read.ts'

const feed = (inside: string) =>
  `<rss version="2.0"><channel><title>T</title>${inside}<item><title>After</title></item></channel></rss>`
const item = (inside: string) => feed(`<item><title>Before</title>${inside}</item>`)
const times = (count: number, one: (at: number) => string) => Array.from({ length: count }, (_, at) => one(at)).join('')

// Each of these held some reader for seconds, or blew its stack. Here the test's own time limit is the judge.
test.each<[string, () => string]>([
  ['200 kB of < in CDATA', () => item(`<description><![CDATA[${'<'.repeat(200_000)}]]></description>`)],
  ['200,000 tags left unfinished', () => item(`<description><![CDATA[${'<a b="'.repeat(200_000)}]]></description>`)],
  ['500,000 tags left open in a body', () => item(`<description><![CDATA[${'<p>'.repeat(500_000)}]]></description>`)],
  ['100,000 levels', () => feed(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)],
  ['100,000 levels in an item', () => item(`<a>${'<b>'.repeat(100_000)}${'</b>'.repeat(100_000)}</a>`)],
  ['500,000 tags left open', () => feed('<p>'.repeat(500_000))],
  ['200,000 attributes', () => item(`<link ${times(200_000, at => `a${at}="v" `)}/>`)],
  ['an attribute of 20 MB', () => item(`<enclosure url="http://a.test/${'a'.repeat(20_000_000)}"/>`)],
  ['an attribute of 4,000,000 references', () => item(`<enclosure url="http://a.test/${'&amp;'.repeat(4_000_000)}"/>`)],
  ['200,000 categories', () => item(times(200_000, at => `<category>${at}</category>`))],
  ['100,000 bad dates', () => item('<pubDate>Mon, 99 Foo 2020 99:99</pubDate>'.repeat(100_000))],
  ['a date of 2 MB', () => item(`<pubDate>${'1 '.repeat(1_000_000)}</pubDate>`)],
  ['a million accents on one letter', () => item(`<description>a${'\u0301'.repeat(1_000_000)}</description>`)],
  ['groups in groups', () => item(`${'<media:group>'.repeat(150)}${'<media:content url="/x"/>'.repeat(100_000)}`)],
  ['bases on bases', () => feed(`${`<a xml:base="${'x/'.repeat(2000)}">`.repeat(150)}${'<b/>'.repeat(50_000)}`)],
])('%s: read, and no harm done', async (_, document) => {
  const { items } = await readFeed(new TextEncoder().encode(document()), {}, 'https://example.org/feed')
  expect(['Before', 'After']).toContain(items[0]?.title)
})

test.each<[string, () => string]>([
  ['100,000 namespaces', () => feed(times(100_000, at => `<a xmlns:p${at}="u${at}"/>`))],
  [
    'entities in entities',
    () => `<!DOCTYPE rss [${times(20_000, at => `<!ENTITY e${at} "&e${at - 1};">`)}]>${feed('')}`,
  ],
  ['a declaration that never ends', () => `<!DOCTYPE rss [${`"'`.repeat(1_000_000)}${feed('')}`],
])('%s: the rest may be missing, but it is over soon', async (_, document) => {
  const { title } = await readFeed(new TextEncoder().encode(document()), {}, 'https://example.org/feed')
  expect(['T', '']).toContain(title)
})

test.each([
  ['RSS', feed('<item><title>One of many</title></item>'.repeat(199_999))], // it has one of its own
  ['JSON', JSON.stringify({ title: 'T', items: Array.from({ length: 200_000 }, () => ({ title: 'One of many' })) })],
])('a feed of 200,000 items in %s shows its first 2,000, and says so', async (_, document) => {
  const { items, mended } = await readFeed(new TextEncoder().encode(document), {}, 'https://example.org/feed')
  expect(items).toHaveLength(2000)
  expect(mended).toBe('too long: read 2000 of about 200000 items')
})
