import { Hono } from 'hono'
import { afterEach, expect, test, vi } from 'vitest'
import { site } from '../../web/site.tsx'
import { aSubscriber } from '../people.ts'
import { aMatch, aStory, NOW, openDesk, WORDS } from './desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
afterEach(() => desk.close())

test('matches, stories and messages carry the version of their format', async () => {
  desk = await openDesk()
  await desk.store.matches.keep(aMatch(WORDS))
  await desk.store.stories.save(aStory(WORDS), NOW)
  const message = await desk.aMessage(WORDS, 'mail')
  const json = async (path: string) => (await desk.app.request(path)).json()
  const all = { cursor: null, searchedBackTo: new Date(NOW.getTime() - 400 * 86_400_000).toISOString() }
  expect(await json('/api/matches')).toEqual({ matches: [aMatch(WORDS)], ...all })
  expect(await json('/api/stories')).toEqual({ stories: [{ v: 1, ...aStory(WORDS) }], ...all })
  expect(await json('/api/stories/s1')).toEqual({ v: 1, ...aStory(WORDS) })
  expect(await json('/api/messages')).toEqual({ messages: [message] })
  expect(message.v).toBe(1)
})

test('stories of last month are still among the newest', async () => {
  desk = await openDesk()
  await desk.store.stories.save({ ...aStory(WORDS), id: 'old', first: '2026-02-28T23:00:00.000Z' }, NOW)
  await desk.store.stories.save(aStory(WORDS), NOW)
  const { stories } = JSON.parse(await desk.get('/api/stories'))
  expect(stories.map(({ id }: { id: string }) => id)).toEqual(['s1', 'old'])
})

test('feeds and channels are told without what is nobody else’s business', async () => {
  desk = await openDesk()
  await desk.aFeed(WORDS)
  await desk.store.people.add(aSubscriber({ address: 'desk@example.org' }))
  const feeds = await desk.get('/api/feeds')
  const channels = await desk.get('/api/channels')
  expect(JSON.parse(feeds).feeds[0]).toMatchObject({
    id: 'f1',
    movedTo: null,
    checkedAt: null,
    health: { state: 'ok' },
  })
  expect(feeds).not.toContain('seen')
  expect(JSON.parse(channels).channels[0].audience[0]).toEqual({
    route: 'mail',
    subscribers: 1,
    isCarried: true,
    some: ['d…@example.org'],
  })
  expect(channels).not.toContain('desk@')
})

test('a feed that is longer than a key of the table may be is not looked up', async () => {
  desk = await openDesk()
  const { articles, matches } = desk.store
  const searches = [vi.spyOn(articles, 'search'), vi.spyOn(matches, 'search')]
  for (const path of ['/api/articles', '/api/matches']) {
    const answer = await desk.app.request(`${path}?feed=${encodeURIComponent('€'.repeat(2_000))}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(/^feed: there is no feed "€/) })
  }
  for (const search of searches) expect(search).not.toHaveBeenCalled()
})

test.each([
  ['/stories/none', 404],
  ['/inbox/desk/mail/1', 404],
  ['/inbox/desk/fax/1', 400],
  ['/inbox/desk/mail/1e9', 400],
  ['/inbox/desk/mail/-1', 400],
  ['/inbox/desk/mail/1/mail.html', 404],
  ['/none', 404],
])('%s is answered with a page that says so calmly', async (path, status) => {
  desk = await openDesk()
  const response = await desk.app.request(path)
  expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/html; charset=UTF-8'])
  expect(await response.text()).toContain('What happens now')
})

test.each(['/', '/api/feeds', '/health'])(
  'when we fail, %s says that and no more; whoever serves it sees why',
  async path => {
    desk = await openDesk()
    const secret = new Error('the table at 10.0.0.7 is not there')
    const broken = site({
      ...{ ...desk.deps, assets: { style: '' } },
      current: async () => Promise.reject(secret),
    })
    const seen: unknown[] = []
    const server = new Hono()
      .use(async (c, next) => {
        await next()
        seen.push(c.error)
      })
      .route('/', broken)
    for (const app of [broken, server]) {
      const response = await app.request(path)
      const text = await response.text()
      expect([response.status, text.includes('ours'), text.includes('10.0.0.7'), /\bat \S+:\d+/.test(text)]).toEqual([
        ...[500, true, false, false],
      ])
    }
    expect(seen).toEqual([secret])
  },
)

test('as a part of something larger it still answers for what is nowhere, and leaves the rest its own', async () => {
  desk = await openDesk()
  const server = new Hono().route('/', desk.app).route(
    '/',
    new Hono().post('/local/apply', c => c.text('applied')),
  )
  const lost = await server.request('/none')
  expect([lost.status, (await lost.text()).includes('What happens now')]).toEqual([404, true])
  expect(await (await server.request('/local/apply', { method: 'POST' })).text()).toBe('applied')
})
