import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Outline, readOpml, writeOpml } from '../../shared/feed/opml.ts'

const read = (text: string) => readOpml(new TextEncoder().encode(text))
const opml = (body: string) =>
  `<?xml version="1.0"?>\n<opml version="2.0"><head><title>T</title></head>\n<body>\n${body}\n</body></opml>`
const feed = (url: string, rest = '') => `<outline type="rss" text="F" xmlUrl="${url}" ${rest}/>`
const A = 'https://a.example/rss'

test.each<[string, string, Partial<Outline>[]]>([
  ['a feed', feed(A), [{ url: A, tags: [], language: null }]],
  ['attributes in any spelling', `<OUTLINE XMLURL='${A}'></OUTLINE>`, [{ url: A }]],
  [
    'folders in folders',
    `<outline text="News"><outline title="World">${feed(A)}</outline></outline>`,
    [{ tags: ['News', 'World'] }],
  ],
  ['categories', feed(A, 'category="/Sport/Rowing, wire,,"'), [{ tags: ['Sport', 'Rowing', 'wire'] }]],
  [
    'a folder that is a category too',
    `<outline text="wire">${feed(A, 'category="wire"')}</outline>`,
    [{ tags: ['wire'] }],
  ],
  ['a folder without a name', `<outline>${feed(A)}</outline>`, [{ tags: [] }]],
  ['a folder named on two lines', `<outline text="a&#10; b&#x202e;">${feed(A)}</outline>`, [{ tags: ['a  b\u202e'] }]],
  [
    'a folder whose name is too long',
    `<outline text="${'x'.repeat(150)}">${feed(A)}</outline>`,
    [{ tags: ['x'.repeat(100)] }],
  ],
  [
    'a feed in a feed',
    `<outline text="F" xmlUrl="${A}">${feed('https://b.example/')}</outline>`,
    [{ url: A }, { tags: [] }],
  ],
  ['a language', feed(A, 'language="fr"'), [{ language: 'fr' }]],
  ['what is commented out', `<outline text="x" isComment="true">${feed(A)}</outline>`, []],
  ['a feed twice', feed(A) + feed(A), [{ url: A }, { url: A }]],
  ['a feed that names no address', '<outline type="rss" text="F"/>', [{ url: '' }]],
  ['an address with a bare ampersand', feed('https://a.example/?a=1&b=2'), [{ url: 'https://a.example/?a=1&b=2' }]],
  ['an address with spaces around it', feed(` ${A}\n`), [{ url: A }]],
  ['a link and an inclusion', '<outline type="link" text="L" url="https://a.example/"/>', []],
  ['a folder named by its title alone', `<outline text="" title="News">${feed(A)}</outline>`, [{ tags: ['News'] }]],
  ['an address by another name', `<outline type="rss" url="${A}"/>`, [{ url: A }]],
  ['the scheme of readers', feed('feed://a.example/rss'), [{ url: 'http://a.example/rss' }]],
  ['the scheme of readers before another', feed(`feed:${A}`), [{ url: A }]],
  ['nothing', '', []],
])('%s', async (_, body, expected) => {
  const { feeds, mended } = await read(opml(body))
  expect(feeds).toMatchObject(expected)
  expect([feeds.length, mended]).toEqual([expected.length, null])
})

test('each feed says its line', async () => {
  const { feeds } = await read(opml(`${feed(A)}\n\n<outline text="x">\r\n${feed(A)}${feed(A)}\n</outline>\n${feed(A)}`))
  expect(feeds.map(({ line }) => line)).toEqual([4, 7, 7, 9])
})

test.each([
  ['UTF-16', Buffer.from(`\ufeff${opml(`<outline text="中文">${feed(A)}</outline>`)}`, 'utf16le'), '中文'],
  [
    'windows-1252',
    Buffer.from(
      `<?xml version="1.0" encoding="windows-1252"?><opml><body><outline text="caf\xe9">${feed(A)}</outline></body></opml>`,
      'latin1',
    ),
    'café',
  ],
])('in %s', async (_, bytes, tag) => {
  expect(await readOpml(bytes)).toMatchObject({ feeds: [{ tags: [tag] }] })
})

test.each([
  ['', 'not OPML: it has no <opml>'],
  ['<rss><channel/></rss>', 'not OPML: it has no <opml>'],
  ['{"feeds":[]}', 'not OPML: it has no <opml>'],
  ['x'.repeat(6_000_000), 'the file is larger than 5 MiB'],
])('%.20s is refused in words', async (text, message) => {
  await expect(read(text)).rejects.toMatchObject({ fault: { message } })
})

const times = (count: number, one: (at: number) => string) => Array.from({ length: count }, (_, at) => one(at)).join('')
const bomb = `<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">${times(40, at => `<!ENTITY b${at} "&a;&a;&b${at - 1};">`)}]>`

// The test's own time limit is the judge.
test.each<[string, () => string]>([
  ['breaks off', () => `<opml><body>${feed(A)}<outline text="x`],
  ['leaves all open', () => `<opml><body>${feed(A)}${'<outline text="x">'.repeat(100_000)}`],
  ['is deep', () => opml(feed(A) + '<outline text="x">'.repeat(50_000) + '</outline>'.repeat(50_000))],
  ['is a bomb of entities', () => bomb + opml(feed(A, `category="${'&b39;'.repeat(100_000)}"`))],
  ['has 200,000 attributes', () => opml(`${feed(A)}<outline ${times(200_000, at => `a${at}="v" `)}/>`)],
  ['lists 50,000 feeds', () => opml(times(50_000, at => feed(`${A}${at}`)).replace(`${A}0`, A))],
])('a list that %s gives what there is of it, soon', async (_, text) => {
  const { feeds } = await read(text())
  expect(feeds[0]).toMatchObject({ url: A })
})

test('what a folder of 12,000 feeds lost is not kept quiet', async () => {
  const { feeds, mended } = await read(opml(times(12_000, at => feed(`${A}${at}`))))
  expect(feeds.length).toBeLessThan(12_000)
  expect(mended).toBe('too long: read only the beginning')
})

// Whatever a configuration may hold: one line, not blank at its ends.
const aTag = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map(tag => tag.trim())
  .filter(tag => tag !== '' && tag.length <= 100 && !/[\ufffd\p{Cc}\p{Zl}\p{Zp}]/u.test(tag))
const special = fc.constantFrom('a,b', 'AC/DC', ',', '/', '"&<>', '&amp;', "l'été", 'a  b', '中文', ']]>')
const anOutline: fc.Arbitrary<Outline> = fc.record({
  url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
  tags: fc.uniqueArray(fc.oneof(aTag, special), { maxLength: 4 }),
  language: fc.constantFrom(null, 'fr', 'zh-Hant'),
})
const byUrl = (a: Outline, b: Outline) => (a.url < b.url ? -1 : 1)
const reread = async (feeds: readonly Outline[]): Promise<Outline[]> =>
  (await read(writeOpml(feeds))).feeds.map(({ line, ...outline }) => outline)

test('what is exported comes back by importing it, and is exported the same', async () => {
  const lists = fc.uniqueArray(anOutline, { selector: ({ url }) => url, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(lists, async feeds => {
      const back = await reread(feeds)
      expect(back.toSorted(byUrl)).toEqual(feeds.toSorted(byUrl))
      expect(writeOpml(back)).toBe(writeOpml(feeds))
    }),
  )
})

test('a feed stands in the folder of its first tag, its others are its categories', () => {
  const feeds = [
    { url: 'https://a.example/', tags: ['wire', 'fr', 'ports'], language: 'fr' },
    { url: 'https://b.example/', tags: [], language: null },
    { url: 'https://c.example/?a&b', tags: ['wire'], language: null },
    { url: 'https://d.example/', tags: ['wire', 'AC/DC', 'x'], language: null },
  ]
  expect(writeOpml(feeds)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>News Alerts</title></head>
<body>
<outline text="wire">
<outline type="rss" text="https://a.example/" xmlUrl="https://a.example/" category="fr,ports" language="fr"/>
<outline type="rss" text="https://c.example/?a&amp;b" xmlUrl="https://c.example/?a&amp;b"/>
</outline>
<outline type="rss" text="https://b.example/" xmlUrl="https://b.example/"/>
<outline text="wire"><outline text="AC/DC">
<outline type="rss" text="https://d.example/" xmlUrl="https://d.example/" category="x"/>
</outline></outline>
</body>
</opml>`)
})
