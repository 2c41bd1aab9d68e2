import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NotSent } from '../../shared/alert/sender.ts'
import { openAudience } from '../../shared/audience/audience.ts'
import { snsCarrier } from '../../shared/audience/sns.ts'
import { site } from '../../web/site.tsx'
import { arnOf, startSns } from '../audience/sns.ts'
import { aLaptop, aSubscriber } from '../people.ts'
import { NOW, openDesk, parsed } from './desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const asked = async (method: string, path: string, body?: unknown) => {
  const said = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await desk.app.request(path, { method, ...said })
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() }
}
const PEOPLE = '/api/channels/desk/subscribers'

describe('the API', () => {
  test('subscribes once, lists with addresses, and unsubscribes', async () => {
    const first = await asked('POST', PEOPLE, { sms: '+33639980012' })
    const subscriber = { address: '+33639980012', state: 'confirmed', origin: 'api', channel: 'desk', protocol: 'sms' }
    expect(first).toMatchObject({ status: 201, body: { subscriber, next: expect.any(String) } })
    expect(await asked('POST', PEOPLE, { sms: '+33639980012' })).toMatchObject({ status: 200, body: { subscriber } })
    expect(await asked('GET', PEOPLE)).toMatchObject({ status: 200, body: { subscribers: [subscriber] } })
    expect((await asked('DELETE', `${PEOPLE}/%2B33639980012`)).status).toBe(200)
    expect((await asked('GET', PEOPLE)).body).toEqual({ subscribers: [] })
  })

  test.each([
    ['POST', '/api/channels/none/subscribers', { email: 'a@example.org' }, 404, 'There is no channel none.'],
    ['GET', '/api/channels/none/subscribers', undefined, 404, 'There is no channel none.'],
    ['POST', PEOPLE, { email: 'a b@example.org' }, 422, 'is not an e-mail address'],
    ['POST', PEOPLE, { sms: '+4915112345678' }, 422, 'is a number of DE, which is not allowed'],
    ['POST', PEOPLE, { email: 'a@example.org', sms: '+33639980012' }, 400, 'The body must be JSON like'],
    ['POST', PEOPLE, 'words', 400, 'The body must be JSON like'],
    ['POST', '/api/confirm', {}, 400, 'The body must be JSON like {"link"'],
    ['POST', '/api/confirm', { link: 'https://evil.example/' }, 422, 'not a link that was mailed from here'],
    ['POST', '/api/channels/none/test', undefined, 404, 'There is no channel none.'],
    ['DELETE', `${PEOPLE}/eve@example.org`, undefined, 404, 'is not on the channel desk'],
    ['DELETE', `${PEOPLE}/ann@example.org`, undefined, 409, 'subscribers: { email: [ann@example.org] }'],
    ['DELETE', `${PEOPLE}/left@example.org`, undefined, 409, 'has left'],
    ['POST', PEOPLE, { email: 'LEFT@example.org' }, 409, 'nobody who left is asked again'],
  ])('%s %s %j answers %i, and nothing has changed', async (method, path, body, status, detail) => {
    await desk.store.people.add(aSubscriber())
    await desk.store.people.add(aSubscriber({ address: 'left@example.org', origin: 'api', state: 'left' }))
    const before = await desk.store.people.registry()
    const answer = await asked(method, path, body)
    const problem = { status, detail: expect.stringContaining(detail) }
    expect(answer).toMatchObject({ status, type: 'application/problem+json', body: problem })
    expect(await desk.store.people.registry()).toEqual(before)
  })

  test('tests a channel, and says of every route what became of it', async () => {
    await desk.store.people.add(aSubscriber())
    const send = () => Promise.reject(new NotSent('the line is dead'))
    const audience = openAudience({ ...desk.deps, ...aLaptop(() => NOW), send })
    const answer = await site({ ...desk.deps, audience }).request('/api/channels/desk/test', { method: 'POST' })
    expect(await answer.json()).toEqual({
      tested: [
        { route: 'mail', sent: false, remark: 'Not sent: the line is dead' },
        { route: 'sms', sent: false, remark: 'Not sent: nobody has confirmed' },
      ],
    })
  })
})

test('where Amazon SNS keeps the list it is said what its links do, and no page of ours is for leaving', async () => {
  const sns = await startSns()
  const carrier = snsCarrier({
    client: sns.client,
    arnOf,
    undelivered: 'arn:aws:sqs:eu-west-1:123456789012:undelivered',
  })
  const audience = openAudience({ ...desk.deps, carrier, send: async () => undefined })
  const app = site({ ...desk.deps, audience })
  const { text } = parsed(await (await app.request('/channels/desk')).text())
  expect(text).toMatch(/opening them is enough: a mail scanner that follows links can confirm an address, or end it/)
  expect(text).toMatch(/that confirms it signed, and no link can end it any more/)
  for (const path of ['/leave/desk', '/link/x.y.z']) expect((await app.request(path)).status).toBe(404)
  expect((await app.request('/leave/desk', { method: 'POST', body: new URLSearchParams() })).status).toBe(404)
  await sns.close()
})

describe('the page of a channel', () => {
  const page = async (headers = {}) => parsed(await (await desk.app.request('/channels/desk', { headers })).text())
  const send = (form: string, fields: Record<string, string>) =>
    desk.app.request(`/channels/desk/${form}`, { method: 'POST', body: new URLSearchParams(fields) })
  const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''

  test('shows every address and how it stands; only who is not of the file can be unsubscribed', async () => {
    await desk.store.people.add(aSubscriber())
    for (const state of ['pending', 'lapsed', 'left'] as const)
      await desk.store.people.add(aSubscriber({ address: `${state}@example.org`, origin: 'api', state }))
    const { text, elements } = await page()
    expect(text).toMatch(/ann@example\.org email Is told .* in the file/)
    for (const words of [
      'has not agreed yet',
      'never agreed or called off; is not told',
      'Has left; is not told, never asked again',
    ])
      expect(text).toContain(words)
    const named = elements.filter(({ name, attributes }) => name === 'button' && attributes['aria-label'])
    expect(named).toHaveLength(2)
  })

  test('says in red that nobody has confirmed, here and in the list', async () => {
    await desk.store.people.add(aSubscriber({ state: 'pending' }))
    for (const path of ['/channels', '/channels/desk'])
      expect(await desk.get(path)).toContain(
        '<p class="bad">Nobody has confirmed: what is sent here reaches no one.</p>',
      )
  })

  test('each form does its thing and shows the page again, which says once what came of it', async () => {
    const done = await send('subscribe', { sms: ' +33639980012 ' })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/channels/desk'])
    const seen = await desk.app.request('/channels/desk', { headers: { cookie: cookieOf(done) } })
    expect(parsed(await seen.text()).text).toContain('The inbox shows what +33639980012 would be told')
    expect(seen.headers.get('set-cookie')).toContain('Max-Age=0')
    const tested = await send('test', {})
    expect((await page({ cookie: cookieOf(tested) })).text).toContain(
      'mail: Not sent: nobody has confirmed. sms: Handed over.',
    )
    await send('unsubscribe', { address: '+33639980012' })
    expect(await desk.store.people.registry()).toEqual([])
  })

  test('a test that reached nobody is said in red', async () => {
    const cookie = cookieOf(await send('test', {}))
    const html = await (await desk.app.request('/channels/desk', { headers: { cookie } })).text()
    expect(html).toContain('<p class="bad" role="status" dir="auto">mail: Not sent: nobody has confirmed.')
  })

  test.each([
    ['email', `${'a'.repeat(79)}😀`], // cut in the middle of a letter
    ['email', '中'.repeat(2_000)], // three times as long in a cookie
  ])('what is refused is said there, however it was written: %s', async (name, text) => {
    const refused = await send('subscribe', { [name]: text })
    expect([refused.status, (refused.headers.get('set-cookie') ?? '').length < 4_096]).toEqual([303, true])
    expect((await page({ cookie: cookieOf(refused) })).text).toContain('is not an e-mail address')
  })

  test('a long address that is not there is said as far as a cookie holds it', async () => {
    const refused = await send('unsubscribe', { address: '中'.repeat(1_500) })
    expect([refused.status, (refused.headers.get('set-cookie') ?? '').length < 4_096]).toEqual([303, true])
  })

  test('what is refused is said there, in red', async () => {
    const refused = await send('confirm', { link: 'https://evil.example/<b>' })
    const cookie = cookieOf(refused)
    const html = await (await desk.app.request('/channels/desk', { headers: { cookie } })).text()
    expect(html).toContain('<p class="bad" role="status" dir="auto">This is not a link that was mailed from here.')
  })

  test('a link cannot have the page say anything, nor another site press its buttons', async () => {
    expect(
      (await page({ cookie: 'outcome=nonsense' })).elements.some(({ attributes }) => attributes['role'] === 'status'),
    ).toBe(false)
    const headers = { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await desk.app.request('/channels/desk/test', { method: 'POST', headers, body: '' })
    expect(answer.status).toBe(403)
  })

  test('there is none of a channel that is not there', async () => {
    expect((await desk.app.request('/channels/none')).status).toBe(404)
  })
})
