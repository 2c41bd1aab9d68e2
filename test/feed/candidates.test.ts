import { expect, test } from 'vitest'
import { candidatesIn } from '../../shared/feed/candidates.ts'

const HERE = 'https://example.org/blog/index.html'
const named = (html: string, link = '', url = HERE) =>
  candidatesIn(html, link, url)
    .filter(({ how }) => how !== 'guessed')
    .map(({ url, how }) => `${how} ${url}`)
const rss = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`

test.each<[string, string, string[]]>([
  ['RSS', rss('/feed/'), ['declared https://example.org/feed/']],
  [
    'Atom, without quotes',
    '<LINK REL=Alternate TYPE=application/atom+xml HREF=a.xml>',
    ['declared https://example.org/blog/a.xml'],
  ],
  [
    'JSON Feed',
    '<link rel=alternate type="application/feed+json" href="/feed.json">',
    ['declared https://example.org/feed.json'],
  ],
  ['RDF', '<link rel=alternate type="application/rdf+xml" href="/x">', ['declared https://example.org/x']],
  [
    'with a charset',
    '<link rel=alternate type="text/xml; charset=utf-8" href="/x">',
    ['declared https://example.org/x'],
  ],
  ['by rel=feed alone', '<link rel="feed" href="/feed">', ['linked https://example.org/feed']],
  [
    'JSON by its old type',
    '<link rel=alternate type="application/json" href="/feed.json">',
    ['declared https://example.org/feed.json'],
  ],
  [
    'JSON by its title',
    '<link rel=alternate type="application/json" title="JSON Feed" href="/all">',
    ['declared https://example.org/all'],
  ],
  ['another style', '<link rel="alternate stylesheet" type="text/xml" href="/feed.xml">', []],
  ['the scheme of readers', rss('feed://example.net/rss'), ['declared http://example.net/rss']],
  ['the scheme of readers before another', rss('feed:https://example.net/x'), ['declared https://example.net/x']],
  ["WordPress's API", '<link rel=alternate type="application/json" href="/wp-json/wp/v2/posts/1">', []],
  ['what can be embedded', '<link rel=alternate type="text/xml+oembed" href="/oembed?format=xml">', []],
  ['a translation', '<link rel="alternate" hreflang="fr" href="/fr/">', []],
  ['a style sheet', '<link rel="stylesheet" type="text/css" href="/feed.css">', []],
  ['a host to look up', '<link rel="dns-prefetch" href="//feeds.example.net">', []],
  ['a base', `<base href="https://cdn.example.net/s/">${rss('f.xml')}`, ['declared https://cdn.example.net/s/f.xml']],
  ['a base that is none', `<base href="javascript:x">${rss('f.xml')}`, ['declared https://example.org/blog/f.xml']],
  [
    'XHTML',
    `<html xmlns="http://www.w3.org/1999/xhtml"><head>${rss('/x')}</head></html>`,
    ['declared https://example.org/x'],
  ],
  ['references in the address', rss('/x?a=1&amp;b=2'), ['declared https://example.org/x?a=1&b=2']],
  ['a fragment', rss('/x#top'), ['declared https://example.org/x']],
  ['in the body', `<body><p>${rss('/x')}`, ['declared https://example.org/x']],
  ['in a script', `<script>if (a<b) s='${rss('/no')}'</script>${rss('/x')}`, ['declared https://example.org/x']],
  ['in a comment', `<!-- ${rss('/no')} -->`, []],
  ['the page itself', rss(HERE), []],
  ['twice', rss('/x') + rss('/x'), ['declared https://example.org/x']],
  ['no web address', rss('javascript:alert(1)') + rss('file:///etc/passwd') + rss('feed:x'), []],
  ['a user name', rss('https://ann:secret@example.org/feed'), []],
  ['an address too long to say', rss(`/${'x'.repeat(500)}`), []],
  [
    'declared comes before linked',
    `<a href="/rss">RSS</a>${rss('/x')}${rss('/comments/feed/')}`,
    ['declared https://example.org/x', 'declared https://example.org/comments/feed/', 'linked https://example.org/rss'],
  ],
])('%s', (_, html, expected) => {
  expect(named(html)).toEqual(expected)
})

test.each([
  ['/feed', true],
  ['/feed/', true],
  ['/feeds', true],
  ['/news.rss', true],
  ['/rss2', true],
  ['/rss.xml', true],
  ['/rss/world.xml?edition=uk', true],
  ['/index.xml', true],
  ['/?feed=rss2', true],
  ['/atom1.0.xml', true],
  ['//feeds.example.net/wire', true],
  ['/feedback', false],
  ['/what-is-rss', false],
  ['/sitemap.xml', false],
  ['/rss/world.html', false],
  ['/', false],
])('a link to %s looks like a feed: %s', (href, expected) => {
  expect(named(`<a href="${href}">x</a>`)).toHaveLength(expected ? 1 : 0)
})

test.each([
  ['</feed.xml>; rel="alternate"; type="application/rss+xml"', ['declared https://example.org/feed.xml']],
  ['</a>; rel=preload, </b>; type="application/atom+xml"; rel=alternate', ['declared https://example.org/b']],
  ['</wp-json/>; rel="https://api.w.org/"', []],
  ['</me>; rel="self"; type="application/rss+xml"', []],
  ['<<<>>><', []],
])('the header Link: %s', (header, expected) => {
  expect(named('', header)).toEqual(expected)
})

test('guesses come last, first at the root, then in the folder of the page', () => {
  const guesses = (url: string) => candidatesIn('', '', url).map(({ url }) => url)
  expect(guesses('https://example.org/blog?x=1').slice(5, 9)).toEqual([
    'https://example.org/index.xml',
    'https://example.org/feed.json',
    'https://example.org/index.rdf',
    'https://example.org/blog/feed',
  ])
  expect(guesses('https://example.org/')).toHaveLength(8)
  expect(guesses('file:///tmp/page.html')).toEqual([])
})

const times = (count: number, one: (at: number) => string) => Array.from({ length: count }, (_, at) => one(at)).join('')

// The test's own time limit is the judge.
test.each<[string, () => string]>([
  ['100,000 links', () => times(100_000, at => `<a href="/${at}/feed">`)],
  ['100,000 declared', () => times(100_000, at => rss(`/${at}`))],
  ['links that are nearly feeds', () => times(2_000, () => `<a href="/${'rss/feeds/'.repeat(49)}">`)],
  ['200,000 tags left open', () => '<p>'.repeat(200_000)],
  ['a link of 20 MB', () => rss('x'.repeat(20_000_000))],
  ['links that are never ended', () => '<a href="'.repeat(200_000)],
])('%s: at most forty, and soon', (_, html) => {
  expect(candidatesIn(html(), '', HERE).length).toBeLessThanOrEqual(40)
})

test('the beginning of a page is enough', () => {
  expect(named(`${'x'.repeat(1_000_000)}${rss('/x')}`)).toEqual([])
})

test('a header of brackets is over soon', () => {
  expect(candidatesIn('', '<'.repeat(16_000), '')).toEqual([])
})

test('links without an end do not hide the feed behind them', () => {
  const page = `<html>${'<link rel=preload href=/a.js>'.repeat(210)}<link rel=alternate type=application/rss+xml href=/rss>`
  expect(candidatesIn(page, '', 'https://example.org/')[0]).toEqual({ url: 'https://example.org/rss', how: 'declared' })
})
