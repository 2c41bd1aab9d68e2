import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sign } from '../../shared/audience/signed.ts'
import { closed } from '../../web/closed.ts'
import { COOKIE, cookieOf, hashOf, isCookie, isToken, SIGNED_IN_SECONDS } from '../../web/credentials.ts'
import { isPublic, PUBLIC } from '../../web/public.ts'
import { localPath } from '../../web/sign-in.tsx'
import { NOW, openDesk, parsed } from './desk.ts'

const TOKEN = 'a-token-that-nobody-guesses'
const SITE = 'https://alerts.example'

let desk: Awaited<ReturnType<typeof openDesk>>
let failures: unknown[]
beforeEach(async () => {
  desk = await openDesk()
  failures = []
  await desk.store.access.set(hashOf(TOKEN))
})
afterEach(() => desk.close())

/** The closed site, for somebody of whom this has been judged. */
const siteFor = (reader: unknown) =>
  closed(
    desk.deps,
    () => reader,
    error => failures.push(error),
  )
const ask = async (reader: unknown, path: string, init: RequestInit = {}) => siteFor(reader).request(SITE + path, init)

const form = (said: Record<string, string>, headers: Record<string, string> = { origin: SITE }) => ({
  method: 'POST',
  headers,
  body: new URLSearchParams(said),
})

/** Every route there is, with something in place of each parameter. */
const routes = async () => {
  const listed = siteFor('no').routes.filter(({ method, path }) => method !== 'ALL' && path !== '/*' && path !== '*')
  return listed.map(({ method, path }) => ({ method, path: path.replace(/:\w+(\{[^}]*\})?/g, 'x') }))
}

describe('whoever has not shown the token', () => {
  test.each([['no'], [undefined], [null], ['YES'], [true], [{}]])(
    '(verdict %j) is let into nothing but what is public',
    async reader => {
      const all = await routes()
      expect(all.length).toBeGreaterThan(20)
      for (const { method, path } of all) {
        const { status, headers } = await ask(reader, path, { method })
        const named = `${method} ${path}`
        if (isPublic(path)) expect([named, headers.get('www-authenticate')]).toEqual([named, null])
        else
          expect([named, status, headers.get('www-authenticate')]).toEqual([named, 401, 'Bearer realm="News Alerts"'])
      }
    },
  )

  test.each([
    ...['/', '/none', '/api', '/api/none', '/matches', '/inbox/desk/mail/1/mail.html', '/refresh.js', '/sign-out'],
    ...['/health/', '/healthy', '/style.css/x', '/sign-in/x', '/link', '/link/', '/leave', '/leave/', '/links/x'],
    ...[
      '//health',
      '/health%2f..',
      '/x/../matches',
      '/link/../matches',
      '/link/%2e%2e/matches',
      '/api/matches/../feeds',
    ],
    ...['/HEALTH', '/%68ealth/x', '/api/token'],
  ])('%s is closed, whatever is asked of it', async path => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])
      expect((await ask('no', path, { method })).status).toBe(401)
  })

  test('a program is told how to show it', async () => {
    const answer = await ask('no', '/api/matches?topic=fraud')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({
      status: 401,
      title: 'Not signed in',
      detail: expect.stringMatching(/Bearer/),
    })
  })

  test('a person is shown where to sign in, and then comes to where they wanted', async () => {
    const page = parsed(await (await ask('no', '/matches?topic=fraud&q="x')).text())
    const input = page.elements.find(({ attributes }) => attributes['name'] === 'next')
    expect(input?.attributes['value']).toBe('/matches?topic=fraud&q=%22x')
    const { status, headers } = await ask(
      'no',
      '/sign-in',
      form({ token: TOKEN, next: input?.attributes['value'] ?? '' }),
    )
    expect([status, headers.get('location')]).toEqual([303, '/matches?topic=fraud&q=%22x'])
  })

  test('what was to be done is not done by signing in', async () => {
    const page = parsed(await (await ask('no', '/channels', form({ email: 'a@example.org' }))).text())
    expect(page.elements.find(({ attributes }) => attributes['name'] === 'next')?.attributes['value']).toBe('/')
  })

  test('the page that refuses is guarded like every other, and kept by nobody', async () => {
    const { headers } = await ask('no', '/matches')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('health says whether feeds are read, and no more', async () => {
    expect(await (await ask('no', '/health')).json()).toEqual({ status: 'ok' })
  })
})

test.each(['yes', 'operator'])('%s is let in everywhere', async reader => {
  for (const { method, path } of await routes())
    if (path !== '/sign-in') expect((await ask(reader, path, { method })).status).not.toBe(401)
})

test('each public address is one that is there', async () => {
  const paths = (await routes()).map(({ path }) => path)
  for (const open of PUBLIC) expect(paths).toContainEqual(expect.stringMatching(`^${open.replace('*', '[^/]+')}`))
})

describe('signing in', () => {
  test('gives a cookie that only this host gets back, over TLS, and no script sees', async () => {
    const { headers } = await ask('no', '/sign-in', form({ token: ` ${TOKEN}\n` })) // as people paste it
    const [pair = '', ...attributes] = (headers.get('set-cookie') ?? '').split('; ')
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure'])
    expect(pair.startsWith(`${COOKIE}=`)).toBe(true)
    expect(isCookie(pair.slice(COOKIE.length + 1), hashOf(TOKEN), NOW)).toBe(true)
    expect(pair).not.toContain(hashOf(TOKEN))
  })

  test.each([[''], [`${TOKEN}.`], [hashOf(TOKEN)], ['x'.repeat(100_000)]])(
    'by anything else is refused: %.40j',
    async token => {
      const { status, headers } = await ask('no', '/sign-in', form({ token, next: '/matches' }))
      expect([status, headers.get('set-cookie')]).toEqual([401, null])
    },
  )

  test('is refused before there is a token', async () => {
    const bare = await openDesk()
    const app = closed(
      bare.deps,
      () => 'no',
      error => failures.push(error),
    )
    const { status } = await app.request(`${SITE}/sign-in`, form({ token: '' }))
    await bare.close()
    expect([status, failures]).toEqual([401, []])
  })

  test.each([
    ['not a form', 'application/json', '{"token":"x"}'],
    ['a form cut short', 'multipart/form-data; boundary=x', '--x\r\nContent-Disp'],
    [
      'a file for a token',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="token"; filename="a"\r\n\r\nx\r\n--x--\r\n',
    ],
    ['nothing', 'application/x-www-form-urlencoded', ''],
    ['a type of which there is none', 'multipart/form-data', '--'],
  ])('with %s is refused calmly', async (_, type, body) => {
    const headers = { 'content-type': type, origin: SITE }
    expect((await ask('no', '/sign-in', { method: 'POST', headers, body })).status).toBe(401)
    expect(failures).toEqual([])
  })

  test.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, 303], // our pages send no referrer, and browsers then no origin
    [{ origin: SITE }, 303],
    [{}, 303], // no browser: a program
  ])('from a page at %j answers %i', async (headers, status) => {
    expect((await ask('no', '/sign-in', form({ token: TOKEN }, headers))).status).toBe(status)
  })

  test('out takes the cookie back', async () => {
    const { status, headers } = await ask('yes', '/sign-out', form({}))
    expect([status, headers.get('location')]).toEqual([303, '/sign-in'])
    expect(headers.get('set-cookie')).toMatch(/^__Host-news-alerts=; Max-Age=0; Path=\/; HttpOnly; Secure/)
  })
})

test.each([
  ['/matches?topic=fraud', '/matches?topic=fraud'],
  ['/stories/s%2F1', '/stories/s%2F1'],
  [undefined, '/'],
  ['', '/'],
  ['matches', '/'],
  ['//evil.example', '/'],
  ['//evil.example/matches', '/'],
  ['///evil.example', '/'],
  ['/\\evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\n/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['/%2e//evil.example', '/'],
  ['https://evil.example', '/'],
  ['https:evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [' //evil.example', '/'],
  ['/@evil.example', '/@evil.example'], // a path all the same
  ['//', '/'],
  ['/x\r\nset-cookie: a=b', '/xset-cookie:%20a=b'],
  [`/${'x'.repeat(2_000)}`, '/'],
])('after signing in, %j leads to %j', (wanted, path) => {
  expect(localPath(wanted)).toBe(path)
})

describe('a cookie', () => {
  const hash = hashOf(TOKEN)
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
  const good = cookieOf(hash, NOW)
  const [expires = '', words = '', mac = ''] = good.split('.')

  test.each([
    ['as it was given', good, 0, true],
    ['in its last second', good, SIGNED_IN_SECONDS - 1, true],
    ['expired', good, SIGNED_IN_SECONDS, false],
    ['made to last', `${Number(expires) + 1}.${words}.${mac}`, 0, false],
    ['with other words', `${expires}.${Buffer.from('x').toString('base64url')}.${mac}`, 0, false],
    ['with another signature', `${expires}.${words}.${'A'.repeat(43)}`, 0, false],
    ['signed for something else', sign(hash, 'desk ann@example.org', at(1000)), 0, false],
    ['signed with another secret', sign('x', 'signed in', at(1000)), 0, false],
    ['of nothing', '', 0, false],
    ['of garbage', '.'.repeat(5_000), 0, false],
    ['twice as long', good + good, 0, false],
  ])('%s counts: %s', (_, value, seconds, counts) => {
    expect(isCookie(value, hash, at(seconds))).toBe(counts)
  })

  test('and the token end when another token counts', () => {
    const other = hashOf('another')
    expect([isToken(TOKEN, hash), isToken(TOKEN, other), isCookie(good, other, NOW)]).toEqual([true, false, false])
  })
})

describe('another token', () => {
  const put = (hash: unknown) => ({
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hash }),
  })

  test('is made to count by the operator', async () => {
    expect((await ask('operator', '/api/token', put(hashOf('new')))).status).toBe(200)
    expect(await desk.store.access.hash()).toBe(hashOf('new'))
  })

  test.each([
    ['yes', put(hashOf('new')), 403],
    ['no', put(hashOf('new')), 401],
    ['operator', put('short'), 400],
    ['operator', put(null), 400],
    ['operator', { method: 'PUT', body: 'no json' }, 400],
  ])('is not made by %s with %j', async (reader, init, status) => {
    const answer = await ask(reader, '/api/token', init)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
    expect(await desk.store.access.hash()).toBe(hashOf(TOKEN))
  })
})

test('a failure of ours is told to whoever runs it, and to nobody else', async () => {
  const broken = { ...desk.deps, current: () => Promise.reject(new Error('the table is away')) }
  const app = closed(
    broken,
    () => 'yes',
    error => failures.push(error),
  )
  const answer = await app.request(`${SITE}/matches`)
  expect([answer.status, (await answer.text()).includes('the table')]).toEqual([500, false])
  expect(failures).toEqual([new Error('the table is away')])
})

test.each([
  ['a page elsewhere sends a form', { origin: 'https://evil.example' }, 403],
  ['a page elsewhere sends it unseen', { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }, 403],
  ['a program sends nothing but the request', {}, 404],
])('what changes something is refused if %s: %j answers %i', async (_, headers, status) => {
  const [method, path] = ['POST', '/api/channels/none/test']
  expect((await ask('yes', path, { method, headers })).status).toBe(status)
  expect((await desk.app.request(SITE + path, { method, headers })).status).toBe(status) // on a laptop as well
})

test.each(['/sign-in', '/link/abc', '/leave/desk'])(
  'a stranger who posts garbage to %s is no failure of ours',
  async path => {
    const headers = { 'content-type': 'multipart/form-data' } // without the boundary that it must name
    const { status } = await ask('no', path, { method: 'POST', headers, body: 'x' })
    expect([status < 500, failures]).toEqual([true, []])
  },
)
