import { afterEach, expect, test } from 'vitest'
import { articleOn } from '../../cli/article.ts'
import { whyNotOf } from '../../cli/why-not.ts'
import { readConfigText } from '../../local/files.ts'
import { FeedError } from '../../shared/feed/fault.ts'
import { serve } from '../feed/loopback.ts'
import { rss, startPublisher } from '../world.ts'
import { failureOf, scene, write } from './folder.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const TOPIC = "{ id: ports, name: Port strikes, query: 'strike port' }"

/** A publisher of these pages, and a configuration that reads some of its feeds. `HOST` stands for its address. */
async function publisher(pages: Record<string, string>, feeds: readonly string[] = ['/feed.xml']) {
  const { host, serve, requests, close } = await startPublisher()
  open.push(close)
  for (const [path, page] of Object.entries(pages)) serve(path, page.replaceAll('HOST', `http://${host}`))
  const listed = feeds.map(path => `{ url: "http://${host}${path}", language: en }`)
  const config = write(
    'news-alerts.yaml',
    `{ topics: [${TOPIC}], feeds: [${listed.join(', ')}], fetch: { allow_private: ["${host}"] } }`,
  )
  const ask = (path: string, json = false) => whyNotOf('ports', `http://${host}${path}`, { config, json })
  const plain = (text: string) => text.replaceAll(`http://${host}`, '').replaceAll(host, 'HOST')
  return {
    requests,
    ask,
    said: () => plain(scene.printed.join('\n')),
    failed: async (path: string) => plain(await failureOf(ask(path))),
  }
}

const page = (head: string) => `<!doctype html><html lang=en>${head}<body>Strike, strike, strike.`
const declaring = (path: string) => `<link rel=alternate type="application/rss+xml" href="${path}">`
const FEED = rss([
  { title: 'Storm', link: 'HOST/storm' },
  { title: 'Strike over', link: 'HOST/news/1?utm_source=rss', summary: 'Cranes work again' },
])

test('an article is answered as a configured feed shows it, whatever its page says', async () => {
  const { ask, said, requests } = await publisher({
    '/news/1?fbclid=x': page('<title>Strike at the port</title>'),
    '/feed.xml': FEED,
  })
  await ask('/news/1?fbclid=x')
  expect(said()).toBe(`As shown by /feed.xml:

Strike over (en)
  Port strikes: does not match
  found: strike
  missing: port`)
  expect(requests).toEqual(['/news/1?fbclid=x', '/feed.xml'])
})

test('a page that lives elsewhere is known by the address it gives itself', async () => {
  const { ask, said } = await publisher({ '/amp/1': page('<link rel=canonical href="/news/1">'), '/feed.xml': FEED })
  await ask('/amp/1')
  expect(said()).toContain('As shown by /feed.xml:\n\nStrike over (en)')
})

test('a feed that only the page names is said not to be configured, with the line to add', async () => {
  const { ask, said } = await publisher({
    '/news/1': page(declaring('/more.xml')),
    '/feed.xml': rss([]),
    '/more.xml': FEED,
  })
  await ask('/news/1')
  expect(said()).toContain(`As shown by /more.xml:
That feed is not configured: nobody is told of what only it shows.
To read it, add under \`feeds:\`
  - url: /more.xml

Strike over (en)`)
})

test('an article that no feed shows is answered as its page describes itself, and each feed asked is named', async () => {
  const head = `<title>x</title><meta property="og:title" content="Strike\u202e goes on"><meta name=description content="At a port.">`
  const { ask, said } = await publisher({ '/news/2': page(head), '/feed.xml': FEED }, ['/feed.xml', '/gone.xml'])
  await ask('/news/2')
  expect(said()).toBe(`None of these feeds shows this page now, and nobody is told of what no feed shows:
  /feed.xml  2 items, not this one
  /gone.xml  the server answered 404 (no such page)
As the page describes itself:

Strike  goes on (en)
  Port strikes: matches, low
  found: strike, port`)
})

test('where no feed is known, that is the answer', async () => {
  const { ask, said } = await publisher({ '/news/2': page('<title>Strike</title>') }, [])
  await ask('/news/2')
  expect(said()).toContain(
    'No feed of HOST is configured, and the page names none: nobody is told of what no feed shows.\nAs the page',
  )
})

test('an address that leads elsewhere says where to', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/') return response.end('<title>Harbour Post</title>')
    response.writeHead(302, { location: '/' }).end()
  })
  const config = write('news-alerts.yaml', `{ topics: [${TOPIC}], fetch: { allow_private: ["${server.host}"] } }`)
  await whyNotOf('ports', `http://${server.host}/news/1`, { config })
  expect(scene.printed[0]).toBe(`That address leads to http://${server.host}/.`)
})

test('a page that is refused to us is answered all the same if a feed shows it', async () => {
  const { ask, said } = await publisher({ '/feed.xml': FEED })
  await ask('/news/1')
  expect(said()).toContain('Strike over (en)')
})

test('a page of which nothing is known is a failure that says why and what to do', async () => {
  const { failed } = await publisher({ '/wall': '<p>Accept our cookies</p>', '/feed.xml': FEED })
  const asked = `None of these feeds shows this page now, and nobody is told of what no feed shows:
  /feed.xml  2 items, not this one`
  expect(await failed('/gone')).toBe(
    `1 /gone: the server answered 404 (no such page); give its headline instead.\n${asked}`,
  )
  expect(await failed('/wall')).toBe(`1 /wall: the page names no headline; give its headline instead.\n${asked}`)
})

test.each([
  ['www.news.example', 'rss.news.example', true],
  ['www.bbc.co.uk', 'feeds.bbc.co.uk', true],
  ['www.bbc.co.uk', 'www.telegraph.co.uk', false],
  ['news.example', 'other.example', false],
])('of an article on %s, the feeds of %s are asked: %s', async (host, other, isAsked) => {
  const asked: string[] = []
  const fetch = async ({ url }: { url: string }) => {
    asked.push(url)
    throw new FeedError({ kind: 'unreachable', message: 'no answer' })
  }
  const read = readConfigText(`feeds: [{ url: "https://${other}/rss" }]`)
  if (!read.ok) throw new Error('no configuration')
  const url = `https://${host}/news/1`
  const page = { url, landed: url, about: null, fault: 'no answer', feeds: [] }
  await expect(articleOn(page, read.configuration, fetch)).rejects.toThrow('no answer; give its headline instead')
  expect(asked).toEqual(isAsked ? [`https://${other}/rss`] : [])
})

test('of a page that could not be read it is not said that it names no feed', async () => {
  const { failed } = await publisher({}, [])
  expect(await failed('/gone')).toContain('No feed of HOST is configured: nobody is told of what no feed shows.')
})

test('ten feeds of a site are asked at most', async () => {
  const feeds = Array.from({ length: 12 }, (_, n) => `/${n}.xml`)
  const { ask, said, requests } = await publisher({ '/news/1': page('<title>Strike</title>') }, feeds)
  await ask('/news/1')
  expect(requests).toHaveLength(11)
  expect(said()).toContain('\n  … 2 more, not asked\n')
})

test('a home page, and a feed, are asked of their items, with no request more', async () => {
  const { ask, said, requests } = await publisher({ '/': page(declaring('/b.xml')), '/b.xml': FEED }, [])
  await ask('/')
  await ask('/b.xml')
  expect(said().match(/^Strike over/gm)).toHaveLength(2)
  expect(requests).toEqual(['/', '/b.xml', '/b.xml'])
})

test('an article at the root of its host is asked as one', async () => {
  const article = '<meta property="og:type" content="article"><title>Strike at the port</title>'
  const { ask, said } = await publisher({ '/': page(article), '/feed.xml': FEED })
  await ask('/')
  expect(said()).toContain('As the page describes itself:\n\nStrike at the port')
})

test('as JSON each answer names the feed that shows it', async () => {
  const { ask, said } = await publisher({ '/news/1': page(''), '/feed.xml': FEED })
  await ask('/news/1', true)
  expect(JSON.parse(said())).toMatchObject([{ title: 'Strike over', feed: '/feed.xml', matches: false }])
})

test('an address without its beginning is no headline', async () => {
  const config = write('news-alerts.yaml', `topics: [${TOPIC}]`)
  expect(await failureOf(whyNotOf('ports', 'news.example/strike', { config }))).toBe(
    '2 news.example/strike is no headline; an address begins with https://',
  )
})

test.each([
  ['./nofile.xml', '2 There is no file ./nofile.xml; a headline is a sentence in quotes.'],
  ['feed.rss', '2 There is no file feed.rss; a headline is a sentence in quotes.'],
  ['news.example/feed.xml', '2 news.example/feed.xml is no headline; an address begins with https://'],
  [' ', '2 The headline is empty.'],
])('%j is no headline either', async (what, message) => {
  const config = write('news-alerts.yaml', `topics: [${TOPIC}]`)
  expect(await failureOf(whyNotOf('ports', what, { config }))).toBe(message)
})

test('a headline that a file has for its name is asked with a space behind it', async () => {
  const config = write('news-alerts.yaml', `topics: [${TOPIC}]`)
  await whyNotOf('ports', `${write('strike', 'x')} `, { config })
  expect(scene.printed.join('')).toContain('Port strikes: does not match')
})
