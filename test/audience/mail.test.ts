import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Happening } from '../../functions/log.ts'
import { reconcile } from '../../functions/reconcile.ts'
import { openAudience } from '../../shared/audience/audience.ts'
import { mailCarrier } from '../../shared/audience/mail.ts'
import { site } from '../../web/site.tsx'
import { aSubscriber } from '../people.ts'
import { NOW, openDesk, parsed } from '../web/desk.ts'
import { interpose } from '../world.ts'
import { startMailbox } from './mailbox.ts'

const SITE = 'http://127.0.0.1:8080'

let desk: Awaited<ReturnType<typeof openDesk>>
let mailbox: Awaited<ReturnType<typeof startMailbox>>
let time: number
let hasServer: boolean
let failures: string[]
beforeEach(async () => {
  desk = await openDesk()
  mailbox = await startMailbox()
  time = NOW.getTime()
  hasServer = true
  failures = []
})
afterEach(async () => {
  await mailbox.close()
  await desk.close()
})

const now = () => new Date(time)
const carrier = () =>
  mailCarrier({
    ...{ post: () => (hasServer ? mailbox.post : null), secret: 'secret', site: () => SITE, now },
    ...{ current: desk.deps.current, failed: (error: unknown) => void failures.push(String(error)) },
  })
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
      'Do you want news alerts of Fraud desk?',
      'auto-generated',
    ])
    for (const words of [
      'by the channel "Fraud desk" of News Alerts. It is about Cyber fraud.',
      'If it does not open on your machine, send the link to whoever runs the channel',
      `If you do nothing, you are told nothing. To leave later, open ${SITE}/leave/desk or`,
    ])
      expect(mail.text).toContain(words)
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

  test.each([
    ['as it is', (link: string) => link],
    ['with white space, broken over two lines', (link: string) => ` \t${link.slice(0, 60)}\r\n ${link.slice(60)}\n`],
    ['by another name of the machine', (link: string) => link.replace(SITE, 'http://localhost:8081')],
    ['with what stood around it', (link: string) => `<${link}>.`],
  ])('the link may be pasted instead: %s', async (_, paste) => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    const pasted = await people().confirm(paste(await mailbox.link()))
    expect(pasted).toMatchObject({ address: 'ann@example.org', state: 'confirmed' })
  })

  test('a double click is answered both times with how they stand', async () => {
    await people().subscribe('desk', { email: 'ann@example.org' })
    const link = await mailbox.link()
    let reads = 0
    let resolve = () => {}
    const both = new Promise<void>(done => {
      resolve = done
    })
    const undo = interpose(desk.client, async (call, go) => {
      if (call !== 'GetItemCommand' || ++reads > 2) return go()
      const read = await go()
      if (reads === 2) resolve()
      await both
      return read
    })
    const pressed = await Promise.all([press(link, 'join'), press(link, 'join')])
    undo()
    expect(pressed.map(({ status }) => status)).toEqual([303, 303])
    expect(await stateOf('ann@example.org')).toBe('confirmed')
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

  test('nobody learns it when the mail fails either; whoever runs it sees why', async () => {
    await desk.store.people.add(aSubscriber({ address: 'nobody@example.org' }))
    const answers = [await leave('nobody@example.org'), await leave('eve@example.org')]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(new Set(await Promise.all(answers.map(answer => answer.text()))).size).toBe(1)
    expect(failures).toEqual([expect.stringContaining('550')])
  })

  test('no telephone is mailed', async () => {
    await desk.store.people.add(aSubscriber({ route: 'sms', protocol: 'sms', address: '+33639980012' }))
    expect(await people().askToLeave('desk', '+33639980012')).toMatch(/a mail with a link is on its way/)
    expect([mailbox.received, failures]).toEqual([[], []])
  })

  test('without a mail server it is said that no link can be mailed, whoever asks', async () => {
    hasServer = false
    for (const who of ['ann@example.org', 'eve@example.org'])
      expect(await people().askToLeave('desk', who)).toMatch(/^No link can be mailed: there is no mail server here/)
  })

  test('GET shows, POST acts; who left is asked by nobody, and comes back by a link of their own asking', async () => {
    await leave('ann@example.org')
    const link = await mailbox.link()
    expect(await buttons(link)).toEqual(['leave'])
    expect(await stateOf('ann@example.org')).toBe('confirmed')
    await press(link, 'leave')
    expect(await stateOf('ann@example.org')).toBe('left')
    expect(await refusal(people().subscribe('desk', { email: 'ann@example.org' }))).toMatch(
      /^409 .*They alone can come back: the page \/leave\/desk mails them a link for it/,
    )
    expect(mailbox.received).toHaveLength(1)
    time += 30 * 86_400_000
    await leave('ann@example.org')
    const back = await mailbox.link()
    expect(await buttons(back)).toEqual(['join'])
    await press(back, 'join')
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

test('a channel that only a telephone has confirmed on is not heard from a laptop', async () => {
  await desk.store.people.add(aSubscriber({ route: 'sms', protocol: 'sms', address: '+33639980012' }))
  const unheard: unknown[] = []
  const log = (happening: Happening) => void unheard.push(happening)
  const hourly = () =>
    reconcile({ store: desk.store, current: desk.deps.current, carrier: carrier(), now, log }).then(() =>
      unheard.splice(0),
    )
  expect(await hourly()).toEqual([{ what: 'unheard', channel: 'desk' }])
  await desk.store.people.add(aSubscriber())
  expect(await hourly()).toEqual([])
})
