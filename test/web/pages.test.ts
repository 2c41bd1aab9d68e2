import { afterEach, expect, test } from 'vitest'
import type { Channel, FeedHealth, MessageState } from '../../shared/words.ts'
import { aSubscriber } from '../people.ts'
import { ago, aMatch, aStory, aTold, CHANNEL, NOW, openDesk, parsed, WORDS } from './desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
afterEach(() => desk.close())

test.each(['/', '/matches', '/stories', '/feeds', '/channels', '/inbox'])(
  '%s has something to say when nothing has happened',
  async path => {
    desk = await openDesk([], [])
    const response = await desk.app.request(path)
    expect([response.status, parsed(await response.text()).text]).toEqual([200, expect.stringMatching(/yet|Nothing/)])
  },
)

test('the first page shows what was read, what matched and who was told', async () => {
  desk = await openDesk()
  await desk.aFeed({ ...WORDS, text: 'The Wire' })
  await desk.store.matches.keep(aMatch(WORDS))
  await desk.aMessage(WORDS, 'mail', { state: 'sent', sentAt: ago(30) })
  const { text } = parsed(await desk.get('/'))
  expect(text).toMatch(/Read 1 feed, all well The Wire changed 12 s ago/)
  expect(text).toMatch(/Matched .*high Cyber fraud · 1 min ago A cyber fraud ring falls/)
  expect(text).toMatch(/Told .*Fraud desk · mail · 1 story \[HIGH\] A cyber fraud ring falls Sent 09:59:30 UTC/)
})

test('the words that fired are marked, and only they', async () => {
  desk = await openDesk()
  await desk.store.matches.keep(aMatch(WORDS))
  expect(await desk.get('/matches')).toContain('<bdi lang="en" dir="auto">A <mark>cyber fraud</mark> ring falls</bdi>')
})

test.each([
  [true, true],
  [false, false],
])('of a match with quiet: %s, it is said that nobody was told: %s', async (quiet, said) => {
  desk = await openDesk()
  await desk.store.matches.keep(aMatch(WORDS, quiet))
  expect((await desk.get('/')).includes('nobody was told')).toBe(said)
})

test('the matches of one topic leave out the others', async () => {
  desk = await openDesk()
  await desk.store.matches.keep(aMatch({ ...WORDS, text: 'A cyber fraud ring falls' }))
  await desk.store.matches.keep({ ...aMatch({ ...WORDS, text: 'Dockers strike' }), topic: 'strikes' })
  expect(await desk.get('/matches?topic=strikes')).not.toContain('ring falls')
  const all = parsed(await desk.get('/matches?topic=')).text // as the form sends "All topics"
  expect([all.includes('ring falls'), all.includes('Dockers strike')]).toEqual([true, true])
})

test.each([
  ['/matches', 'limit=1', 'First ring'],
  ['/matches', 'feed=f1&limit=1', 'First ring'],
  ['/stories', 'q=ring&severity=high&topic=fraud&language=en&since=2026-01-01&limit=1', 'First ring'],
])('%s?%s leads on to older ones by a link that keeps its filters', async (path, query, older) => {
  desk = await openDesk()
  for (const [n, text] of ['First ring', 'Second ring'].entries()) {
    const words = { ...WORDS, text }
    const at = ago(60 - n)
    await desk.store.matches.keep({ ...aMatch(words), at, article: { ...aMatch(words).article, id: `a${n}` } })
    await desk.store.stories.save({ ...aStory(words), id: `s${n}`, first: at }, NOW)
  }
  const newest = parsed(await desk.get(`${path}?${query}`))
  expect([newest.text.includes('Second'), newest.text.includes(older)]).toEqual([true, false])
  const next = newest.elements.find(({ attributes }) => attributes['href']?.includes('cursor='))?.attributes['href']
  expect(next).toContain(`${query}&cursor=`)
  const { text } = parsed(await desk.get(next ?? ''))
  expect([text.includes('Second'), text.includes(older)]).toEqual([false, true])
  expect(text).toMatch(/That is all: searched back to (26 Jan 2025|1 Jan 2026)/)
})

test('a filter is shown again as it was sent, and what it refuses is said on a page', async () => {
  desk = await openDesk()
  const { elements } = parsed(await desk.get('/matches?q=caf%C3%A9%22s%22&severity=high&topic=&language=fr&since='))
  const value = (name: string) => elements.find(({ attributes }) => attributes['name'] === name)?.attributes['value']
  expect([value('q'), value('language'), value('since')]).toEqual(['café"s"', 'fr', ''])
  expect(elements.filter(({ attributes }) => 'selected' in attributes).map(one => one.attributes['value'])).toEqual([
    'high',
  ])
  expect(parsed(await desk.get('/matches?q=a+and')).text).toContain('q: column 3: AND, OR and NOT count only in')
})

test('feeds are narrowed by state and words', async () => {
  desk = await openDesk()
  await desk.aFeed({ ...WORDS, text: 'The Wire' })
  expect(parsed(await desk.get('/feeds?state=&q=wire')).text).toContain('The Wire')
  expect(parsed(await desk.get('/feeds?state=failing&q=')).text).toContain('No feed is like this')
})

const fault = { kind: 'status', message: 'the server answered 503 (busy)' } as const
test.each<[string, Partial<FeedHealth>, RegExp]>([
  ['well', {}, /Well\./],
  ['not read yet', { state: 'new', changedAt: null }, /Not read yet\..*never/],
  [
    'failing',
    { state: 'failing', fault, failures: 3 },
    /Failing, 3 times in a row: the server answered 503 \(busy\)\./,
  ],
  ['told to wait', { waitUntil: ago(-600) }, /Well\. Not asked again before 10:10:00 UTC \(in 10 min\)\./],
  ['done waiting', { waitUntil: ago(5) }, /Well\. 12 s ago/],
  ['gone', { state: 'gone', fault: { kind: 'gone', message: 'gone' }, failures: 1 }, /asks us to stop/],
  ['gaps', { gaps: 1 }, /may have been missed 1 time:/],
  ['mended', { mended: 'a bare & in a title' }, /was mended: a bare & in a title/],
])('a feed that is %s is described in words', async (_, health, expected) => {
  desk = await openDesk()
  await desk.aFeed(WORDS, health)
  expect(parsed(await desk.get('/feeds')).text).toMatch(expected)
})

test.each<[string, 'mail' | 'sms', Partial<MessageState>, RegExp]>([
  ['was sent', 'mail', { state: 'sent', sentAt: ago(30) }, /Sent 09:59:30 UTC \(30 s ago\)/],
  [
    'was sent at the second try',
    'mail',
    { state: 'sent', sentAt: ago(30), unknown: 1 },
    /arrived more than once: of 1 /,
  ],
  ['is being sent', 'sms', {}, /Being sent/],
  [
    'did not go out',
    'mail',
    { state: 'waiting', error: 'no room', retryAt: ago(-60) },
    /Not sent because: no room\. Trying again at 10:01:00 UTC/,
  ],
  [
    'may have arrived',
    'mail',
    { error: 'timed out', retryAt: ago(-60) },
    /Outcome unknown because: timed out\. Trying again/,
  ],
  [
    'may have arrived by SMS',
    'sms',
    { state: 'unknown', unknown: 1, error: 'timed out' },
    /timed out\. It is not sent again: it may have arrived/,
  ],
])('of a message that %s by %s the inbox says so', async (_, route, state, expected) => {
  desk = await openDesk()
  const { seq } = await desk.aMessage(WORDS, route, state)
  for (const path of ['/', '/inbox', `/inbox/desk/${route}/${seq}`])
    expect([path, parsed(await desk.get(path)).text]).toEqual([path, expect.stringMatching(expected)])
})

test('the inbox lists all routes, newest first, or one channel alone', async () => {
  const other: Channel = { ...CHANNEL, id: 'other', name: 'Other desk', routes: ['mail'] }
  desk = await openDesk([CHANNEL, other])
  await desk.aMessage({ ...WORDS, text: 'First' }, 'mail', {}, 1)
  await desk.aMessage({ ...WORDS, text: 'Second' }, 'mail', {}, 2)
  await desk.aMessage({ ...WORDS, text: 'By telephone' }, 'sms', {}, 1)
  const all = parsed(await desk.get('/inbox')).text
  expect([all.indexOf('First') > all.indexOf('Second'), all.includes('By telephone')]).toEqual([true, true])
  expect(parsed(await desk.get('/inbox?channel=other')).text).toContain('No messages yet')
})

test('an SMS is shown as it was sent, with its alphabet and its parts', async () => {
  desk = await openDesk()
  await desk.aMessage({ ...WORDS, text: '诈骗'.repeat(35) }, 'sms')
  expect(parsed(await desk.get('/inbox')).text).toContain('2 SMS parts')
  expect(parsed(await desk.get('/inbox/desk/sms/1')).text).toMatch(/HIGH 诈骗.* UCS-2, \d+ characters, 2 parts/)
})

test('a mail is framed as its readers see it, beside its plain text', async () => {
  desk = await openDesk()
  const { text } = await desk.aMessage(WORDS, 'mail')
  const { elements, text: shown } = parsed(await desk.get('/inbox/desk/mail/1'))
  const frame = elements.find(({ name }) => name === 'iframe')?.attributes
  expect([frame?.['src'], frame?.['sandbox']?.includes('allow-scripts')]).toEqual([
    '/inbox/desk/mail/1/mail.html',
    false,
  ])
  expect(shown).toContain(text.replace(/\s+/g, ' '))
  const mail = parsed(await desk.get('/inbox/desk/mail/1/mail.html'))
  expect(mail.elements.find(({ name }) => name === 'a')?.attributes['href']).toBe(WORDS.link)
})

test('a story says who reports it, why it matters and who was told when', async () => {
  desk = await openDesk()
  const { stories, desks } = desk.store
  await stories.save(aStory(WORDS), NOW)
  for (const route of CHANNEL.routes)
    await desks.owe({ id: 'desk', route }, { story: 's1', severity: 'high', dueAt: new Date(ago(-90)), now: NOW })
  await desk.aMessage(WORDS, 'mail', { state: 'sent', sentAt: ago(30) })
  await desks.settle({ id: 'desk', route: 'mail' }, aTold(WORDS), 'sent')
  const { text } = parsed(await desk.get('/stories/s1'))
  expect(text).toMatch(/Why high Cyber fraud/)
  expect(text).toMatch(/Reported by 1 article .*09:59:00 UTC/)
  expect(text).toMatch(/Fraud desk ?mail ?high ?Told 09:59:30 UTC \(30 s ago\) message/)
  expect(text).toMatch(/Fraud desk ?sms ?high ?Owed, due 10:01:30 UTC \(in 1 min\)/)
})

test('a match that had to add up to something says what each reason contributed', async () => {
  desk = await openDesk()
  const [reason] = aMatch(WORDS).evidence
  if (reason === undefined) throw new Error('a match without a reason')
  const evidence = [
    { ...reason, contribution: 2 },
    { ...reason, clause: 'ring', contribution: 0.5 },
    { ...reason, clause: 'held NEAR/3 10..', contribution: 0, raises: 'critical' as const },
  ]
  await desk.store.matches.keep({ ...aMatch(WORDS), score: 2.5, threshold: 2, evidence })
  expect(parsed(await desk.get('/matches')).text).toMatch(
    /"cyber fraud"\s\+2 ring\s\+0\.5 held NEAR\/3 10\.\. → critical = 2\.5, of 2 asked for\./,
  )
})

test('a channel shows how many hear it, never their addresses, and stands out when nobody does', async () => {
  desk = await openDesk()
  expect(await desk.get('/channels')).toContain('<p class="bad">Nobody has confirmed')
  for (const address of ['+33639980012', '+33639980034'])
    await desk.store.people.add(aSubscriber({ route: 'sms', protocol: 'sms', address }))
  expect(await desk.get('/channels')).toContain('<p class="bad">Nobody has confirmed') // a laptop reaches no telephone
  await desk.store.people.add(aSubscriber())
  const html = await desk.get('/channels')
  expect(html).toContain('<p>mail: 1 subscriber')
  expect(parsed(html).text).toMatch(/sms: 2 subscribers, shown in the inbox only ?\+33…12, \+33…34/)
  expect(html).not.toMatch(/39980|ann@/)
})

test('when reading has stopped, the pages about it say so', async () => {
  desk = await openDesk()
  const lease = { owner: 'me', now: new Date(ago(900)), until: new Date(ago(800)) }
  await desk.store.slots.take(0, 60, lease)
  await desk.store.slots.finish(0, {
    owner: 'me',
    period: 60,
    at: new Date(ago(900)),
    left: [],
    until: new Date(ago(900)),
  })
  for (const path of ['/', '/feeds']) expect(parsed(await desk.get(path)).text).toContain('last read 15 min ago')
  expect((await desk.app.request('/health')).status).toBe(503)
})
