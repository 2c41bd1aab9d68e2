import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { readConfigText } from '../../local/files.ts'
import { TABLE_NAME } from '../../local/table.ts'
import { apply } from '../../shared/config/apply.ts'
import { COOKIE, hashOf } from '../../web/credentials.ts'
import { aLaptop } from '../people.ts'
import { startTestTable } from '../world.ts'
import { deployed } from './deployed.ts'

const TOKEN = 'a-token-that-nobody-guesses'
const HOST = 'abc123.execute-api.eu-west-1.amazonaws.com'

const PACK = 'id: ports\nname: Ports\ndescription: Ports.\nseverity: low\nexamples: {}\nquery: port'

let table: Awaited<ReturnType<typeof startTestTable>>
let api: Awaited<ReturnType<typeof deployed>>
let lines: string[]

beforeAll(async () => {
  table = await startTestTable()
  const endpoint = await table.client.config.endpoint?.()
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://${endpoint?.hostname}:${endpoint?.port}`)
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'PREFIX', 'UNDELIVERED_ARN']) vi.stubEnv(name, 'x')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  vi.stubEnv('TABLE', TABLE_NAME)
  await table.store.access.set(hashOf(TOKEN))
  api = await deployed('api', { 'style.css': 'body { color: red }', 'packs.json': JSON.stringify([['ports', PACK]]) })
}, 30_000)
afterAll(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await api.remove()
})
beforeEach(() => {
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation(line => lines.push(String(line)) > 0)
})

interface Asked {
  readonly path: string
  readonly method?: string
  readonly reader?: unknown
  readonly headers?: Record<string, string>
  readonly more?: object
}

/** An HTTP API's event, payload 2.0 (API Gateway Developer Guide, "Lambda proxy integrations for HTTP APIs"). */
const event = ({ path, method = 'GET', reader, headers = {}, more = {} }: Asked) => ({
  ...{ version: '2.0', routeKey: '$default', rawPath: path, rawQueryString: '' },
  headers: { accept: '*/*', host: HOST, 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1', ...headers },
  requestContext: {
    ...{ accountId: '123456789012', apiId: 'abc123', domainName: HOST, domainPrefix: 'abc123', requestId: 'r' },
    ...{ routeKey: '$default', stage: '$default', time: '12/Mar/2026:19:03:58 +0000', timeEpoch: 1773342238000 },
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'agent' },
    ...(reader !== undefined && { authorizer: { lambda: { reader } } }),
  },
  isBase64Encoded: false,
  ...more,
})

const ask = async (asked: Asked) => (await api.call(event(asked))) as APIGatewayProxyStructuredResultV2

const form = (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true })
const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${HOST}` }

test.each([
  ['without a verdict', undefined, 401],
  ['judged no', 'no', 401],
  ['judged yes', 'yes', 200],
  ['let in by IAM', 'operator', 200],
  ['with a verdict that is none', { yes: 'yes' }, 401],
])('whoever is %s', async (_, reader, status) => {
  expect(await ask({ path: '/api/feeds', reader })).toMatchObject({ statusCode: status, isBase64Encoded: false })
})

test.each([
  ['a header', { headers: { 'x-reader': 'yes', reader: 'operator', authorization: `Bearer ${TOKEN}` } }],
  ['a query', { more: { rawQueryString: 'reader=yes', queryStringParameters: { reader: 'yes' } } }],
  ['a path', { more: { pathParameters: { reader: 'yes' }, stageVariables: { reader: 'yes' } } }],
  ['a body', { method: 'POST', more: { body: '{"requestContext":{"authorizer":{"lambda":{"reader":"yes"}}}}' } }],
])('nobody judges themselves by %s', async (_, asked) => {
  expect(await ask({ path: '/api/feeds', ...asked })).toMatchObject({ statusCode: 401 })
})

test('the style sheet stands beside the code', async () => {
  expect(await ask({ path: '/style.css' })).toMatchObject({ statusCode: 200, body: 'body { color: red }' })
})

test('a form arrives packed, and its cookie leaves by itself', async () => {
  const asked = {
    path: '/sign-in',
    method: 'POST',
    headers: FORM,
    more: form(`token=${TOKEN}&next=%2Fmatches%3Fq%3Dx`),
  }
  const { statusCode, headers, cookies } = await ask(asked)
  expect([statusCode, headers?.['location'], headers?.['set-cookie']]).toEqual([303, '/matches?q=x', undefined])
  expect(cookies).toEqual([
    expect.stringMatching(`^${COOKIE}=[^;]+; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax$`),
  ])
})

test('a form from another site is refused', async () => {
  const headers = { ...FORM, origin: 'https://evil.example' }
  const asked = { path: '/sign-in', method: 'POST', headers, more: form(`token=${TOKEN}`) }
  expect(await ask(asked)).toMatchObject({ statusCode: 403 })
})

test('cookies arrive apart from the headers', async () => {
  const { body } = await ask({ path: '/sign-in', more: { cookies: ['a=1', `${COOKIE}=x`] } })
  expect(body).toContain('action="/sign-out"')
})

test('what was asked is read as it was written', async () => {
  const { body } = await ask({ path: '/matches', more: { rawQueryString: 'topic=a%26b&q=%E6%B8%AF&q=2' } })
  expect(body).toContain('value="/matches?topic=a%26b&amp;q=%E6%B8%AF&amp;q=2"')
})

test.each([
  ['an unknown method', { method: 'TRACE' }],
  ['a body with GET', { more: { body: 'x' } }],
  ['no host', { more: { requestContext: { http: { method: 'GET', path: '/' } } } }],
  ['a path that is none', { path: '//\\\\:99999' }],
  ['a broken escape', { path: '/%E0%A4%A' }],
])('%s is answered, and lets nobody in', async (_, asked) => {
  vi.spyOn(console, 'error').mockReturnValue()
  const { statusCode } = await ask({ path: '/matches', ...asked })
  expect(statusCode).toBeGreaterThanOrEqual(400)
  expect(statusCode).toBeLessThan(500)
})

test('a topic arrives packed, and may start from a pack that stands beside the code', async () => {
  const read = readConfigText('topics: [{ id: fraud, query: fraud }]')
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  await apply(
    read.configuration,
    table.store,
    aLaptop(() => new Date()),
  )
  const asked = { path: '/api/topics/ports', method: 'PUT', more: form('{"pack": "ports", "or": "港口"}') }
  expect(await ask(asked)).toMatchObject({ statusCode: 401 })
  const { statusCode, body } = await ask({ ...asked, reader: 'yes' })
  expect([statusCode, JSON.parse(body ?? '')]).toMatchObject([201, { query: '(port) OR (港口)', origin: 'api' }])
  const unknown = { ...asked, path: '/api/topics/constructor', more: form('{"pack": "constructor"}') }
  expect(await ask({ ...unknown, reader: 'yes' })).toMatchObject({ statusCode: 422 })
})

test('a failure of ours is answered calmly, and its reason is in the log', async () => {
  await table.close()
  const answer = await ask({ path: '/api/feeds', reader: 'yes' })
  expect(answer).toMatchObject({ statusCode: 500, body: expect.not.stringContaining('ECONNREFUSED') })
  expect(lines.map(line => JSON.parse(line))).toEqual([
    { what: 'failed', work: 'answering', error: expect.stringContaining('ECONNREFUSED') },
  ])
})
