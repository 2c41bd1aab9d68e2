import type { RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import type { Limits } from '../../shared/feed/exchange.ts'
import { FeedError } from '../../shared/feed/fault.ts'
import { type Fetch, openFetch, type Page } from '../../shared/feed/fetch.ts'
import type { Resolve } from '../../shared/feed/guard.ts'
import type { Fault } from '../../shared/words.ts'
import { type Loopback, nobody, serve } from './loopback.ts'

const NOW = new Date('2024-03-05T12:00:00Z')
const RSS = '<rss/>'
const USER_AGENT = 'news-alerts/test (+https://example.org; 3 subscribers)'
// Out of every test's reach unless it lowers one.
const LIMITS: Limits = { connectMs: 9_000, idleMs: 9_000, totalMs: 9_000, headerBytes: 16_384, bodyBytes: 50_000 }

const reader = (hosts: readonly string[], limits: Partial<Limits> = {}, resolve?: Resolve): Fetch =>
  openFetch({ userAgent: USER_AGENT, allowPrivate: hosts, now: () => NOW }, { ...LIMITS, ...limits }, resolve)

const read = (server: Loopback, limits: Partial<Limits> = {}): Promise<Page> =>
  reader([server.host], limits)({ url: `http://${server.host}/feed`, validators: {} })

/** The fault a reading ends in. */
async function faultOf(reading: Promise<Page>): Promise<Fault> {
  const error = await reading.then(
    page => new Error(`it was ${page.status}`),
    error => error,
  )
  if (!(error instanceof FeedError)) throw error
  return error.fault
}

const redirect =
  (status: number, to: string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { location: Buffer.from(to).toString('latin1') }).end('elsewhere')
  }

test('a changed document comes with its headers, address, validators and freshness', async () => {
  const headers = {
    etag: 'W/"a-1"',
    'last-modified': 'noon',
    'cache-control': 'max-age=60',
    'set-cookie': 'a=b',
    date: 'x',
  }
  const server = await serve((_, response) => response.writeHead(200, headers).end(RSS))
  const page = await read(server)
  expect(page).toMatchObject({
    status: 'changed',
    url: `http://${server.host}/feed`,
    movedTo: null,
    validators: { etag: 'W/"a-1"', lastModified: 'noon' },
    freshSeconds: 60,
  })
  expect(page.status === 'changed' && Buffer.from(page.bytes).toString()).toBe(RSS)
  expect(page.status === 'changed' && page.headers).toEqual({
    etag: 'W/"a-1"',
    'last-modified': 'noon',
    'cache-control': 'max-age=60',
    date: 'x',
    connection: 'close',
    'transfer-encoding': 'chunked',
  })
})

test('a first request carries our name and asks for everything; no cookie, no referrer', async () => {
  const server = await serve((_, response) => response.end(RSS))
  await read(server)
  expect(server.asked).toEqual([
    {
      path: '/feed',
      headers: {
        accept: expect.stringContaining('application/rss+xml'),
        'accept-encoding': 'gzip, deflate, br',
        connection: 'close',
        host: server.host,
        'user-agent': USER_AGENT,
      },
    },
  ])
})

test.each([
  ['"quoted"', 'Tue, 05 Mar 2024 11:00:00 GMT'],
  ['W/"weak"', 'yesterday, about noon'],
  ['bare', 'Tue,  05 Mar 2024 11:00:00 CET'],
  ['"caf\u00e9"', '0'],
])('the validators %s and %s are sent back byte for byte', async (etag, lastModified) => {
  const server = await serve((_, response) => response.writeHead(200, { etag, 'last-modified': lastModified }).end(RSS))
  const fetch = reader([server.host])
  const { validators } = await fetch({ url: `http://${server.host}/feed`, validators: {} })
  await fetch({ url: `http://${server.host}/feed`, validators })
  expect(server.asked[1]?.headers).toMatchObject({ 'if-none-match': etag, 'if-modified-since': lastModified })
})

test('a validator that has vanished from a changed document is not kept', async () => {
  const server = await serve((_, response) => response.writeHead(200, { 'last-modified': 'noon' }).end(RSS))
  const page = await reader([server.host])({ url: `http://${server.host}/`, validators: { etag: '"old"' } })
  expect(page.validators).toEqual({ lastModified: 'noon' })
})

test('an unchanged document keeps the validators it does not renew', async () => {
  const server = await serve((_, response) =>
    response.writeHead(304, { etag: '"new"', 'cache-control': 'max-age=9' }).end(),
  )
  const validators = { etag: '"old"', lastModified: 'noon' }
  expect(await reader([server.host])({ url: `http://${server.host}/`, validators })).toEqual({
    status: 'unchanged',
    movedTo: null,
    validators: { etag: '"new"', lastModified: 'noon' },
    freshSeconds: 9,
  })
})

test('"not modified" is no answer to who did not ask', async () => {
  const server = await serve((_, response) => response.writeHead(304).end())
  expect(await faultOf(read(server))).toMatchObject({ kind: 'status', status: 304 })
})

test.each([
  [404, {}, { kind: 'status', status: 404, message: 'the server answered 404 (no such page)' }],
  [410, {}, { kind: 'gone', status: 410, message: 'the server answered 410: this is gone for good' }],
  [204, {}, { kind: 'status', status: 204, message: 'the server answered 204' }],
  [
    429,
    { 'retry-after': '120' },
    {
      kind: 'status',
      status: 429,
      retryAt: '2024-03-05T12:02:00.000Z',
      message: 'the server answered 429 (we ask too often); it asks us to wait until 12:02 UTC',
    },
  ],
])('status %s with %j is the fault %j', async (status, headers, fault) => {
  const server = await serve((_, response) => response.writeHead(status, headers).end('a page for people'))
  expect(await faultOf(read(server))).toEqual(fault)
})

test.each([
  ['a permanent one is to be adopted', [301, 308], true],
  ['a temporary one is not', [302], false],
  ['one temporary among permanent ones spoils them', [301, 307, 301], false],
  ['"see other" is not', [303], false],
  ['five are followed', [301, 301, 301, 301, 301], true],
])('of redirects: %s', async (_, statuses, adopted) => {
  const server = await serve((request, response) => {
    const done = Number(request.url?.slice(2))
    const status = statuses[done]
    if (status === undefined) response.end(RSS)
    else response.writeHead(status, { location: `/r${done + 1}` }).end()
  })
  const page = await reader([server.host])({ url: `http://${server.host}/r0`, validators: { etag: '"a"' } })
  const last = `http://${server.host}/r${statuses.length}`
  expect(page).toMatchObject({ status: 'changed', url: last, movedTo: adopted ? last : null })
  expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual(server.asked.map(() => '"a"'))
})

test('a fault after a redirect names the host that answered', async () => {
  const elsewhere = await serve((_, response) => response.writeHead(429, { 'retry-after': '60' }).end())
  const server = await serve(redirect(302, `http://${elsewhere.host}/feed`))
  const read = reader([server.host, elsewhere.host])
  expect(await faultOf(read({ url: `http://${server.host}/`, validators: {} }))).toMatchObject({ host: elsewhere.host })
  const { host } = await faultOf(read({ url: `http://${elsewhere.host}/`, validators: {} }))
  expect(host).toBe(undefined)
})

test('a redirect that never ends is given up after five', async () => {
  const server = await serve(redirect(302, '/again'))
  expect(await faultOf(read(server))).toMatchObject({ kind: 'status', message: expect.stringContaining('more than 5') })
  expect(server.asked).toHaveLength(6)
})

test('a redirect may be spelled in UTF-8', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/feed') response.writeHead(302, { location: Buffer.from('/新聞').toString('latin1') }).end()
    else response.end(RSS)
  })
  expect(await read(server)).toMatchObject({ url: `http://${server.host}/%E6%96%B0%E8%81%9E` })
})

test.each([
  ['nowhere', ''],
  ['what is no URL', 'http://['],
])('a redirect to %s is a fault', async (_, to) => {
  const server = await serve(redirect(301, to))
  expect(await faultOf(read(server))).toMatchObject({ kind: 'status', status: 301 })
})

test.each([
  'http://127.0.0.1:1/',
  'http://2130706433/',
  'http://①②⑦.⓪.⓪.①/',
  'http://[::ffff:127.0.0.1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://localhost:1/',
  '//10.0.0.5/',
  'file:///etc/passwd',
  'ftp://example.org/',
])('a redirect to %s is refused', async to => {
  const server = await serve(redirect(302, to))
  expect(await faultOf(read(server))).toMatchObject({ kind: 'address' })
})

test('an allowed host that redirects to a private one does not lend it its permission', async () => {
  const inner = await serve((_, response) => response.end('secret'))
  const outer = await serve(redirect(301, `http://${inner.host}/`))
  expect(await faultOf(read(outer))).toMatchObject({ kind: 'address' })
  expect(inner.asked).toEqual([])
})

test('neither validators nor password go to another origin', async () => {
  const elsewhere = await serve((_, response) => response.writeHead(200, { etag: '"theirs"' }).end(RSS))
  const home = await serve(redirect(301, `http://eve:x@${elsewhere.host}/feed`))
  const fetch = reader([home.host, elsewhere.host])
  const page = await fetch({
    url: `http://ann:p%40ss%@${home.host}/`,
    validators: { etag: '"ours"', lastModified: 'noon' },
  })
  expect(home.asked[0]?.headers).toMatchObject({
    authorization: `Basic ${btoa('ann:p@ss%')}`,
    'if-none-match': '"ours"',
  })
  const sent = elsewhere.asked[0]?.headers
  expect(sent).not.toHaveProperty('authorization')
  expect(sent).not.toHaveProperty('if-none-match')
  expect(sent).not.toHaveProperty('if-modified-since')
  expect(page).toMatchObject({ movedTo: `http://${elsewhere.host}/feed`, validators: { etag: '"theirs"' } })
})

test('"not modified" from another origin, which was not asked that, is no answer', async () => {
  const elsewhere = await serve((_, response) => response.writeHead(304).end())
  const home = await serve(redirect(302, `http://${elsewhere.host}/`))
  const reading = reader([home.host, elsewhere.host])({ url: `http://${home.host}/`, validators: { etag: '"a"' } })
  expect(await faultOf(reading)).toMatchObject({ kind: 'status', status: 304 })
})

test('within its origin a feed keeps its password, and links are resolved without it', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(301, { location: '/new' }).end()
    else response.end(RSS)
  })
  const page = await reader([server.host])({ url: `http://ann:secret@${server.host}/old`, validators: {} })
  expect(page).toMatchObject({ url: `http://${server.host}/new`, movedTo: `http://ann:secret@${server.host}/new` })
  expect(server.asked[1]?.headers.authorization).toBe(`Basic ${btoa('ann:secret')}`)
})

test.each(['nonsense', '', 'http://', '/feed', 'http://a b/'])('the address %j is a fault', async url => {
  expect(await faultOf(reader([])({ url, validators: {} }))).toMatchObject({ kind: 'address' })
})

test('localhost is refused by what it resolves to', async () => {
  const server = await serve((_, response) => response.end(RSS))
  const url = `http://localhost:${server.port}/`
  expect(await faultOf(reader([server.host])({ url, validators: {} }))).toMatchObject({
    kind: 'address',
    message: 'localhost is not a public address; if you mean it, list it under fetch.allow_private',
  })
  expect(server.asked).toEqual([])
})

const toLoopback: Resolve = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }])

test('a name is read where it is allowed to be private, and refused elsewhere', async () => {
  const server = await serve((_, response) => response.end(RSS))
  const ask = { url: `http://intranet.example:${server.port}/`, validators: {} }
  expect(await reader(['intranet.example'], {}, toLoopback)(ask)).toMatchObject({ status: 'changed' })
  expect(await faultOf(reader(['other.example'], {}, toLoopback)(ask))).toMatchObject({ kind: 'address' })
  expect(server.asked).toHaveLength(1)
})

test('a server that refuses the connection is unreachable', async () => {
  const host = await nobody()
  expect(await faultOf(reader([host])({ url: `http://${host}/`, validators: {} }))).toEqual({
    kind: 'unreachable',
    message: 'the server refused the connection',
  })
})

test('a User-Agent that HTTP cannot carry is our mistake and is said at once', () => {
  expect(() => openFetch({ userAgent: 'a\r\nb: c', allowPrivate: [], now: () => NOW })).toThrow(/user-agent/i)
})
