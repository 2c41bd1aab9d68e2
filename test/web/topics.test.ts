import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TopicFormat } from '../../docs/formats.ts'
import { packs, readConfigText } from '../../local/files.ts'
import { openAudience } from '../../shared/audience/audience.ts'
import { apply } from '../../shared/config/apply.ts'
import { openCurrent } from '../../shared/config/current.ts'
import { putTopic } from '../../shared/config/edit-topics.ts'
import { site } from '../../web/site.tsx'
import { aLaptop } from '../people.ts'
import { startTestTable } from '../world.ts'
import { NOW, parsed } from './desk.ts'

const FILE = `
topics: [{ id: fraud, name: Cyber fraud, severity: high, query: '"cyber fraud"' }]
channels: [{ id: desk, topics: [fraud] }, { id: night, topics: [fraud] }]
`
const now = () => NOW
const ENDS = aLaptop(now)

let table: Awaited<ReturnType<typeof startTestTable>>
let app: ReturnType<typeof site>
beforeEach(async () => {
  table = await startTestTable()
  const { store } = table
  const current = openCurrent(store)
  const audience = openAudience({ store, current, send: async () => undefined, ...ENDS })
  app = site({ store, current, now, audience, packs, assets: { style: '' } })
  await applied(FILE)
})
afterEach(() => table.close())

async function applied(file: string) {
  const read = readConfigText(file)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return apply(read.configuration, table.store, ENDS)
}

const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await app.request(`/api${path}`, { method, headers, ...(body !== undefined && { body: text }) })
  const type = answer.headers.get('content-type') ?? ''
  return { status: answer.status, type, body: JSON.parse(await answer.text()) }
}
const put = (id: string, body: unknown) => ask('PUT', `/topics/${id}`, body)
const ids = async () => (await ask('GET', '/topics')).body.topics.map(({ id }: { id: string }) => id)

const STRIKES = {
  name: 'Strikes at ports',
  severity: 'high',
  query: 'strike NEAR/5 port',
  examples: { match: ['Strike closes port'], reject: ['Air strike'] },
}

test('the topics of the file are told with who made them and who hears of them', async () => {
  const { topics } = (await ask('GET', '/topics')).body
  expect(topics).toEqual([
    {
      ...{ v: 1, origin: 'file', id: 'fraud', name: 'Cyber fraud', description: '', severity: 'high' },
      ...{ query: '"cyber fraud"', examples: { match: [], reject: [] }, channels: ['desk', 'night'] },
    },
  ])
  expect(TopicFormat.parse(topics[0])).toEqual(topics[0])
  expect((await ask('GET', '/topics/fraud')).body).toEqual(topics[0])
  expect((await ask('GET', '/topics/none')).status).toBe(404)
  expect((await ask('GET', '/topics?topic=fraud')).status).toBe(400)
})

describe('a topic', () => {
  test('is made, replaced and taken away', async () => {
    const made = await put('strikes', STRIKES)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ v: 1, origin: 'api', id: 'strikes', description: '', ...STRIKES, channels: [] })
    expect(made.body.next).toContain('Nobody is told')
    expect(await ids()).toEqual(['fraud', 'strikes'])
    expect((await put('strikes', { ...STRIKES, query: 'strike AND port' })).status).toBe(200)
    const { body } = await ask('GET', '/topics/strikes')
    expect(body).toMatchObject({ query: 'strike AND port' })
    expect(TopicFormat.parse(body)).toEqual(body)
    expect(await ask('DELETE', '/topics/strikes')).toMatchObject({ status: 200, body: { alertsCancelled: 0 } })
    expect(await ids()).toEqual(['fraud'])
    expect((await ask('DELETE', '/topics/strikes')).status).toBe(404)
  })

  test('is matched from then on, by whoever reads what counts', async () => {
    await put('strikes', STRIKES)
    const current = await openCurrent(table.store)()
    const found = current?.match({ title: 'Strike closes the port', summary: '', language: 'en' })
    expect(found?.map(({ topic }) => topic)).toEqual(['strikes'])
  })

  test('may be of weighted terms or extend a pack, and is told as what it was said to be', async () => {
    const terms = { terms: { any: { strong: ['CITES'] }, fr: { medium: ['braconn*'] } }, channels: ['desk'] }
    const pack = { pack: 'terrorism', not: 'title:film', channels: [] }
    expect((await put('wildlife', terms)).body).toMatchObject({ query: 'CITES^3 OR braconn*^2', threshold: 3 })
    expect((await put('terrorism', pack)).status).toBe(201)
    for (const [id, entry] of Object.entries({ wildlife: terms, terrorism: pack })) {
      const { body } = await ask('GET', `/topics/${id}`)
      expect(body.entry).toEqual(entry)
      expect((await put(id, body.entry)).body.entry).toEqual(entry)
    }
  })

  test('is heard of by the channels it names, by the page too, until it names them no more', async () => {
    const made = await put('strikes', { ...STRIKES, channels: ['night', 'night'] })
    expect(made.body).toMatchObject({ channels: ['night'], entry: { channels: ['night'] } })
    expect(made.body.next).not.toContain('Nobody')
    const page = async () => parsed(await (await app.request('/channels')).text()).text
    expect((await page()).match(/Strikes at ports/g)).toHaveLength(1)
    await put('strikes', STRIKES)
    expect(await page()).not.toContain('Strikes at ports')
    expect((await ask('GET', '/topics/fraud')).body.channels).toEqual(['desk', 'night'])
  })

  test('of the file is the file’s: the answer says what to write there', async () => {
    const version = (await table.store.configs.pointer())?.version
    const said = { query: 'fraud', channels: ['desk'] }
    const { status, type, body } = await put('fraud', said)
    expect([status, type]).toEqual([409, 'application/problem+json'])
    expect(body).toMatchObject({ yaml: 'topics:\n  - id: fraud\n    query: fraud\n' })
    expect(readConfigText(body.yaml).ok).toBe(true)
    expect(await ask('DELETE', '/topics/fraud')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('take it out there') },
    })
    expect((await table.store.configs.pointer())?.version).toBe(version)
  })

  test('written in YAML is read too', async () => {
    expect((await put('strikes', 'query: strike NEAR/5 port\nchannels: [desk]')).status).toBe(201)
  })

  test('put again as it was changes nothing', async () => {
    await put('strikes', STRIKES)
    const before = await table.store.configs.pointer()
    expect((await put('strikes', STRIKES)).status).toBe(200)
    expect(await table.store.configs.pointer()).toEqual(before)
  })
})

describe('what a file could not say is refused, and nothing has changed', () => {
  const wrong = (query: unknown) => ({ query })
  test.each<[string, string, unknown, object]>([
    ['no query', 'x', {}, { field: 'query', message: '`query` is missing' }],
    ['a misspelt key', 'x', { querry: 'a' }, { field: 'querry', remedy: 'did you mean `query`?' }],
    [
      'misspelt channels',
      'x',
      { query: 'a', chanels: ['desk'] },
      { field: 'chanels', remedy: 'did you mean `channels`?' },
    ],
    [
      'a misspelt key of a rule',
      'x',
      { query: 'a', raise: [{ channel: 1 }] },
      { field: 'raise[0].channel', remedy: expect.not.stringContaining('channels') },
    ],
    ['a broken query', 'x', '{"query": "(strike OR"}', { field: 'query', line: 1, column: 20 }],
    ['an example that fails', 'x', { query: 'port', examples: { match: ['ship'] } }, { field: 'examples.match[0]' }],
    ['an unreachable threshold', 'x', { query: 'port', threshold: 2 }, { field: 'threshold' }],
    ['an unknown pack', 'teror', { pack: 'teror' }, { field: 'pack' }],
    [
      'an unknown channel',
      'x',
      { query: 'a', channels: ['dsk'] },
      { field: 'channels[0]', remedy: 'did you mean `desk`?' },
    ],
    ['channels that are no list', 'x', { query: 'a', channels: 'desk' }, { field: 'channels' }],
    ['channels that are no texts', 'x', { query: 'a', channels: [{ id: 'desk' }] }, { field: 'channels[0]' }],
    [
      'an address that is no id',
      'Port_Strikes',
      { query: 'a' },
      { field: 'id', remedy: expect.stringContaining('port-strikes') },
    ],
    ['another id than the address', 'x', { id: 'y', query: 'a' }, { field: 'id', remedy: 'send it to /api/topics/y' }],
    [
      'a pack at another address',
      'x',
      { pack: 'terrorism' },
      { field: 'pack', remedy: 'send it to /api/topics/terrorism' },
    ],
    ['a number for a query', 'x', wrong(5), { field: 'query' }],
    ['a key twice', 'x', '{"query": "a", "query": "b"}', { message: 'this key is here twice', column: 16 }],
    ['a key of objects', 'x', '{"query": "a", "__proto__": {"pack": "terrorism"}}', { field: '__proto__' }],
    ['the constructor', 'constructor', { pack: 'constructor' }, { field: 'pack' }],
    ['a deep one', 'x', `{"query": ${'['.repeat(90_000)}`, { field: '' }],
    ['a deep query', 'x', wrong('('.repeat(90_000)), { field: 'query' }],
    ['half of one', 'x', '{"query": "a', { line: 1 }],
    ['nothing', 'x', '', { message: 'this is no topic' }],
    ['null', 'x', ' null\n', { message: 'this is no topic' }],
    ['a comment', 'x', '\ufeff# a: b\n', { message: 'this is no topic' }],
    ['a list', 'x', '[]', { message: 'this is no topic' }],
    ['a form', 'x', 'query=a', { field: '' }],
    ['bytes', 'x', '\u0000\u0001', { field: '' }],
  ])('%s', async (_, id, body, problem) => {
    const before = await table.store.configs.pointer()
    const answer = await put(id, body)
    expect([answer.status, answer.type]).toEqual([422, 'application/problem+json'])
    expect(answer.body.errors).toContainEqual(expect.objectContaining(problem))
    for (const { field, message, remedy } of answer.body.errors)
      expect([typeof field, typeof message, typeof remedy]).toEqual(['string', 'string', 'string'])
    expect(await table.store.configs.pointer()).toEqual(before)
  })

  test.each(['PUT', 'DELETE'])('a parameter of %s, which would go unheard', async method => {
    await put('strikes', STRIKES)
    const answer = await ask(method, '/topics/strikes?channels=desk', method === 'PUT' ? STRIKES : undefined)
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('"channels"') } })
  })

  test('thousands of examples that fail, soon', async () => {
    const match = Array.from({ length: 8_000 }, (_, n) => `Headline ${n}`)
    const from = performance.now()
    const { status, body } = await put('terrorism', { pack: 'terrorism', examples: { match } })
    expect([status, body.errors.length]).toEqual([422, 50])
    expect(performance.now() - from).toBeLessThan(10_000) // explained each, it is minutes
  })

  test('ten megabytes', async () => {
    const body = JSON.stringify({ query: 'a'.repeat(10_000_000) })
    expect(await put('x', body)).toMatchObject({ status: 413, type: 'application/problem+json' })
    const stream = new Blob([body]).stream() // of a length that nobody says
    const request = new Request('http://here/api/topics/x', { method: 'PUT', body: stream, duplex: 'half' })
    expect((await app.request(request)).status).toBe(413)
  })

  test('another site’s page', async () => {
    const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' }
    expect((await ask('PUT', '/topics/x', STRIKES, headers)).status).toBe(403)
  })

  test('before a file was ever applied', async () => {
    const empty = await startTestTable()
    const { store } = empty
    const current = openCurrent(store)
    const audience = openAudience({ store, current, send: async () => undefined, ...ENDS })
    const bare = site({ store, current, now, audience, packs, assets: { style: '' } })
    const answer = await bare.request('/api/topics/x', { method: 'PUT', body: JSON.stringify(STRIKES) })
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('apply a file first')])
    await empty.close()
  })
})

describe('of several at once', () => {
  test('none is lost', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `t${n + 10}`)
    const wrong = put('x', '{')
    const many = await Promise.all(names.map(name => put(name, { query: name })))
    expect([...new Set(many.map(({ status }) => status)), (await wrong).status]).toEqual([201, 422])
    expect(await ids()).toEqual(['fraud', ...names])
  })

  test('none is lost among several programs', async () => {
    const edit = (id: string) => putTopic(id, `{"query": "${id}"}`, { store: table.store, packs, now })
    const many = await Promise.all(['a', 'b', 'c', 'd'].map(edit))
    expect(many.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'done'])
    expect((await ids()).toSorted()).toEqual(['a', 'b', 'c', 'd', 'fraud'])
  })

  test('one that keeps losing is told so', async () => {
    const { flip } = table.store.configs
    table.store.configs.flip = async () => null
    expect(await put('x', STRIKES)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('do it again') },
    })
    table.store.configs.flip = flip
    expect((await put('x', STRIKES)).status).toBe(201) // whoever comes after does not suffer for it
  })
})
