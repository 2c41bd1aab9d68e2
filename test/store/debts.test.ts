import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newStory } from '../../shared/story/join.ts'
import type { Article, Match, Route, Severity } from '../../shared/words.ts'
import { interpose, startTestTable } from '../world.ts'
import { aMatch, anArticle, at, lease } from './samples.ts'

let table: Awaited<ReturnType<typeof startTestTable>>
beforeAll(async () => {
  table = await startTestTable()
})
afterAll(() => table.close())

let names = 0
/** A name nobody else uses, so that tests share a table. */
const fresh = (word: string) => `${word}-${++names}`

async function owing() {
  const ids: string[] = []
  for await (const debt of table.store.articles.owing()) ids.push(debt.article.id)
  return ids
}

describe('an article', () => {
  const find = (_kept: Article): Match[] => []
  const loud = (...topics: string[]) => ({
    content: topics.join(),
    matches: topics.map(t => aMatch(t)),
    quiet: false,
    find,
  })
  const quiet = (...topics: string[]) => ({ ...loud(...topics), quiet: true })

  test('is recorded once, with its debt', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('a'))
    expect(await articles.record(article, loud('fraud'))).toBe('new')
    expect(await articles.record(article, loud('fraud'))).toBe('known')
    expect(await owing()).toContain(article.id)
    expect(await articles.get(article.id)).toMatchObject({ article, story: null, rev: 1 })
  })

  test('owes nothing without a match', async () => {
    const article = anArticle(fresh('a'))
    expect(await table.store.articles.record(article, loud())).toBe('new')
    expect(await owing()).not.toContain(article.id)
  })

  test('owes again if an edit makes it match, and not if it does not', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('a'))
    await articles.record(article, { ...loud('fraud'), content: '1' })
    await articles.paid({ article, rev: 1 })
    expect(await owing()).not.toContain(article.id)

    expect(await articles.record(article, { ...loud('fraud'), content: '2' })).toBe('reworded')
    expect(await owing()).not.toContain(article.id)

    expect(await articles.record(article, { ...loud('fraud', 'ports'), content: '3' })).toBe('edited')
    expect(await owing()).toContain(article.id)
  })

  test('owes again if an edit makes a match graver, and keeps how grave it was if one makes it less so', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('a'))
    const dead = (severity: Severity) => ({ ...loud(), content: severity, matches: [aMatch('blasts', severity)] })
    await articles.record(article, dead('medium'))
    await articles.paid({ article, rev: 1 })

    expect(await articles.record(article, dead('critical'))).toBe('edited')
    expect(await owing()).toContain(article.id)
    expect(await articles.record(article, dead('high'))).toBe('reworded')
    expect((await articles.get(article.id))?.matches).toMatchObject([{ severity: 'critical', quiet: false }])
    await articles.paid({ article, rev: 2 })
    expect(await owing()).not.toContain(article.id)
  })

  test('is not paid for what an edit has added since', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('a'))
    await articles.record(article, { ...loud('fraud'), content: '1' })
    await articles.record(article, { ...loud('ports'), content: '2' })
    await articles.paid({ article, rev: 1 })
    expect(await owing()).toContain(article.id)
    const debt = await articles.get(article.id)
    expect(debt?.matches.map(({ topic }) => topic)).toEqual(['fraud', 'ports']) // never narrowed
    await articles.paid({ article, rev: 2 })
    expect(await owing()).not.toContain(article.id)
  })

  test.each<[string, ReturnType<typeof loud>, ReturnType<typeof loud>, readonly boolean[]]>([
    ['a loud edit does not make loud what was quiet', quiet('fraud'), loud('fraud', 'ports'), [true, false]],
    [
      'an edit that makes graver what was quiet makes it loud',
      quiet('fraud', 'ports'),
      { ...loud(), content: '2', matches: [aMatch('fraud', 'critical'), aMatch('ports')] },
      [false, true],
    ],
    [
      'an edit does not, if it was the topic that was made graver',
      quiet('fraud'),
      {
        ...{ ...loud(), content: '2', matches: [aMatch('fraud', 'critical')] },
        find: ({ title }: Article) => (title.startsWith('Title a') ? [aMatch('fraud', 'critical')] : []),
      },
      [true],
    ],
    [
      'a quiet edit does not, however grave',
      quiet('fraud'),
      { ...quiet(), content: '2', matches: [aMatch('fraud', 'critical')] },
      [true],
    ],
    ['a quiet edit does not make quiet what was loud', loud('fraud'), quiet('fraud', 'ports'), [false, true]],
  ])('%s', async (_, before, after, expected) => {
    const { articles } = table.store
    const article = anArticle(fresh('a'))
    await articles.record(article, before)
    await articles.record(article, after)
    expect((await articles.get(article.id))?.matches.map(match => match.quiet)).toEqual(expected)
  })

  test('takes a backfill once; it is found after all that somebody waits for', async () => {
    const { articles } = table.store
    const [old, news] = [anArticle(fresh('c')), anArticle(fresh('c'), { firstSeen: at(60).toISOString() })]
    await articles.record(old, loud())
    expect(await articles.backfill(old.id, () => [aMatch('fraud'), aMatch('ports')])).toBe(2)
    expect(await articles.backfill(old.id, () => [aMatch('ports')])).toBe(0)
    expect(await articles.get(old.id)).toMatchObject({ news: [], matches: [{ quiet: true }, { quiet: true }] })
    await articles.record(news, loud('fraud'))
    expect((await owing()).filter(id => id.startsWith('c-'))).toEqual([news.id, old.id])
    expect(await articles.backfill('never-recorded', () => [aMatch('fraud')])).toBe(0)
  })

  test('owes aloud what it did before a backfill and what an edit adds after it', async () => {
    const { articles } = table.store
    const [owed, paid] = [anArticle(fresh('d')), anArticle(fresh('d'))]
    await articles.record(owed, loud('fraud'))
    expect(await articles.backfill(owed.id, () => [aMatch('ports')])).toBe(1)
    expect(await articles.get(owed.id)).toMatchObject({ news: [{ topic: 'fraud' }], matches: [{}, { quiet: true }] })
    await articles.paid({ article: owed, rev: 1 })
    expect(await owing()).toContain(owed.id) // the backfill is still to be paid

    await articles.record(paid, loud())
    await articles.backfill(paid.id, () => [aMatch('ports')])
    await articles.record(paid, loud('fraud'))
    expect(await articles.get(paid.id)).toMatchObject({ news: [{ topic: 'fraud' }], matches: [{ quiet: true }, {}] })
  })

  const graver = (topic: string) => ({ ...loud(), content: 'graver', matches: [aMatch(topic, 'critical')] })
  test.each<[string, (id: string) => Promise<unknown>, readonly string[]]>([
    ['an edit that adds a topic', id => table.store.articles.record(anArticle(id), loud('fraud', 'ports')), ['ports']],
    ['a backfill', id => table.store.articles.backfill(id, () => [aMatch('ports')]), []],
    [
      'an edit that makes graver what was quiet',
      id => table.store.articles.record(anArticle(id), graver('old')),
      ['old'],
    ],
    ['an edit that makes it graver', id => table.store.articles.record(anArticle(id), graver('fraud')), ['fraud']],
  ])('that was paid is not news again for %s', async (_, change, expected) => {
    const { articles } = table.store
    const article = anArticle(fresh('f'))
    await articles.record(article, quiet('old'))
    await articles.record(article, loud('old', 'fraud'))
    await articles.paid({ article, rev: 2 })
    await change(article.id)
    expect((await articles.get(article.id))?.news.map(({ topic }) => topic)).toEqual(expected)
    expect(await owing()).toContain(article.id)
  })

  test('is not news again if it is paid between the two calls of an edit', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('e'))
    await articles.record(article, loud('fraud'))
    let calls = 0
    const undo = interpose(table.client, async (_call, go) => {
      if (++calls === 3) await articles.paid({ article, rev: 1 }) // after the put and the get
      return go()
    })
    await articles.record(article, loud('fraud', 'ports')).finally(undo)
    expect((await articles.get(article.id))?.news).toMatchObject([{ topic: 'ports' }])
  })

  test('is in the language that an edit is in', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('g'), { language: 'en' })
    await articles.record(article, loud('fraud'))
    await articles.record({ ...article, language: 'fr' }, loud('fraud', 'ports'))
    expect((await articles.get(article.id))?.article.language).toBe('fr')
  })

  test('fits into its item however often it is edited and backfilled, and forgets no topic', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('h'))
    const stuffed = (look: number) =>
      Array.from({ length: 25 }, (_, n) => ({
        ...aMatch(`topic-${look}-${n}`, look === 9 ? 'critical' : 'low'),
        evidence: Array.from({ length: 10 }, () => ({ clause: '词'.repeat(200), contribution: 1, spans: [] })),
      }))
    for (let look = 0; look < 10; look += 2) {
      await articles.record(article, { ...loud(), content: `${look}`, matches: stuffed(look) })
      await articles.backfill(article.id, () => stuffed(look + 1))
    }
    const { matches = [] } = (await articles.get(article.id)) ?? {}
    expect(matches).toHaveLength(250)
    expect(matches.filter(({ evidence }) => evidence.length > 0).map(({ severity }) => severity)).toContain('critical')
  })

  test('that an edit changes in the middle of a backfill is matched again, as it reads now', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('e'))
    await articles.record(article, { ...loud(), content: '1' })
    let calls = 0
    const undo = interpose(table.client, async (_call, go) => {
      if (++calls === 2) await articles.record({ ...article, title: 'edited' }, { ...loud(), content: '2' })
      return go()
    })
    const find = ({ title }: Article) => (title === 'edited' ? [] : [aMatch('ports')])
    expect(await articles.backfill(article.id, find).finally(undo)).toBe(0)
    expect((await articles.get(article.id))?.matches).toEqual([])
  })

  test.each([
    ['an edit', (id: string) => table.store.articles.record(anArticle(id), loud('fraud'))],
    ['a payment', (id: string) => table.store.articles.paid({ article: anArticle(id), rev: 1 })],
  ])('loses nothing if %s comes between the two calls of a backfill', async (_, between) => {
    const { articles } = table.store
    const article = anArticle(fresh('e'))
    await articles.record(article, { ...loud('old'), content: '1' })
    let calls = 0
    const undo = interpose(table.client, async (_call, go) => {
      if (++calls === 2) await between(article.id)
      return go()
    })
    expect(await articles.backfill(article.id, () => [aMatch('ports')])).toBe(1)
    undo()
    const topics = (await articles.get(article.id))?.matches.map(({ topic }) => topic)
    expect(topics).toEqual(expect.arrayContaining(['old', 'ports']))
    expect(topics?.includes('fraud')).toBe(_ === 'an edit')
    expect(await owing()).toContain(article.id)
  })

  test('keeps what a backfill adds between the two calls of an edit', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('e'))
    await articles.record(article, { ...loud('old'), content: '1' })
    let calls = 0
    const undo = interpose(table.client, async (_call, go) => {
      if (++calls === 3) await articles.backfill(article.id, () => [aMatch('ports')]) // after the put and the get
      return go()
    })
    await articles.record(article, { ...loud('old', 'fraud'), content: '2' }).finally(undo)
    const matches = (await articles.get(article.id))?.matches.map(({ topic, quiet }) => [topic, quiet])
    expect(matches?.sort()).toEqual([
      ['fraud', false],
      ['old', false],
      ['ports', true],
    ])
  })

  test('is tied to one story, whoever comes second', async () => {
    const { articles } = table.store
    const article = anArticle(fresh('a'))
    await articles.record(article, loud('fraud'))
    expect(await articles.join(article.id, 'one')).toBe('one')
    expect(await articles.join(article.id, 'other')).toBe('one')
    expect((await articles.get(article.id))?.story).toBe('one')
  })

  test('is found although many that owe nothing any more came before it', async () => {
    const { articles } = table.store
    const many = Array.from({ length: 55 }, () => anArticle(fresh('b')))
    for (const article of many) await articles.record(article, loud('fraud'))
    expect((await owing()).filter(id => id.startsWith('b-'))).toHaveLength(55) // more than a page
    for (const article of many) await articles.paid({ article, rev: 1 })
    expect((await owing()).filter(id => id.startsWith('b-'))).toEqual([])
  })
})

describe('a story', () => {
  test('is written over the revision it was made from, and no other', async () => {
    const { stories } = table.store
    const story = newStory(fresh('s'), anArticle('a1'), [aMatch('fraud')])
    await stories.save(story, at(0))
    await stories.save({ ...story, rev: 2, title: 'mine' }, at(0))
    await expect(stories.save({ ...story, rev: 2, title: 'late' }, at(0))).rejects.toThrow(/another writer/)
    expect(await stories.get(story.id)).toEqual({ ...story, rev: 2, title: 'mine' })
  })

  test.each([
    ['the page', 'page'],
    ['the title', 'title'],
  ])('is one, though its first report was cut short while claiming, for a second that shares %s', async (_, shared) => {
    const { stories } = table.store
    const [first, second] = [fresh('first'), fresh('second')]
    const terms = { page: fresh('page'), title: fresh('title') }
    const others = { page: fresh('page'), title: fresh('title'), [shared]: Object(terms)[shared] }
    let puts = 0
    const undo = interpose(table.client, async (call, go) => {
      if (call === 'PutItemCommand' && ++puts === 2) throw new Error('cut short')
      return go()
    })
    await expect(stories.claim([terms.page, terms.title], first, at(0))).rejects.toThrow('cut short')
    undo()
    const storyOf = async ({ page, title }: typeof terms, id: string) =>
      stories.claim([page, title], (await stories.find([page, title], at(1))) ?? id, at(1))
    expect(await storyOf(others, second)).toBe(await storyOf(terms, first))
  })

  test('is found by the first of its terms, and whoever claims them second is told', async () => {
    const { stories } = table.store
    const terms = [fresh('t'), fresh('t')]
    expect(await stories.claim(terms, 'one', at(0))).toBe('one')
    expect(await stories.claim(terms, 'other', at(1))).toBe('one')
    expect(await stories.find([fresh('unknown'), ...terms.slice(1)], at(2))).toBe('one')
  })

  test('is found for seven days from its first sighting, though the term is still there', async () => {
    const { stories } = table.store
    const terms = [fresh('t')]
    const week = 7 * 86_400
    await stories.claim(terms, 'one', at(0))
    await stories.claim(terms, 'one', at(week - 10)) // does not slide
    expect(await stories.find(terms, at(week - 1))).toBe('one')
    expect(await stories.find(terms, at(week))).toBeNull()
    expect(await stories.claim(terms, 'two', at(week))).toBe('two')
    expect(await stories.find(terms, at(0))).toBeNull() // nor is it what was seen a week before
    expect(await stories.find(terms, at(1))).toBe('two')
  })
})

describe('an alert', () => {
  const owe = (id: string, severity: Severity, dueSeconds = 0, route: Route = 'mail') =>
    table.store.desks.owe({ id, route }, { story: 's1', severity, dueAt: at(dueSeconds), now: at(0) })
  const alertOf = async (id: string) => (await table.store.desks.ofStory([{ id, route: 'mail' }], 's1'))[0]
  const settle = (id: string, rev: number, severity: Severity) =>
    table.store.desks.settle({ id, route: 'mail' }, { story: 's1', rev, severity }, 'sent')
  const waiting = (id: string, seconds: number) => table.store.desks.waiting({ id, route: 'mail' }, at(seconds), 50)

  test('is owed once, until the story grows more severe', async () => {
    const desk = fresh('desk')
    await owe(desk, 'medium')
    await owe(desk, 'medium', 99)
    await owe(desk, 'low', 99)
    expect(await alertOf(desk)).toMatchObject({ severity: 'medium', owedRev: 1, dueAt: at(0).toISOString() })
    await owe(desk, 'high', 99)
    expect(await alertOf(desk)).toMatchObject({ severity: 'high', owedRev: 2, dueAt: at(0).toISOString() })
  })

  test('that was told is not owed again, unless it is more severe, and then at its new time', async () => {
    const desk = fresh('desk')
    await owe(desk, 'medium')
    await settle(desk, 1, 'medium')
    await owe(desk, 'medium', 50)
    expect(await alertOf(desk)).toMatchObject({ state: 'sent', told: 'medium', dueAt: null })
    await owe(desk, 'high', 50)
    expect(await alertOf(desk)).toMatchObject({ state: 'owed', told: 'medium', dueAt: at(50).toISOString() })
  })

  test('that grew while a message was out stays owed', async () => {
    const desk = fresh('desk')
    await owe(desk, 'medium')
    await owe(desk, 'high')
    await settle(desk, 1, 'medium')
    expect(await alertOf(desk)).toMatchObject({ state: 'owed', told: 'medium', sentRev: 1, owedRev: 2 })
    await settle(desk, 2, 'high')
    expect(await alertOf(desk)).toMatchObject({ state: 'sent', told: 'high', sentRev: 2, dueAt: null })
    await settle(desk, 1, 'medium') // a worker that woke up late
    expect(await alertOf(desk)).toMatchObject({ state: 'sent', told: 'high', sentRev: 2, dueAt: null })
  })

  test('that was dropped says that nobody was told, and can be owed again', async () => {
    const desk = fresh('desk')
    await owe(desk, 'high')
    const alert = await alertOf(desk)
    expect(alert && (await table.store.desks.drop(alert))).toBe(true)
    expect(await alertOf(desk)).toMatchObject({ state: 'cancelled', told: null, sentRev: 0, dueAt: null })
    expect(alert && (await table.store.desks.drop(alert))).toBe(false)
    await owe(desk, 'high', 20)
    expect(await alertOf(desk)).toMatchObject({ state: 'owed', told: null, dueAt: at(20).toISOString() })
  })

  test('is not dropped for what has been owed since', async () => {
    const desk = fresh('desk')
    await owe(desk, 'medium')
    const alert = await alertOf(desk)
    await owe(desk, 'high')
    expect(alert && (await table.store.desks.drop(alert))).toBe(false)
    expect(await alertOf(desk)).toMatchObject({ state: 'owed', severity: 'high' })
  })

  test('that arrived although it was cancelled is not owed again', async () => {
    const desk = fresh('desk')
    await owe(desk, 'high')
    expect(await table.store.desks.cancel({ id: desk, route: 'mail' })).toBe(1)
    await settle(desk, 1, 'high') // by whoever was sending it
    await owe(desk, 'high')
    expect(await alertOf(desk)).toMatchObject({ state: 'sent', dueAt: null })
  })

  test.each([
    ['high', { state: 'sent', told: 'high', dueAt: null }],
    ['critical', { state: 'owed', severity: 'critical', told: 'high' }],
  ] as const)(
    'that arrived although it was cancelled, and is owed anew at %s, is owed if that is graver',
    async (again, left) => {
      const desk = fresh('desk')
      await owe(desk, 'high')
      await table.store.desks.cancel({ id: desk, route: 'mail' })
      await owe(desk, again)
      await settle(desk, 1, 'high')
      expect(await alertOf(desk)).toMatchObject(left)
    },
  )

  test('waits until it is due, and its desk knows when the next is', async () => {
    const desk = fresh('desk')
    await owe(desk, 'high', 100)
    expect(await waiting(desk, 99)).toEqual({ due: [], next: at(100).toISOString() })
    expect(await waiting(desk, 100)).toMatchObject({ due: [{ story: 's1' }], next: null })
  })

  test('is not hidden by one that ends while it is looked for', async () => {
    const at1 = { id: fresh('desk'), route: 'mail' as const }
    const { desks } = table.store
    for (const story of ['s1', 's2']) await desks.owe(at1, { story, severity: 'high', dueAt: at(0), now: at(0) })
    const undo = interpose(table.client, async (call, go) => {
      const answer = await go()
      if (call !== 'QueryCommand') return answer
      undo()
      await desks.settle(at1, { story: 's1', rev: 1, severity: 'high' }, 'sent')
      return answer
    })
    expect(await desks.waiting(at1, at(1), 1)).toMatchObject({ due: [{ story: 's2' }] })
  })

  test('of one route is not of the other', async () => {
    const desk = fresh('desk')
    await owe(desk, 'high', 0, 'sms')
    expect(await waiting(desk, 1)).toEqual({ due: [], next: null })
    expect(await table.store.desks.cancel({ id: desk, route: 'mail' })).toBe(0)
  })
})

test('the writer of debts is one at a time, renews its lease, and loses it when it is silent', async () => {
  const { owing } = table.store
  expect(await owing.lease(lease('a', 0))).toBe(true)
  expect(await owing.lease(lease('b', 10))).toBe(false)
  expect(await owing.lease(lease('a', 290))).toBe(true)
  expect(await owing.lease(lease('b', 310))).toBe(false)
  expect(await owing.lease(lease('b', 590))).toBe(true)
  await owing.release('a') // late: not its to let go
  expect(await owing.lease(lease('a', 600))).toBe(false)
  await owing.release('b')
  expect(await owing.lease(lease('a', 601))).toBe(true)
})
