import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reconcile } from '../../functions/reconcile.ts'
import { openAudience } from '../../shared/audience/audience.ts'
import { mailCarrier } from '../../shared/audience/mail.ts'
import { site } from '../../web/site.tsx'
import { aSubscriber } from '../people.ts'
import { NOW, openDesk, parsed } from '../web/desk.ts'
import { startMailbox } from './mailbox.ts'

const SITE = 'http://127.0.0.1:8080'

let desk: Awaited<ReturnType<typeof openDesk>>
let mailbox: Awaited<ReturnType<typeof startMailbox>>
let time: number
let hasServer: boolean
beforeEach(async () => {
  desk = await openDesk()
  mailbox = await startMailbox()
  time = NOW.getTime()
  hasServer = true
})
afterEach(async () => {
  await mailbox.close()
  await desk.close()
})

const now = () => new Date(time)
const carrier = () =>
  mailCarrier({ post: () => (hasServer ? mailbox.post : null), secret: 'secret', site: () => SITE, now })
const people = () => openAudience({ ...desk.deps, carrier: carrier(), send: async () => undefined, now })
const app = () => site({ ...desk.deps, audience: people(), now })
const stateOf = async (address: string) => (await desk.store.people.get('desk', address))?.state
const press = (link: string, act: 'join' | 'leave') =>
  app().request(link, { method: 'POST', body: new URLSearchParams({ act }) })
/** What a link shows. */
const shown = async (link: string) => parsed(await (await app().request(link)).text())
const buttons = async (link: string) =>
  (await shown(link)).elements.filter(({ name }) => name === 'button').map(({ attributes }) => attributes['value'])
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: Error & { status?: number }) => `${error.status} ${error.message}`,
  )

describe('double opt-in', () => {
  test('mails a link to that address alone, and nothing is sent there until its button is pressed', async () => {
    const { subscriber, next } = await people().subscribe('desk', { email: 'ann@example.org' })
    expect([subscriber.state, next]).toEqual(['pending', expect.stringMatching(/ann@example\.org is mailed a link/)])
    expect(mailbox.received.map(({ to }) => to)).toEqual(['ann@example.org'])
    const mail = await simpleParser(mailbox.received[0]?.source ?? '')
    expect([mail.subject, mail.headers.get('auto-submitted')]).toEqual([
      'Do you want news alerts of desk?',
      'auto-generated',
    ])
    expect(mail.text).toContain('If you do nothing, you are told nothing.')
  })

  test('GET shows who and what, however often a scanner follows it; POST acts', async () => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    const link = await mailbox.link()
    for (let n = 0; n < 3; n++)
      expect((await shown(link)).text).toContain('ann@example.org is not told by the channel desk')
    expect((await app().request(link, { method: 'HEAD' })).status).toBe(200)
    expect(await stateOf('ann@example.org')).toBe('pending')
    const pressed = await press(link, 'join')
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, new URL(link).pathname])
    expect(await stateOf('ann@example.org')).toBe('confirmed')
    expect((await shown(link)).text).toContain('ann@example.org is told by the channel desk')
    expect(await buttons(link)).toEqual([])
  })

  test("another site's page cannot press it", async () => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    const headers = { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app().request(await mailbox.link(), { method: 'POST', headers, body: 'act=join' })
    expect([answer.status, await stateOf('ann@example.org')]).toEqual([403, 'pending'])
  })

  test('the link may be pasted instead', async () => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    expect(await people().confirm(await mailbox.link())).toMatchObject({
      address: 'ann@example.org',
      state: 'confirmed',
    })
  })

  test('after two days the link has expired; asked again, there is a new one', async () => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    const link = await mailbox.link()
    time += 2 * 86_400_000
    expect((await app().request(link)).status).toBe(422)
    expect((await shown(link)).text).toContain('This link has expired')
    expect((await press(link, 'join')).status).toBe(422)
    expect(await refusal(people().confirm(link))).toMatch(/^422 The link has expired/)
    expect(await people().subscribe('desk', { email: 'ann@example.org' })).toMatchObject({ isNew: false })
    await press(await mailbox.link(), 'join')
    expect(await stateOf('ann@example.org')).toBe('confirmed')
  })

  test.each([
    ['one letter changed', (link: string) => link.replace(/.$/, last => (last === 'A' ? 'B' : 'A'))],
    ['words of nobody', () => `${SITE}/link/x.y.z`],
  ])('a forged link is not followed: %s', async (_, forge) => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    const forged = forge(await mailbox.link())
    expect((await press(forged, 'join')).status).toBe(404)
    expect(await refusal(people().confirm(forged))).toMatch(/^422 This is not a link that was mailed from here/)
    expect(await stateOf('ann@example.org')).toBe('pending')
  })

  test('a link of a page elsewhere is not ours, whatever it ends in', async () => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    const elsewhere = (await mailbox.link()).replace(SITE, 'https://evil.example')
    expect(await refusal(people().confirm(elsewhere))).toMatch(/^422 This is not a link that was mailed from here/)
  })

  test('whoever was unsubscribed meanwhile is not brought back by the link', async () => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    await people().unsubscribe('desk', 'ann@example.org')
    expect((await press(await mailbox.link(), 'join')).status).toBe(422)
    expect(await stateOf('ann@example.org')).toBeUndefined()
  })

  test('an address that the mail server refuses is refused, and nothing has changed', async () => {
    const reason = await refusal(people().subscribe('desk', { email: 'nobody@example.org' }))
    expect(reason).toMatch(/^422 The mail server did not take it: .*550/)
    expect(await desk.store.people.registry()).toEqual([])
  })

  test('without a mail server the link is given to whoever asked', async () => {
    hasServer = false
    const { next } = await people().subscribe('desk', { email: 'ann@example.org' })
    await press(/http\S+/.exec(next)?.[0] ?? '', 'join')
    expect(await stateOf('ann@example.org')).toBe('confirmed')
  })
})

describe('to leave', () => {
  const leave = (email: string) =>
    app().request('/leave/desk', { method: 'POST', body: new URLSearchParams({ email }) })

  beforeEach(() => desk.store.people.add(aSubscriber()))

  test('one asks for a link, and nobody learns from the answer who is on the channel', async () => {
    expect((await shown('/leave/desk')).elements.some(({ name }) => name === 'form')).toBe(true)
    const answers = [await leave('ann@example.org'), await leave('eve@example.org'), await leave('no address')]
    expect(new Set(await Promise.all(answers.map(answer => answer.text()))).size).toBe(1)
    expect(mailbox.received.map(({ to }) => to)).toEqual(['ann@example.org'])
    expect(await stateOf('ann@example.org')).toBe('confirmed')
  })

  test('GET shows, POST acts; who left is never asked or mailed again, and may come back by that link', async () => {
    await leave('ann@example.org')
    const link = await mailbox.link()
    expect(await buttons(link)).toEqual(['leave'])
    expect(await stateOf('ann@example.org')).toBe('confirmed')
    await press(link, 'leave')
    expect(await stateOf('ann@example.org')).toBe('left')
    expect(await refusal(people().subscribe('desk', { email: 'ann@example.org' }))).toMatch(
      /^409 .*come back by the link/,
    )
    await leave('ann@example.org')
    expect(mailbox.received).toHaveLength(1)
    expect(await buttons(link)).toEqual(['join'])
    await press(link, 'join')
    expect(await stateOf('ann@example.org')).toBe('confirmed')
  })

  test('who left is not brought back by an old link to join', async () => {
    await people().subscribe('desk', { email: 'ben@example.org' })
    const join = await mailbox.link()
    await press(join, 'join')
    await leave('ben@example.org')
    await press(await mailbox.link(), 'leave')
    expect([(await press(join, 'join')).status, await buttons(join)]).toEqual([409, []])
    expect(await refusal(people().confirm(join))).toMatch(/^409/)
    expect(await stateOf('ben@example.org')).toBe('left')
  })

  test('a link to join is none to leave by', async () => {
    await people().subscribe('desk', { email: 'ben@example.org' })
    expect((await press(await mailbox.link(), 'leave')).status).toBe(422)
    expect(await stateOf('ben@example.org')).toBe('pending')
  })
})

test('the table is the truth: hourly, only what was never answered lapses', async () => {
  const since = new Date(NOW.getTime() - 4 * 86_400_000).toISOString()
  await desk.store.people.add(aSubscriber({ since }))
  await desk.store.people.add(aSubscriber({ since, address: 'ben@example.org', state: 'pending' }))
  await people().subscribe('desk', { email: 'new@example.org' })
  await reconcile({ store: desk.store, current: desk.deps.current, carrier: carrier(), now, log: () => undefined })
  expect(await Promise.all(['ann', 'ben', 'new'].map(name => stateOf(`${name}@example.org`)))).toEqual([
    ...['confirmed', 'lapsed', 'pending'],
  ])
})
