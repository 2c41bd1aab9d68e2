import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Context } from 'hono'
import { handle } from 'hono/aws-lambda'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Failure } from '../../cli/failure.ts'
import { ask, asking } from '../../cli/site.ts'
import { closed } from '../../web/closed.ts'
import { hashOf } from '../../web/credentials.ts'
import { aMatch, openDesk, WORDS } from '../web/desk.ts'
import { command } from './program.ts'
import { type Answer, outputs } from './stacks.ts'

vi.setConfig({ testTimeout: 60_000 })

const FUNCTION = 'news-alerts-api'
const refusedXml = (code: string, message: string, status = 400): Answer => [
  status,
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
]

let desk: Awaited<ReturnType<typeof openDesk>>
let stacks: Record<string, Answer>
let broken: Answer | null
let invoked: string[]
let lookedUp: number
let endpoint: string

/** CloudFormation and Lambda on loopback, as their wire is; behind Lambda the real site, closed as on AWS. */
const server = createServer(async (request, response) => {
  const body = await text(request)
  const [status, answer, headers] = await answerTo(request.url ?? '', body)
  response.writeHead(status, headers).end(answer)
})
const readerOf = (c: Context): unknown => c.env.requestContext.authorizer?.lambda?.reader

async function answerTo(url: string, body: string): Promise<Answer> {
  const form = new URLSearchParams(body)
  const none = refusedXml('ValidationError', `Stack with id ${form.get('StackName')} does not exist`)
  if (form.get('Action') === 'DescribeStacks') {
    lookedUp++
    return stacks[form.get('StackName') ?? ''] ?? none
  }
  invoked.push(url)
  if (broken) return broken
  const app = handle(closed(desk.deps, readerOf, error => console.error(error)))
  return [200, JSON.stringify(await app(JSON.parse(body)))]
}

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  desk = await openDesk()
  await desk.store.matches.keep(aMatch(WORDS))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await desk.close()
})

const AWS = () => ({
  ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-3', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' },
  ...{ AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/none', AWS_SHARED_CREDENTIALS_FILE: '/none' },
})
beforeEach(() => {
  for (const [name, value] of Object.entries(AWS())) vi.stubEnv(name, value)
  stacks = { alerts: outputs({ ApiFunction: FUNCTION, ApiUrl: 'https://api.example/' }), other: outputs({ Site: 'x' }) }
  broken = null
  invoked = []
  lookedUp = 0
})
afterEach(() => vi.unstubAllEnvs())

const refused = async (stack: string, path = '/api/matches') => {
  const failure = await ask({ stack }, 'GET', path).catch(error => error)
  if (!(failure instanceof Failure)) throw failure
  return [failure.exitCode, failure.message]
}

test('a command asks the function of a stack, as the operator', async () => {
  const { code, out, err } = await command(['matches', '--stack', 'alerts', '--topic', 'fraud'], undefined, AWS())
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/A cyber fraud ring falls\n {2}HIGH Cyber fraud: "cyber fraud"\n.*wire\.example/)
  expect(invoked).toEqual([`/2015-03-31/functions/${FUNCTION}/invocations`])
})

test('a command that asks several things looks the stack up once', async () => {
  const answers = await asking({ stack: 'alerts' }, async ask => [
    await ask('GET', '/api/matches'),
    await ask('GET', '/api/feeds'),
  ])
  expect(answers).toMatchObject([{ matches: [{ topic: 'fraud' }] }, { feeds: [] }])
  expect([lookedUp, invoked.length]).toEqual([1, 2])
})

test('token makes another token, prints it alone, and leaves only its hash on AWS', async () => {
  const { code, out, err } = await command(['token', '--stack', 'alerts'], undefined, AWS())
  expect(code).toBe(0)
  expect(out).toMatch(/^[\w-]{43}\n$/)
  expect(await desk.store.access.hash()).toBe(hashOf(out.trim()))
  expect(err).toContain('https://api.example/')
  expect(err).not.toContain(out.trim())
})

test('somebody is subscribed, listed and taken off', async () => {
  const path = '/api/channels/desk/subscribers'
  const asked = await ask({ stack: 'alerts' }, 'POST', path, { email: 'a+b@example.org' })
  expect(asked).toMatchObject({
    subscriber: { address: 'a+b@example.org', state: 'pending' },
    next: expect.any(String),
  })
  expect(await ask({ stack: 'alerts' }, 'GET', path)).toMatchObject({ subscribers: [{ address: 'a+b@example.org' }] })
  await ask({ stack: 'alerts' }, 'DELETE', `${path}/${encodeURIComponent('a+b@example.org')}`)
})

test('what the site refuses is said in its words, and is the fault of who asked', async () => {
  const detail = 'topic: there is no topic "nope" now; there are fraud.'
  expect(await refused('alerts', '/api/matches?topic=nope')).toEqual([2, detail])
})

test.each([
  ['no stack of this name', 'nope', /^There is no stack nope in eu-west-3\.$/],
  ['another stack', 'other', /^The stack other has no output ApiFunction/],
])('%s is said to be none of ours', async (_, stack, said) => {
  expect(await refused(stack)).toEqual([2, expect.stringMatching(said)])
  expect(invoked).toEqual([])
})

test.each([
  ['ExpiredToken', 'The security token included in the request is expired', 2, /have expired: sign in again/],
  ['InvalidClientTokenId', 'The security token included in the request is invalid', 2, /does not know these/],
  ['AccessDenied', 'User: x is not authorized to perform: y', 1, /^AWS did not do it: AccessDenied: User: x is not/],
])('%s is said to be what it is', async (code, message, exitCode, said) => {
  stacks['alerts'] = refusedXml(code, message, 403)
  expect(await refused('alerts')).toEqual([exitCode, expect.stringMatching(said)])
})

test.each([
  ['AWS_REGION', /^Which region\? Set AWS_REGION/],
  ['AWS_ACCESS_KEY_ID', /^No AWS credentials were found/],
])('without %s it is said what to set', async (name, said) => {
  vi.stubEnv(name, undefined)
  expect(await refused('alerts')).toEqual([2, expect.stringMatching(said)])
})

test.each<[string, Answer, RegExp]>([
  [
    'a function that fails',
    [
      200,
      '{"errorType":"Runtime.ImportModuleError","errorMessage":"no module"}',
      { 'x-amz-function-error': 'Unhandled' },
    ],
    /^news-alerts-api failed: Runtime\.ImportModuleError: no module \(its log: aws logs describe-log-groups --log-group-name-prefix alerts-ApiLog\)$/,
  ],
  [
    'a function that is gone',
    [404, '{"Message":"Function not found"}', { 'x-amzn-errortype': 'ResourceNotFoundException' }],
    /^AWS did not do it: ResourceNotFoundException: Function not found$/,
  ],
  [
    'a function too busy, and it is not asked twice',
    [429, '{"message":"Rate Exceeded."}', { 'x-amzn-errortype': 'TooManyRequestsException' }],
    /^AWS did not do it: TooManyRequestsException: Rate Exceeded\.$/,
  ],
])('%s is said to be', async (_, answer, said) => {
  broken = answer
  expect(await refused('alerts')).toEqual([1, expect.stringMatching(said)])
  expect(invoked).toHaveLength(1)
})
