import type { RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { discover } from '../../shared/feed/discover.ts'
import { openFetch } from '../../shared/feed/fetch.ts'
import { type Loopback, nobody, serve } from './loopback.ts'

const RSS =
  '<rss version="2.0"><channel><title>Harbour Post</title><item><title>Crane falls</title></item></channel></rss>'
const declaring = (...hrefs: string[]) =>
  `<!doctype html><title>Home</title>${hrefs.map(href => `<link rel=alternate type=application/rss+xml href="${href}">`).join('')}`
const linking = (...hrefs: string[]) =>
  `<!doctype html><title>Home</title>${hrefs.map(href => `<a href="${href}">x</a>`).join('')}`

/** A site of these pages, everything else is a 404. */
const site = (pages: Record<string, string | RequestListener>) =>
  serve((request, response) => {
    const page = pages[request.url ?? '']
    if (typeof page === 'function') return page(request, response)
    response.writeHead(page === undefined ? 404 : 200).end(page)
  })

async function found({ host }: Loopback, path = '/', allowPrivate = [host]) {
  const fetch = openFetch({ userAgent: 'test', allowPrivate, now: () => new Date(0) })
  const { feeds, ...rest } = await discover(`http://${host}${path}`, fetch)
  const strip = (url: string) => url.replace(`http://${host}`, '')
  return {
    feeds: feeds.map(({ url, document }) => `${strip(url)} ${document.title} ${document.items.length}`),
    others: rest.others.map(({ url, fault }) => `${strip(url)} ${fault?.kind ?? '-'}`),
    fault: rest.fault?.message.replaceAll(`http://${host}`, '') ?? null,
  }
}
const paths = ({ asked }: Loopback) => asked.map(({ path }) => path)

test('a feed is found by one request', async () => {
  const server = await site({ '/feed': RSS })
  expect(await found(server, '/feed')).toEqual({ feeds: ['/feed Harbour Post 1'], others: [], fault: null })
  expect(paths(server)).toEqual(['/feed'])
})

test('of what a page declares, the first that reads is enough; the rest is named and not asked', async () => {
  const server = await site({ '/': declaring('/gone.xml', '/a.xml', '/b.xml') + linking('/rss'), '/a.xml': RSS })
  expect(await found(server)).toEqual({
    feeds: ['/a.xml Harbour Post 1'],
    others: ['/gone.xml status', '/b.xml -', '/rss -'],
    fault: 'not a feed: an HTML page; did you mean /gone.xml?',
  })
  expect(paths(server)).toEqual(['/', '/gone.xml', '/a.xml'])
})

test('a page that links to its feeds has them all read', async () => {
  const server = await site({ '/': linking('/a.rss', '/no.rss', '/b.rss'), '/a.rss': RSS, '/b.rss': RSS, '/feed': RSS })
  const { feeds, others } = await found(server)
  expect(feeds).toEqual(['/a.rss Harbour Post 1', '/b.rss Harbour Post 1'])
  expect(others).toEqual(['/no.rss status'])
  expect(paths(server)).not.toContain('/feed') // no need to guess
})

test('a page that says nothing has its feed guessed, and one is enough', async () => {
  const server = await site({ '/': '<html></html>', '/rss.xml': RSS, '/feed.xml': RSS })
  expect(await found(server)).toMatchObject({ feeds: ['/rss.xml Harbour Post 1'], others: [] })
  expect(paths(server)).toEqual(['/', '/feed', '/rss', '/rss.xml'])
})

test('where there is none, it is over after ten more requests', async () => {
  const server = await site({ '/': linking(...Array.from({ length: 30 }, (_, at) => `/${at}.rss`)) })
  expect((await found(server)).feeds).toEqual([])
  expect(paths(server)).toHaveLength(11)
})

test('one host is asked one thing at a time', async () => {
  let [open, most] = [0, 0]
  const server = await serve((request, response) => {
    most = Math.max(most, ++open)
    setImmediate(() => {
      open--
      response.writeHead(request.url === '/' ? 200 : 404).end(linking('/a.rss', '/b.rss', '/c.rss'))
    })
  })
  await found(server)
  expect(most).toBe(1)
})

test('a feed that has moved for good is found where it is now', async () => {
  const server = await site({
    '/': declaring('/feed'),
    '/feed': (_, response) => void response.writeHead(301, { location: '/feed/' }).end(),
    '/feed/': RSS,
  })
  expect((await found(server)).feeds).toEqual(['/feed/ Harbour Post 1'])
})

test.each([
  [403, linking],
  [429, linking],
  [500, linking],
  [429, declaring],
])('a host that answers %d is not asked again', async (status, naming) => {
  const server = await site({
    '/': naming('/a.rss', '/b.rss'),
    '/a.rss': (_, response) => void response.writeHead(status).end(),
    '/b.rss': RSS,
  })
  expect(await found(server)).toMatchObject({ feeds: [], others: ['/a.rss status', '/b.rss -'] })
  expect(paths(server)).toEqual(['/', '/a.rss'])
})

test('where a redirect led to another host, that is the one that is not asked again', async () => {
  const other = await site({ '/x': (_, response) => void response.writeHead(429, { 'retry-after': '3600' }).end() })
  const server = await site({
    '/': declaring('/a.xml', `http://${other.host}/b.xml`, '/own.xml'),
    '/a.xml': (_, response) => void response.writeHead(302, { location: `http://${other.host}/x` }).end(),
    '/own.xml': RSS,
  })
  const { feeds } = await discover(
    `http://${server.host}/`,
    openFetch({ userAgent: 'test', allowPrivate: [server.host, other.host], now: () => new Date(0) }),
  )
  expect(feeds.map(({ url }) => url)).toEqual([`http://${server.host}/own.xml`])
  expect(paths(other)).toEqual(['/x'])
})

test.each([403, 500])('one declared address that answers %d does not close its host for the next', async status => {
  const server = await site({
    '/': declaring('/a.xml', '/b.xml'),
    '/a.xml': (_, response) => void response.writeHead(status).end(),
    '/b.xml': RSS,
  })
  expect((await found(server)).feeds).toEqual(['/b.xml Harbour Post 1'])
})

test('a declared feed without items, or of comments, does not end the search', async () => {
  const server = await site({
    '/': declaring('/empty.xml', '/comments.xml', '/a.xml', '/b.xml'),
    '/empty.xml': '<rss version="2.0"><channel><title>Tag</title></channel></rss>',
    '/comments.xml': RSS.replace('Harbour Post', 'Comments on: Harbour Post'),
    '/a.xml': RSS,
    '/b.xml': RSS,
  })
  const { feeds, others } = await found(server)
  expect(feeds).toHaveLength(3)
  expect(feeds[0]).toBe('/a.xml Harbour Post 1')
  expect(others).toEqual(['/b.xml -'])
})

test('a host that is down does not keep others from being asked', async () => {
  const down = await nobody()
  const server = await site({ '/': declaring(`http://${down}/1`, `http://${down}/2`, '/a.xml'), '/a.xml': RSS })
  const { feeds, others } = await found(server, '/', [server.host, down])
  expect(feeds).toEqual(['/a.xml Harbour Post 1'])
  expect(others).toEqual([`http://${down}/1 unreachable`, `http://${down}/2 -`])
})

test('a page leads nobody into a private network', async () => {
  const inside = await site({ '/feed': RSS })
  const server = await site({ '/': declaring(`http://${inside.host}/feed`) })
  expect(await found(server)).toMatchObject({ feeds: [], others: [`http://${inside.host}/feed address`] })
  expect(inside.asked).toEqual([])
})

test('an address that answers nothing, and a feed that cannot be read, are the fault they are', async () => {
  const server = await site({ '/broken': '{"version":"https://jsonfeed.org/version/1","items":[' })
  await expect(found(server, '/')).rejects.toMatchObject({ fault: { status: 404 } })
  await expect(found(server, '/broken')).rejects.toMatchObject({ fault: { kind: 'malformed' } })
  expect(paths(server)).toEqual(['/', '/broken'])
})
