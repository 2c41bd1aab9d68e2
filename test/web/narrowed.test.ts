import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Article, Matched, Reason, Story } from '../../shared/words.ts'
import { site } from '../../web/site.tsx'
import { ago, aMatch, aStory, NOW, openDesk, parsed, WORDS } from './desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>

describe('matches and stories are narrowed by', () => {
  const matches = [
    { topic: 'fraud', id: 'a1', feed: 'f1', severity: 'high', language: 'en', text: 'A café in Zürich', at: ago(60) },
    { topic: 'strikes', id: 'a2', feed: 'f1', severity: 'low', language: 'fr', text: 'Grève au port', at: ago(120) },
    {
      topic: 'fraud',
      id: 'a3',
      feed: 'f2',
      severity: 'critical',
      language: null,
      text: '警方破获诈骗案',
      at: ago(90_000),
    },
  ] as const
  const reasonOf = ({ topic, severity, text }: (typeof matches)[number]): Reason => {
    const { topicName, language, score, threshold, evidence } = aMatch(WORDS)
    return { topic, topicName, severity, language, score, threshold, evidence, title: text, summary: '', source: '' }
  }

  beforeAll(async () => {
    desk = await openDesk()
    await desk.store.feeds.settle({
      ...{ id: 'f1', url: 'https://wire.example/feed', slot: 0, origin: 'file', tags: [], language: null },
      everySeconds: 60,
    })
    for (const match of matches) {
      const { topic, id, feed, severity, language, text, at } = match
      const article = { ...aMatch(WORDS).article, id, feed, language, title: text, summary: '', firstSeen: at }
      await desk.store.articles.record(article, { content: '', matches: [], quiet: false, find: () => [] })
      await desk.store.matches.keep({ ...aMatch(WORDS), topic, severity, at, article, story: id })
      const words = { language, title: text, summary: '', first: at }
      await desk.store.stories.save({ ...aStory(WORDS), id, ...words, matches: { [topic]: reasonOf(match) } }, NOW)
    }
  })
  afterAll(() => desk.close())

  test.each([
    ['', 'a1 a2 a3'],
    ['limit=2', 'a1 a2'],
    ['topic=fraud', 'a1 a3'],
    ['severity=high', 'a1 a3'], // and above
    ['topic=fraud&language=fr', ''],
    ['language=fr', 'a2'],
    ['language=FR-ca', 'a2'], // the main tag
    ['language=fr-a', 'a2'], // and no more of it is read
    ['q=cafe%20zurich', 'a1'], // every word, accents aside
    ['q=cafe%20geneva', ''],
    ['q=%E8%AF%88%E9%AA%97', 'a3'],
    ['q=gr%C3%A8ve%20OR%20caf*', 'a1 a2'],
    ['q=~caf%C3%A9s', 'a1'], // the other endings, by the language it is in
    ['q=lang:fr', 'a2'],
    [`since=${ago(120)}`, 'a1 a2'], // this moment too
    [`until=${ago(60)}`, 'a2 a3'], // not this one
    ['since=2026-03-02', 'a1 a2'],
    ['since=2026-03-01&until=2026-03-01', 'a3'], // the whole day
    ['until=2026-03-02T10:59:00%2B01:00', 'a2 a3'],
  ])('%s', async (query, ids) => {
    const found = JSON.parse(await desk.get(`/api/matches?${query}`)).matches.map(({ article }: Matched) => article.id)
    expect(found.join(' ')).toBe(ids)
    const stories = JSON.parse(await desk.get(`/api/stories?${query}`)).stories.map(({ id }: Story) => id)
    expect(stories.join(' ')).toBe(ids)
  })

  test.each([
    ['feed=f1', 'a1 a2'],
    ['feed=https://wire.example/feed', 'a1 a2'],
    ['feed=f2&topic=fraud', 'a3'], // a feed that is no longer read
    ['feed=f1&topic=fraud', 'a1'],
  ])('%s, the matches', async (query, ids) => {
    const found = JSON.parse(await desk.get(`/api/matches?${query}`)).matches.map(({ article }: Matched) => article.id)
    expect(found.join(' ')).toBe(ids)
  })

  test.each([
    ['feed=f1', 'a1 a2'],
    ['feed=https://wire.example/feed&limit=1', 'a1'],
    [`feed=f1&until=${ago(60)}`, 'a2'],
    [`feed=f1&since=${ago(60)}`, 'a1'],
    ['feed=f2', 'a3'], // a feed that is no longer read
  ])('%s, the articles', async (query, ids) => {
    const { articles } = JSON.parse(await desk.get(`/api/articles?${query}`))
    expect(articles.map(({ id }: Article) => id).join(' ')).toBe(ids)
    expect(articles[0].v).toBe(1)
  })

  test('feeds by state and words', async () => {
    const ids = async (query: string) => JSON.parse(await desk.get(`/api/feeds?${query}`)).feeds.length
    expect([await ids('state=new'), await ids('state=ok'), await ids('q=wire'), await ids('q=courier')]).toEqual([
      ...[1, 0, 1, 0],
    ])
    expect([await ids('q=source:wire.example'), await ids('q=source:feed')]).toEqual([1, 0])
  })

  test('a cursor goes on with its question, and with no other, for a day', async () => {
    const first = JSON.parse(await desk.get('/api/matches?language=en&limit=1'))
    expect(first.cursor).toBeNull() // there is no other
    const { cursor } = JSON.parse(await desk.get('/api/matches?limit=1'))
    const onwards = JSON.parse(await desk.get(`/api/matches?limit=200&cursor=${cursor}`))
    const { cursor: next } = JSON.parse(await desk.get('/api/articles?feed=f1&limit=1'))
    expect(JSON.parse(await desk.get(`/api/articles?feed=f1&cursor=${next}`)).articles).toMatchObject([{ id: 'a2' }])
    expect(onwards.matches.map(({ article }: Matched) => article.id)).toEqual(['a2', 'a3'])
    const later = site({ ...desk.deps, now: () => new Date(NOW.getTime() + 86_400_001) })
    const refused = async (app: Hono, path: string) => {
      const response = await app.request(path)
      return [response.status, JSON.parse(await response.text()).detail]
    }
    for (const other of ['/api/matches?topic=fraud&', '/api/stories?'])
      expect(await refused(desk.app, `${other}cursor=${cursor}`)).toEqual([
        400,
        'cursor: it belongs to another question; repeat the one it came from, or ask without it.',
      ])
    expect(await refused(later, `/api/matches?cursor=${cursor}`)).toEqual([
      400,
      'cursor: it has expired, for it lasts 24 hours; ask again without it.',
    ])
  })
})

const forged = (cursor: unknown) => Buffer.from(JSON.stringify(cursor)).toString('base64url')
const NO_CURSOR = 'cursor: this is none of ours; take it from an answer as it stands.'
const ROW = 'there are topic, severity, language, q, since, until, limit, cursor'

describe('what is asked wrongly is answered with a problem:', () => {
  beforeAll(async () => {
    desk = await openDesk()
  })
  afterAll(() => desk.close())

  test.each([
    ['/api/matches?limit=0', 400, 'limit: "0" is not a whole number from 1 to 200.'],
    ['/api/matches?limit=201', 400, 'limit: "201" is not a whole number from 1 to 200.'],
    ['/api/matches?limit=many', 400, 'limit: "many" is not a whole number from 1 to 200.'],
    ['/api/matches?topics=fraud', 400, `there is no parameter "topics" here; ${ROW}, feed.`], // never for every topic
    ['/api/articles', 400, 'feed: name a feed, by its id or address.'],
    ['/api/articles?feed=nope', 400, /^feed: there is no feed "nope"; /],
    ['/api/articles?feed=f1&topic=fraud', 400, /^there is no parameter "topic" here; there are feed, since, until, /],
    ['/api/stories?feed=f1', 400, `there is no parameter "feed" here; ${ROW}.`],
    ['/api/feeds?x=1', 400, 'there is no parameter "x" here; there are state, q.'],
    ['/api/channels?x=1', 400, 'there is no parameter "x" here; there are none.'],
    ['/api/matches?topic=a&topic=b', 400, 'topic: given 2 times.'],
    ['/api/matches?topic=', 400, 'topic: it is empty.'],
    [`/api/matches?topic=${'x'.repeat(201)}`, 400, 'topic: too long; ids have 200 characters at most.'],
    ['/api/messages?channel=nope', 400, 'channel: there is no channel "nope".'],
    ['/api/matches?topic=nope', 400, 'topic: there is no topic "nope" now; there are fraud.'],
    ['/api/stories?topic=nope', 400, 'topic: there is no topic "nope" now; there are fraud.'],
    ['/api/matches?feed=nope', 400, /^feed: there is no feed "nope"; those there are, .* at \/api\/feeds\.$/],
    ['/api/matches?feed=https://nope.example/', 400, /^feed: there is no feed "https:\/\/nope.example\/"; /],
    ['/api/matches?severity=urgent', 400, /^severity: "urgent" is not a severity; there are low, .*, critical\.$/],
    ['/api/feeds?state=bad', 400, 'state: "bad" is not a state; there are new, ok, failing, gone.'],
    ['/api/matches?language=english!', 400, 'language: "english!" is not a language; write a code like en, fr or zh.'],
    ['/api/matches?since=yesterday', 400, /^since: "yesterday" is not a time; write a day like 2026-03-02, or a time /],
    ['/api/matches?since=2026-02-30', 400, /^since: "2026-02-30" is not a time/],
    ['/api/matches?until=2026-03-02T10:00:00', 400, /^until: "2026-03-02T10:00:00" is not a time/], // in which zone?
    ['/api/matches?since=9999-12-31T23:00:00-10:00', 400, /^since: .* is not a time/],
    ['/api/matches?since=2026-03-03&until=2026-03-02', 400, 'since is not before until: nothing could be found.'],
    ['/api/matches?q=fraud%20and', 400, /^q: column 7: .* in capitals, or in quotes to look for the word\.$/],
    ['/api/matches?cursor=x', 400, NO_CURSOR],
    [`/api/matches?cursor=${forged({ v: 1, at: 'PERSON#', of: 'x', until: 9e12 })}`, 400, NO_CURSOR],
    [`/api/matches?cursor=${'x'.repeat(1_001)}`, 400, 'cursor: too long to be one of ours.'],
    ['/api/stories/none', 404, 'There is no such story.'],
    ['/api/channels/none/subscribers', 404, 'There is no channel none.'],
    ['/api/none', 404, 'There is nothing at this address.'],
  ])('%s', async (path, status, detail) => {
    const response = await desk.app.request(path)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      ...{ type: 'about:blank', title: expect.any(String), status },
      detail: typeof detail === 'string' ? detail : expect.stringMatching(detail),
    })
    expect(response.status).toBe(status)
  })
})

describe('on a page, what was asked wrongly is said above the form, as it was sent:', () => {
  beforeAll(async () => {
    desk = await openDesk()
  })
  afterAll(() => desk.close())

  test.each(['/matches', '/stories'])('%s', async path => {
    const response = await desk.app.request(`${path}?q=strike+and+port&language=fr`)
    const { text, elements } = parsed(await response.text())
    const filled = (id: string) => elements.find(({ attributes }) => attributes['id'] === id)?.attributes['value']
    expect([response.status, filled('q'), filled('language')]).toEqual([400, 'strike and port', 'fr'])
    expect(text).toContain('q: column 8:')
  })
})

test('what is nowhere in the API is a problem by every method', async () => {
  desk = await openDesk()
  for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
    const answer = await new Hono().route('/', desk.app).request('/api/nothing', { method })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  }
  await desk.close()
})
