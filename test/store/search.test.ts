import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Search } from '../../shared/store/search.ts'
import { type Matched, SEVERITIES, type Story } from '../../shared/words.ts'
import { interpose, startTestTable } from '../world.ts'
import { aMatch, anArticle } from './samples.ts'

const NOW = new Date('2026-03-02T10:00:00.000Z')
const DAY_MS = 86_400_000
const ago = (ms: number) => new Date(NOW.getTime() - ms).toISOString()

let table: Awaited<ReturnType<typeof startTestTable>>
beforeAll(async () => {
  table = await startTestTable()
})
afterAll(() => table.close())

let kinds = 0
/** Topics and feeds of a test's own, on a table that all share. */
const kind = () => `k${++kinds}`

const matchAt = (at: string, id: string, topic: string, feed: string): Matched => {
  const article = anArticle(id, { feed, firstSeen: at })
  return { ...aMatch(topic, SEVERITIES[id.length % 4]), v: 1, at, article, story: 's', quiet: false }
}
const keyOf = ({ at, article, topic }: Matched) => `${at}#${article.id}#${topic}`
const newestFirst = (matches: readonly Matched[]) => matches.map(keyOf).sort().reverse()

type Find = (search: Search<Matched>) => ReturnType<typeof table.store.matches.search>

/** Goes on until nothing is left. @param between what happens after each answer */
async function walk(find: Find, asked: Omit<Search<Matched>, 'now' | 'after'>, between = async () => {}) {
  const all: Matched[] = []
  const pages: number[] = []
  let after: string | undefined
  do {
    const { found, next, searchedBackTo } = await find({ ...asked, now: NOW, after })
    for (const { at } of found) expect(at >= searchedBackTo).toBe(true)
    all.push(...found)
    pages.push(found.length)
    after = next ?? undefined
    await between()
  } while (after !== undefined)
  return { all, pages }
}

/** Few moments, so that many matches share one; two in the months before; some older than anything is kept. */
const MOMENTS = [0, 1, 1_000, 3 * DAY_MS, 40 * DAY_MS, 200 * DAY_MS, 401 * DAY_MS].map(ago)
const kept = fc.array(
  fc.record({ at: fc.constantFrom(...MOMENTS), id: fc.stringMatching(/^[a-f0-9]{1,4}$/), n: fc.nat(1) }),
  { maxLength: 40 },
)

test('walking all answers finds exactly what a plain filter finds, in order, while new matches arrive', async () => {
  const asked = fc.record({
    limit: fc.integer({ min: 1, max: 7 }),
    since: fc.option(fc.constantFrom(...MOMENTS, ago(DAY_MS)), { nil: undefined }),
    until: fc.option(fc.constantFrom(...MOMENTS, ago(DAY_MS)), { nil: undefined }),
    severity: fc.option(fc.constantFrom(...SEVERITIES), { nil: undefined }),
    by: fc.constantFrom('topic', 'feed'),
  })
  type Ask = typeof asked extends fc.Arbitrary<infer T> ? T : never
  const property = async (things: { at: string; id: string; n: number }[], ask: Ask) => {
    const name = kind()
    const matches = things.map(({ at, id, n }) =>
      ask.by === 'topic' ? matchAt(at, id, name, `f${n}`) : matchAt(at, id, `t${n}`, name),
    )
    for (const match of matches) await table.store.matches.keep(match)
    const { limit, since, until, severity } = ask
    const wanted = severity && ((match: Matched) => match.severity === severity)
    const by = ask.by === 'topic' ? { topic: name } : { feed: name }
    let fresh = 0
    const arrives = async () => {
      if (until === undefined || until > ago(-5_000))
        await table.store.matches.keep(matchAt(ago(-1_000 * ++fresh), 'fresh', by.topic ?? 't0', by.feed ?? 'f0'))
    }
    const { all } = await walk(
      search => table.store.matches.search({ ...search, by }),
      { limit, since, until, wanted },
      arrives,
    )
    const oldest = ago(400 * DAY_MS)
    const expected = [...new Map(matches.map(match => [keyOf(match), match])).values()].filter(
      match =>
        match.at >= oldest &&
        (since === undefined || match.at >= since) &&
        (until === undefined || match.at < until) &&
        (wanted === undefined || wanted(match)),
    )
    expect(all.map(keyOf)).toEqual(newestFirst(expected))
  }
  await fc.assert(fc.asyncProperty(kept, asked, property), { numRuns: 60 })
}, 60_000)

describe('of all topics together', () => {
  const at = ago(5 * DAY_MS)
  const matches = Array.from({ length: 450 }, (_, n) => matchAt(at, `a${n}`, 'all', kind()))
  let own: Awaited<ReturnType<typeof startTestTable>>
  beforeAll(async () => {
    own = await startTestTable()
    for (const match of matches) await own.store.matches.keep(match)
  })
  afterAll(() => own.close())

  test.each([7, 100, 200, 1_000])(
    '%i at a time, those of one millisecond come once each, whatever their shard',
    async limit => {
      const { all, pages } = await walk(search => own.store.matches.search(search), { limit })
      expect(all.map(keyOf)).toEqual(newestFirst(matches))
      expect(pages.every(length => length > 0)).toBe(true) // what ends at a full page has no empty one behind it
    },
  )

  test('a month that holds nothing is no page, so an empty year is searched in one request', async () => {
    const { found, next, searchedBackTo } = await own.store.matches.search({
      now: NOW,
      limit: 5,
      by: { topic: 'none' },
    })
    expect({ found, next, searchedBackTo }).toEqual({ found: [], next: null, searchedBackTo: ago(400 * DAY_MS) })
  })
})

test('a rare thing is looked for through five pages at most, and then it is said how far', async () => {
  const topic = kind()
  const old = matchAt(ago(600_000), 'needle', topic, 'f')
  for (let n = 0; n < 520; n++) await table.store.matches.keep(matchAt(ago(n * 1_000), `h${n}`, topic, 'f'))
  await table.store.matches.keep(old)
  let queries = 0
  const undo = interpose(table.client, async (call, go) => {
    if (call === 'QueryCommand') queries++
    return go()
  })
  const search = { now: NOW, limit: 5, by: { topic }, wanted: (match: Matched) => match.article.id === 'needle' }
  const first = await table.store.matches.search(search)
  undo()
  expect(queries).toBe(5)
  expect(first).toMatchObject({ found: [], searchedBackTo: ago(495_000) }) // 100, then 99 with the place again
  const second = await table.store.matches.search({ ...search, after: first.next ?? undefined })
  expect(second).toMatchObject({ found: [old], next: null })
})

test('unfiltered, hardly more is read than is answered', async () => {
  const limits: unknown[] = []
  table.client.middlewareStack.add(
    next => args => {
      if ('Limit' in args.input) limits.push(args.input.Limit)
      return next(args)
    },
    { step: 'initialize', name: 'limits' },
  )
  await table.store.matches.search({ now: NOW, since: ago(1), limit: 15 })
  table.client.middlewareStack.remove('limits')
  expect(limits).toEqual([17, 17, 17, 17])
})

test('what has not happened yet is not searched', async () => {
  const topic = kind()
  const match = matchAt(ago(-1_000), 'a', topic, 'f') // by a clock that runs ahead
  await table.store.matches.keep(match)
  let queries = 0
  const undo = interpose(table.client, (_, go) => {
    queries++
    return go()
  })
  const { found } = await table.store.matches.search({
    now: NOW,
    until: '+010000-01-01T00:00:00.000Z',
    limit: 9,
    by: { topic },
  })
  undo()
  expect(found).toEqual([match])
  expect(queries).toBe(15) // from March back to January of the year before
})

test('a place that was made up leads nowhere but to what was asked for', async () => {
  const topic = kind()
  const match = matchAt(ago(DAY_MS), 'a', topic, 'f')
  await table.store.matches.keep(match)
  const ask = (after: string) => table.store.matches.search({ now: NOW, limit: 9, by: { topic }, after })
  expect((await ask('9999-12-31T23:59:59.999Z~')).found).toEqual([match])
  expect(await ask('0001-01-01T00:00:00.000Z~')).toMatchObject({ found: [], next: null })
})

test.each([7, 100, 200])(
  'a feed’s articles, %i at a time: those of one reading come once each, and none of another feed',
  async limit => {
    const feed = kind()
    const days = [0, 0, 0, 40, 89, 91] // older ones are not kept
    const readings = days.flatMap((day, n) => Array.from({ length: 60 }, (_, m) => ({ day, id: `${feed}-${n}-${m}` })))
    const brings = (id: string, feed: string, day: number) =>
      table.store.articles.record(anArticle(id, { feed, firstSeen: ago(day * DAY_MS) }), {
        ...{ content: '', matches: [], quiet: false, find: () => [] },
      })
    for (const { day, id } of readings) await brings(id, feed, day)
    await brings(`${feed}-other`, `${feed}#other`, 0)
    const found: string[] = []
    let after: string | undefined
    do {
      const page = await table.store.articles.search({ now: NOW, feed, limit, after })
      found.push(...page.found.map(({ id, firstSeen }) => `${firstSeen}#${id}`))
      after = page.next ?? undefined
    } while (after)
    const kept = readings.filter(({ day }) => day <= 90).map(({ day, id }) => `${ago(day * DAY_MS)}#${id}`)
    expect(found).toEqual(kept.sort().reverse())
  },
)

test('stories of one millisecond, and of other months, are each found once', async () => {
  const own = await startTestTable()
  const firsts = [ago(1), ago(1), ago(1), ago(40 * DAY_MS), ago(300 * DAY_MS)]
  for (const [n, first] of firsts.entries()) {
    const story: Story = {
      ...{ id: `s${n}`, title: '', summary: '', link: null, language: null, first, last: first, rev: 1 },
      ...{ articles: [], members: [], matches: {} },
    }
    await own.store.stories.save(story, NOW)
  }
  const ids: string[] = []
  let after: string | undefined
  do {
    const { found, next } = await own.store.stories.search({ now: NOW, limit: 2, after })
    ids.push(...found.map(({ id }) => id))
    after = next ?? undefined
  } while (after)
  expect(ids).toEqual(['s2', 's1', 's0', 's3', 's4'])
  await own.close()
})
