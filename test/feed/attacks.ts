/** Documents made to hold a reader for long, to fill its memory or to blow its stack; each is built when asked for. */

const feed = (inside: string, before = '') =>
  `${before}<rss version="2.0"><channel><title>T</title>${inside}<item><title>After</title></item></channel></rss>`
const item = (inside: string) => feed(`<item><title>Before</title>${inside}</item>`)
const body = (html: string) => item(`<description><![CDATA[${html}]]></description>`)
const times = (count: number, one: (at: number) => string) => Array.from({ length: count }, (_, at) => one(at)).join('')
const jsonFeed = (items: string) => `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":${items}}`
const MB = 1_000_000

const inText: Record<string, () => string> = {
  'two items, and no harm meant': () => item(''),
  '200 kB of < in CDATA': () => body('<'.repeat(200_000)),
  '200,000 tags left unfinished': () => body('<a b="'.repeat(200_000)),
  '500,000 tags left open in a body': () => body('<p>'.repeat(500_000)),
  '500,000 tags begun in a body': () => body('<a<'.repeat(500_000)),
  '300,000 attributes of a tag in a body': () => body(`<a ${'b=c '.repeat(300_000)}>`),
  '500,000 comments begun in a body': () => body('<!--'.repeat(500_000)),
  'a base of 4 kB in 90,000 elements': () =>
    `<rss xml:base="https://a.test/${'b'.repeat(4000)}/">${times(90_000, at => `<a xml:base="${at}"/>`)}<channel><title>T</title></channel></rss>`,
  '100,000 levels': () => feed(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`),
  '100,000 levels in an item': () => item(`<a>${'<b>'.repeat(100_000)}${'</b>'.repeat(100_000)}</a>`),
  '500,000 tags left open': () => feed('<p>'.repeat(500_000)),
  '500,000 ends of nothing': () => feed('</p>'.repeat(500_000)),
  '500,000 ends of nothing, deep down': () => feed(`${'<a>'.repeat(190)}${'</p>'.repeat(500_000)}`),
  '200,000 attributes': () => item(`<link ${times(200_000, at => `a${at}="v" `)}/>`),
  '100,000 namespaces': () => feed(times(100_000, at => `<a xmlns:p${at}="u${at}"/>`)),
  '200,000 namespaces of one element': () => feed(`<a ${times(200_000, at => `xmlns:p${at}="u" `)}/>`),
  'a namespace of 20 MB': () => feed(`<a xmlns:p="${'u'.repeat(20 * MB)}"/>`),
  'an attribute of 20 MB': () => item(`<enclosure url="http://a.test/${'a'.repeat(20 * MB)}"/>`),
  'an attribute of 4,000,000 references': () => item(`<enclosure url="http://a.test/${'&amp;'.repeat(4 * MB)}"/>`),
  'a name of 20 MB': () => item(`<${'a'.repeat(20 * MB)}>x`),
  'a title of 20 MB': () => item('').replace('Before', () => `Before${'a'.repeat(20 * MB)}`),
  'a title of 20 MB of space': () => item('').replace('Before', () => ' '.repeat(20 * MB)),
  'an id of 20 MB': () => item(`<guid>${'a'.repeat(20 * MB)}</guid>`),
  'a body of a million references': () => item(`<description>${'&#38;'.repeat(MB)}</description>`),
  'a million ampersands': () => item(`<description>${'&'.repeat(MB)}</description>`),
  'a reference of 20 MB': () => item(`<description>&#${'1'.repeat(20 * MB)};</description>`),
  'a million CDATA sections': () => item(`<description>${'<![CDATA[a]]>'.repeat(MB)}</description>`),
  'a million comments': () => item('<!-- -->'.repeat(MB)),
  'a million instructions': () => item('<?a?>'.repeat(MB)),
  'a comment of 20 MB, left open': () => item(`<!--${'- '.repeat(10 * MB)}`),
  '200,000 items': () => feed('<item><title>One of many</title></item>'.repeat(200_000)),
  '200,000 items in each other': () => feed('<item><title>Before</title>'.repeat(200_000)),
  '2,000 items of 10 kB': () =>
    feed(`<item><description>${'&lt;p&gt;word&lt;/p&gt; '.repeat(400)}</description></item>`.repeat(2000)),
  '200,000 categories': () => item(times(200_000, at => `<category>${at}</category>`)),
  '100,000 bad dates': () => item('<pubDate>Mon, 99 Foo 2020 99:99</pubDate>'.repeat(100_000)),
  'a date of 2 MB': () => item(`<pubDate>${'1 '.repeat(MB)}</pubDate>`),
  'a date of 2 MB of digits': () => item(`<pubDate>年${'1'.repeat(2 * MB)}</pubDate>`),
  'a million accents on one letter': () => item(`<description>a${'\u0301'.repeat(MB)}</description>`),
  'groups in groups': () => item(`${'<media:group>'.repeat(150)}${'<media:content url="/x"/>'.repeat(100_000)}`),
  'bases on bases': () => feed(`${`<a xml:base="${'x/'.repeat(2000)}">`.repeat(150)}${'<b/>'.repeat(50_000)}`),
  'entities in entities': () =>
    feed(
      '&e9;',
      `<!DOCTYPE rss [<!ENTITY e0 "ha">${times(9, at => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(8)}">`)}]>`,
    ),
  'one entity, a million times': () =>
    item(`<description>${'&e;'.repeat(MB)}</description>`).replace(
      '<rss',
      () => `<!DOCTYPE rss [<!ENTITY e "${'ha'.repeat(20)}">]><rss`,
    ),
  '20,000 entities': () => feed('', `<!DOCTYPE rss [${times(20_000, at => `<!ENTITY e${at} "&e${at - 1};">`)}]>`),
  '1,999 titles of 800 tags': () => feed(`<item><title><![CDATA[${'<b>'.repeat(800)}]]></title></item>`.repeat(1999)),
  '1,300,000 ends of nothing': () => feed('</p>'.repeat(1_300_000)),
  '740,000 ends of nothing in bodies': () =>
    feed(`<item><description>${'&lt;/p>'.repeat(370)}</description></item>`.repeat(1999)),
  '250,000 CDATA sections left open': () => item(`<title>${'<![CDATA[a</title><b>'.repeat(250_000)}`),
  '1,250,000 comments left open': () => feed('<!--'.repeat(1_250_000)),
  '550,000 curly quotes': () => item(`<a ${'=“x” '.repeat(550_000)}>`),
  'a page of 200,000 links': () => `<html>${'<a href="/rss//rss/x">rss</a>'.repeat(200_000)}</html>`,
  'a page of one link of 5 MB': () => `<html><a type="rss" href="${'/rss/'.repeat(MB)}">`,
  'a page of 500,000 tags left open': () => `<html>${'<p>'.repeat(500_000)}`,
  'a declaration that never ends': () => feed('', `<!DOCTYPE rss [${`"'`.repeat(MB)}`),
}

const inJson: Record<string, () => string> = {
  'a million commas in a list': () => jsonFeed(`[${','.repeat(1_000_000)}]`),
  'a million commas before a word': () => jsonFeed(`[${','.repeat(1_000_000)}x]`),
  'a million levels of JSON': () => jsonFeed('['.repeat(MB)),
  'a million levels of JSON, closed': () => jsonFeed(`${'['.repeat(MB)}${']'.repeat(MB)}`),
  'a million levels of objects': () => jsonFeed(`${'{"a":'.repeat(MB)}1${'}'.repeat(MB)}`),
  '5,000,000 numbers for items': () => jsonFeed(`[${'0,'.repeat(5 * MB)}0]`),
  '200,000 items of JSON': () => jsonFeed(`[${'{"id":1,"title":"One of many"},'.repeat(200_000)}{}]`),
  '200,000 authors': () => jsonFeed(`[{"id":1,"authors":[${'{"name":"A"},'.repeat(200_000)}{}]}]`),
  '300,000 fields of an item': () => jsonFeed(`[{${times(300_000, at => `"f${at}":1,`)}"id":1}]`),
  '2,000 bodies of 230 links': () =>
    jsonFeed(`[${`{"id":1,"content_html":"${'<a href=/x>'.repeat(230)}"},`.repeat(1999)}{}]`),
  'two feeds of JSON': () => jsonFeed(`[${'{"id":1},'.repeat(250_000)}{}]`).repeat(2),
  'a JSON title of 20 MB': () => jsonFeed(`[{"id":1,"title":"${'a'.repeat(20 * MB)}"}]`),
  'a million halves of letters': () => jsonFeed(`[{"id":1,"title":"${'\\ud83d'.repeat(MB)}"}]`),
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const asUtf32 = (ascii: string): Uint8Array => new Uint8Array(Uint32Array.from(Buffer.from(ascii)).buffer)

const inBytes: Record<string, () => Uint8Array> = {
  '20 MB of bytes that are nothing': () => new Uint8Array(20 * MB).fill(0xff),
  '20 MB of bytes above ASCII': () => new Uint8Array(20 * MB).map((_, at) => 0x80 + (at % 127)),
  '20 MB of nulls': () => new Uint8Array(20 * MB),
  '20 MB of UTF-16': () =>
    new Uint8Array(Buffer.from(item(`<description>${'a'.repeat(10 * MB)}</description>`), 'utf16le')),
  '20 MB of UTF-32': () => asUtf32(item(`<description>${'a'.repeat(5 * MB)}</description>`)),
  '6,000,000 escapes of ISO-2022-JP': () => bytesOf('\x1b$B\x1b(B'.repeat(3 * MB)),
  '20 MB of UTF-8 read wrong': () => bytesOf('â€'.repeat(4 * MB)),
}

/** By what they consist of; the first is none, to compare them with. */
export const ATTACKS: ReadonlyMap<string, () => Uint8Array> = new Map([
  ...Object.entries({ ...inText, ...inJson }).map(([name, make]) => [name, () => bytesOf(make())] as const),
  ...Object.entries(inBytes),
])
