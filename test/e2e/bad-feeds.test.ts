import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fault, Feed } from '../../shared/words.ts'
import { rss } from '../world.ts'
import { startMailbox, titlesIn } from './mailbox.ts'
import { startPipeline, until } from './pipeline.ts'
import { listen } from './publishers.ts'

const NEWS = 'Police break cyber fraud ring in Lagos'
const SAVED = 'Cyber fraud gang held in Manila'
const HOUR_MS = 3_600_000
const CALM = rss([{ title: 'A quiet day' }])
const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Wire',
  items: [{ id: 1, title: NEWS }],
})

type Answer = (response: ServerResponse) => void
const page =
  (body: string): Answer =>
  response =>
    void response.writeHead(200, { 'content-type': 'text/xml' }).end(body)
const status =
  (code: number, headers = {}): Answer =>
  response =>
    void response.writeHead(code, headers).end('Sorry')

interface Row {
  readonly name: string
  readonly answer: Answer
  readonly fault: Partial<Fault>
}

/** What each feed becomes after a day on which it was one. The last is a private address that nobody allowed. */
const rowsBeside = (privateUrl: string): Row[] => [
  {
    name: 'a page',
    answer: page(
      '<!doctype html><html><head><title>Moved</title></head><body><p>We have a new site!</p></body></html>',
    ),
    fault: { kind: 'not-a-feed', message: 'not a feed: an HTML page' },
  },
  { name: 'nothing', answer: page(''), fault: { kind: 'not-a-feed', message: 'not a feed: an empty document' } },
  {
    name: 'half a document',
    answer: page(JSON_FEED.slice(0, -20)),
    fault: { kind: 'malformed', message: 'malformed: JSON that breaks off or is misspelt' },
  },
  {
    name: 'half an answer',
    answer: response => {
      response.writeHead(200, { 'content-length': '10000' }).write(CALM)
      setImmediate(() => response.destroy())
    },
    fault: { kind: 'unreachable', message: 'the server closed the connection before its answer was complete' },
  },
  { name: '500', answer: status(500), fault: { kind: 'status', status: 500, message: expect.stringContaining('500') } },
  { name: '410', answer: status(410), fault: { kind: 'gone', status: 410 } },
  {
    name: 'six megabytes',
    answer: page(rss([{ title: 'Long', summary: 'x'.repeat(6 * 1024 * 1024) }])),
    fault: { kind: 'too-large', message: 'the feed is larger than 5.0 MiB' },
  },
  {
    name: 'a way inside',
    answer: status(302, { location: privateUrl }),
    fault: { kind: 'address', message: expect.stringContaining('127.0.0.1') },
  },
  { name: 'silence', answer: () => {}, fault: { kind: 'timeout', message: 'the server was silent for 10 seconds' } },
]

const fileFor = (urls: readonly string[], hosts: readonly string[], smtp: string) => `
defaults: { every: 1m }
feeds: [${urls.map(url => `{ url: "${url}" }`).join(', ')}]
topics:
  - { id: fraud, query: '"cyber fraud"', severity: high }
channels:
  - { id: desk, topics: [fraud], subscribers: { email: [desk@example.org] } }
smtp: ${smtp}
fetch: { allow_private: [${hosts.map(host => `"${host}"`).join(', ')}] }
`

describe('a good feed among bad ones', () => {
  const answers = new Map<string, Answer>()
  const knocks: string[] = []
  let rows: readonly Row[]
  let feeds: readonly Feed[]
  let servers: Awaited<ReturnType<typeof listen>>[]
  let mailbox: Awaited<ReturnType<typeof startMailbox>>
  let pipeline: Awaited<ReturnType<typeof startPipeline>>

  beforeAll(async () => {
    const inside = await listen((request, response) => {
      knocks.push(request.url ?? '')
      page(CALM)(response)
    })
    rows = rowsBeside(`http://${inside.host}/secret`)
    const hosts = await Promise.all([...rows.map(({ name }) => name), 'cut short', 'good'].map(startHost))
    servers = [inside, ...hosts]
    mailbox = await startMailbox()
    const names = hosts.map(({ host }) => host)
    pipeline = await startPipeline(
      fileFor(
        names.map(host => `http://${host}/`),
        names,
        mailbox.url,
      ),
    )
    await pipeline.read()
    pipeline.pass(HOUR_MS)
    for (const { name, answer } of rows) answers.set(name, answer)
    answers.set('cut short', page(rss([{ title: SAVED }, { title: 'A quiet day' }]).slice(0, -60)))
    answers.set('good', page(rss([{ title: NEWS }, { title: 'A quiet day' }])))
    await until('the news to arrive', () => mailbox.mails.flatMap(titlesIn).length > 1)
    await pipeline.read()
    feeds = await pipeline.feeds()
  }, 90_000)

  afterAll(async () => {
    await pipeline.stop()
    await mailbox.close()
    for (const server of servers) await server.close()
  }, 30_000)

  const startHost = (name: string) => listen((_, response) => (answers.get(name) ?? page(CALM))(response))

  test('is told of without waiting for them', () => {
    expect(mailbox.mails.flatMap(titlesIn).sort()).toEqual([SAVED, NEWS])
    const order = pipeline.happenings.map(({ what, ...rest }) => ('fault' in rest ? rest.fault.kind : what))
    expect(order.indexOf('told')).toBeGreaterThan(-1)
    expect(order.lastIndexOf('told')).toBeLessThan(order.indexOf('timeout'))
  })

  test('stays well; each of the others says what is wrong with it, in words', () => {
    const urls = servers.slice(1).map(({ host }) => `http://${host}/`)
    const faults = urls.map(url => feeds.find(feed => feed.url === url)?.health.fault)
    expect(faults).toEqual([...rows.map(({ fault }) => expect.objectContaining(fault)), null, null])
  })

  test('keeps what they remember, so that they are no first reading when they come back', () => {
    expect(feeds.filter(({ baselineAt, seen }) => baselineAt === null || seen.length === 0)).toEqual([])
  })

  test('a redirect to a private address is not followed', () => expect(knocks).toEqual([]))

  test('a document cut short is read as far as it goes, and says so', () => {
    const cut = feeds.find(({ url }) => url === `http://${servers.at(-2)?.host}/`)
    expect(cut?.health.mended).toMatch(/\w/)
  })

  test('410 stops the reading, everything else is tried again later', () => {
    const states = feeds.map(({ health }) => [health.fault?.kind ?? 'well', health.state, health.waitUntil !== null])
    for (const [kind, state, waits] of states) {
      expect(state, String(kind)).toBe(kind === 'well' ? 'ok' : kind === 'gone' ? 'gone' : 'failing')
      expect(waits, String(kind)).toBe(kind !== 'well')
    }
  })
})
