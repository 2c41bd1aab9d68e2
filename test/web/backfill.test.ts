import { afterEach, expect, test } from 'vitest'
import { ago, openDesk } from './desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
afterEach(() => desk.close())

/** A site on whose table two articles stand, one of which is a fraud. */
async function open() {
  desk = await openDesk()
  for (const [id, title] of Object.entries({ a1: 'A cyber fraud ring falls', a2: 'A quiet day' })) {
    const article = { id, feed: 'f1', feedTitle: 'Wire', title, summary: '', link: null, page: null, language: 'en' }
    const dated = { ...article, published: null, firstSeen: ago(60) }
    await desk.store.articles.record(dated, { content: '1', matches: [], quiet: false, find: () => [] })
  }
}

const post = async (body: unknown) => {
  const answer = await desk.app.request('/api/backfill', { method: 'POST', body: JSON.stringify(body) })
  return [answer.status, await answer.json()]
}

test('what topics find now in articles of the past is added to them, once', async () => {
  await open()
  const asked = { topics: ['fraud'], articles: ['a1', 'a2', 'unknown'] }
  expect(await post(asked)).toEqual([200, { added: 1 }])
  expect(await post(asked)).toEqual([200, { added: 0 }])
  const matches = (await desk.store.articles.get('a1'))?.matches
  expect(matches).toMatchObject([{ topic: 'fraud', quiet: true, evidence: [{ clause: '"cyber fraud"' }] }])
})

test('a body longer than any is not read to its end', async () => {
  await open()
  const answer = await post({ topics: ['fraud'], articles: ['x'.repeat(300_000)] })
  expect(answer).toMatchObject([413, { detail: 'What is sent here may have 256 KB at most.' }])
})

const many = (count: number, id: string) => Array.from({ length: count }, () => id)

test.each([
  ['topics: there is no topic "nope" now.', { topics: ['nope'], articles: [] }],
  [/^The body must be JSON like /, { topics: [], articles: ['a1'] }],
  [/100 articles at most/, { topics: ['fraud'], articles: many(101, 'a1') }],
  [/1,000 topics and/, { topics: many(1_001, 'fraud'), articles: ['a1'] }],
  [/^The body must be JSON/, { topics: ['a'.repeat(201)], articles: ['a1'] }],
  [/^The body must be JSON/, { topics: ['fraud'], articles: ['a'.repeat(2_000)] }],
  [/^The body must be JSON/, { topics: ['fraud'] }],
])('refused with %s, and nothing is added', async (detail, body) => {
  await open()
  const expected = typeof detail === 'string' ? detail : expect.stringMatching(detail)
  expect(await post(body)).toMatchObject([400, { detail: expected }])
  expect((await desk.store.articles.get('a1'))?.matches).toEqual([])
})
