import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { handler } from '../../functions/lambda/authorize.ts'
import { TABLE_NAME } from '../../local/table.ts'
import { COOKIE, cookieOf, hashOf } from '../../web/credentials.ts'
import { startTestTable } from '../world.ts'

const TOKEN = 'a-token-that-nobody-guesses'

let table: Awaited<ReturnType<typeof startTestTable>>
beforeAll(async () => {
  table = await startTestTable()
  const endpoint = await table.client.config.endpoint?.()
  vi.stubEnv('TABLE', TABLE_NAME)
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://${endpoint?.hostname}:${endpoint?.port}`)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await table.close()
})
beforeEach(() => table.store.access.set(hashOf(TOKEN)))

/** An authorizer's event, payload 2.0 (API Gateway Developer Guide, "Lambda authorizers for HTTP APIs"). */
const event = (headers: Record<string, string>, cookies?: string[], rawPath = '/api/matches') => ({
  ...{ version: '2.0' as const, type: 'REQUEST' as const, routeArn: 'arn', identitySource: [], routeKey: '$default' },
  ...{ rawPath, rawQueryString: '', headers, ...(cookies && { cookies }) },
})
const verdict = async (...asked: Parameters<typeof event>) => (await handler(event(...asked))).context.reader

const TOKENS: readonly [string, Record<string, string>, 'yes' | 'no'][] = [
  ['the one that counts', { authorization: `Bearer ${TOKEN}` }, 'yes'],
  ['spelt otherwise', { authorization: `bearer   ${TOKEN}` }, 'yes'], // RFC 9110, section 11.1: schemes have no case
  ['another', { authorization: 'Bearer another' }, 'no'],
  ['its hash', { authorization: `Bearer ${hashOf(TOKEN)}` }, 'no'],
  ['nearly', { authorization: `Bearer ${TOKEN}x` }, 'no'],
  ['twice', { authorization: `Bearer ${TOKEN},Bearer ${TOKEN}` }, 'no'],
  ['in another scheme', { authorization: `Basic ${TOKEN}` }, 'no'],
  ['of nothing', { authorization: 'Bearer ' }, 'no'],
  ['of spaces', { authorization: `Bearer ${' '.repeat(8_000)}` }, 'no'],
  ['that is endless', { authorization: `Bearer ${'x'.repeat(100_000)}` }, 'no'],
  ['of strange letters', { authorization: 'Bearer \u0000\uffff' }, 'no'],
  ['in another header', { 'x-authorization': `Bearer ${TOKEN}`, 'x-reader': 'yes' }, 'no'],
]

test.each(TOKENS)('a token, %s: %s', async (_, headers, reader) => {
  expect(await verdict(headers)).toBe(reader)
})

describe('a cookie', () => {
  const now = Date.now()
  const good = () => cookieOf(hashOf(TOKEN), new Date(now))
  const long = 31 * 86_400_000
  const COOKIES: readonly [string, readonly string[], 'yes' | 'no'][] = [
    ['that was given', [`${COOKIE}=${good()}`], 'yes'],
    ['among others', ['a=1', '', `${COOKIE}=${good()}`, 'b'], 'yes'],
    ['that has expired', [`${COOKIE}=${cookieOf(hashOf(TOKEN), new Date(now - long))}`], 'no'],
    ['given for another token', [`${COOKIE}=${cookieOf(hashOf('another'), new Date(now))}`], 'no'],
    ['of another name', [`news-alerts=${good()}`], 'no'],
    ['that is the token', [`${COOKIE}=${TOKEN}`], 'no'],
    ['that was cut', [`${COOKIE}=${good().slice(0, -1)}`], 'no'],
    ['with a broken escape', [`${COOKIE}=%E0%A4%A`], 'no'],
    ['of a thousand parts', [`${COOKIE}=${'a.'.repeat(1_000)}`], 'no'],
    ['with a prototype for a name', ['__proto__=x', `constructor=y`], 'no'],
  ]

  test.each(COOKIES)('%s', async (_, cookies, reader) => {
    expect(await verdict({}, [...cookies])).toBe(reader)
    expect(await verdict({ cookie: cookies.join('; ') })).toBe(reader)
  })

  test('opens beside a token that does not count', async () => {
    expect(await verdict({ authorization: 'Bearer x' }, [`${COOKIE}=${good()}`])).toBe('yes')
  })

  test('and the token end with the next token', async () => {
    const before = good()
    await table.store.access.set(hashOf('the-next'))
    expect(await verdict({ authorization: `Bearer ${TOKEN}` })).toBe('no')
    expect(await verdict({}, [`${COOKIE}=${before}`])).toBe('no')
    expect(await verdict({ authorization: 'Bearer the-next' })).toBe('yes')
  })
})

test('everybody passes, for the site words the answer', async () => {
  expect(await handler(event({}))).toEqual({ isAuthorized: true, context: { reader: 'no' } })
})

test('an event with nothing in it is a no', async () => {
  expect((await handler({ rawPath: '/' })).context.reader).toBe('no')
})

describe('without the table', () => {
  test.each(['/health', '/style.css', '/sign-in', '/link/x'])('%s passes all the same', async path => {
    vi.stubEnv('TABLE', 'none')
    vi.resetModules()
    const { handler } = await import('../../functions/lambda/authorize.ts')
    const asked = event({ authorization: `Bearer ${TOKEN}` }, undefined, path)
    expect(await handler(asked)).toEqual({ isAuthorized: true, context: { reader: 'no' } })
    await expect(handler({ ...asked, rawPath: '/matches' })).rejects.toThrow()
  })

  test('who shows nothing is told no', async () => {
    vi.stubEnv('TABLE', 'none')
    vi.resetModules()
    const { handler } = await import('../../functions/lambda/authorize.ts')
    expect((await handler(event({}))).context.reader).toBe('no')
  })
})
