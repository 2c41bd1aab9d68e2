import { describe, expect, test } from 'vitest'
import { fitted } from '../../shared/story/fitted.ts'
import { held, joinStory, newStory, reasons } from '../../shared/story/join.ts'
import { storyTerms } from '../../shared/story/terms.ts'
import type { Article, Match, Reason, Severity, Story } from '../../shared/words.ts'

const anArticle = (id: string, article: Partial<Article> = {}): Article => ({
  ...{ id, feed: 'f1', feedTitle: 'Wire', title: `Title ${id}`, summary: '', link: `https://wire.example/${id}` },
  ...{ page: `https://wire.example/${id}`, language: 'en', published: null, firstSeen: '2026-03-02T10:00:00.000Z' },
  ...article,
})

const aMatch = (topic: string, severity: Severity = 'high', score = 1): Match => ({
  ...{ topic, topicName: topic, severity, language: 'en', score, threshold: 0 },
  evidence: [{ clause: topic, contribution: 1, spans: [{ field: 'title', start: 0, end: 5 }] }],
})

type Found = Match & Pick<Reason, 'quiet'>

describe('what an article is found by', () => {
  const terms = (title: string, page: string | null = null, feedTitle = 'Wire') =>
    storyTerms({ title, page, feedTitle })
  const same = 'Dockers strike at Antwerp'
  test.each<[string, string, string, boolean]>([
    ['case', same, 'DOCKERS STRIKE AT ANTWERP', true],
    ['accents', 'Grève à Liège: le port fermé', 'Greve a Liege: le port ferme', true],
    ['punctuation', same, '"Dockers – strike at: Antwerp!"', true],
    ['width', same, 'Ｄｏｃｋｅｒｓ strike at Antwerp', true],
    ['name that an aggregator appends', same, `${same} - Wire`, true],
    ['other name behind it', same, `${same} - Gazette`, false],
    ['one more word', same, `${same} today`, false],
  ])('the title, whatever its %s', (_, one, other, expected) => {
    expect(terms(one)).toHaveLength(1)
    expect(terms(one)[0] === terms(other)[0]).toBe(expected)
  })

  test.each<[string, string, string | null, number]>([
    ['a page and a title', same, 'https://wire.example/a', 2],
    ['a home page says nothing', same, 'https://wire.example/', 1],
    ['a home page with a query does', same, 'https://wire.example/?p=7', 2],
    ['no page', same, null, 1],
    ['a short title says too little', 'Weather', null, 0],
    ['one long word says too little', 'Wettervorhersage', null, 0],
    ['six Han letters say enough', '港口工人罢工', null, 1],
    ['five do not', '港口罢工了', null, 0],
    ['signs alone say nothing', '*** !!! ***', null, 0],
    ['the same page as a title is another term', 'https wire example a', 'https://wire.example/a', 2],
  ])('%s', (_, title, page, count) => {
    const found = terms(title, page)
    expect(found).toHaveLength(count)
    expect(new Set(found).size).toBe(count)
    for (const term of found) expect(term).toMatch(/^[\w-]{22}$/)
  })
})

describe('a story', () => {
  test('of very many articles goes on, unlisted: a successor would tell it again', () => {
    let story = newStory('s', anArticle('a0'), [])
    for (let n = 1; n < 300; n++) story = joinStory(story, anArticle(`a${n}`), [])
    expect(story.articles).toHaveLength(200)
    expect(joinStory(story, anArticle('one more'), [])).toBe(story)
  })

  const first = newStory('s1', anArticle('a1'), [aMatch('fraud')])

  test('is made of its first article', () => {
    expect(first).toMatchObject({ id: 's1', title: 'Title a1', rev: 1, articles: ['a1'], first: first.last })
    expect(first.matches['fraud']).toMatchObject({ severity: 'high', title: 'Title a1', source: 'Wire' })
  })

  test('grows by another, and keeps its own title and time', () => {
    const later = anArticle('a2', { firstSeen: '2026-03-02T11:00:00.000Z', feedTitle: 'Gazette' })
    const story = joinStory(first, later, [aMatch('ports')])
    expect(story).toMatchObject({ title: 'Title a1', rev: 2, articles: ['a1', 'a2'] })
    expect([story.first, story.last]).toEqual(['2026-03-02T10:00:00.000Z', '2026-03-02T11:00:00.000Z'])
    expect(Object.keys(story.matches).sort()).toEqual(['fraud', 'ports'])
    expect(story.members.map(({ feedTitle }) => feedTitle)).toEqual(['Wire', 'Gazette'])
  })

  test('is the same story if it has the article and all that it brings', () => {
    expect(joinStory(first, anArticle('a1'), [aMatch('fraud')])).toBe(first)
  })

  test('takes what an edit of its article adds, and counts the article once', () => {
    const story = joinStory(first, anArticle('a1'), [aMatch('fraud'), aMatch('ports')])
    expect(story).toMatchObject({ rev: 2, articles: ['a1'] })
    expect(story.members).toHaveLength(1)
    expect(Object.keys(story.matches)).toContain('ports')
  })

  test('is in the words and the language of its first article, as that is edited', () => {
    const edit = { title: 'Enfin', summary: 'Les faits', language: 'fr' }
    expect(joinStory(first, anArticle('a1', edit), [aMatch('ports')])).toMatchObject(edit)
    expect(joinStory(first, anArticle('a2', edit), [aMatch('ports')])).toMatchObject({
      title: first.title,
      language: 'en',
    })
  })

  test('never grows younger', () => {
    const earlier = anArticle('a2', { firstSeen: '2026-03-01T10:00:00.000Z' })
    expect(joinStory(first, earlier, []).last).toBe(first.last)
  })

  test.each<[string, Found, Found, string]>([
    ['of two equal matches of a topic the earlier', aMatch('t'), aMatch('t'), 'a1'],
    ['the better', aMatch('t'), aMatch('t', 'high', 2), 'a2'],
    ['not the worse', aMatch('t', 'high', 2), aMatch('t'), 'a1'],
    ['the graver, once a topic is made graver', aMatch('t', 'low', 2), aMatch('t', 'critical', 1), 'a2'],
    ['the loud, for people are told of it', { ...aMatch('t', 'high', 2), quiet: true }, aMatch('t', 'low', 1), 'a2'],
    ['and still the loud', aMatch('t', 'low', 1), { ...aMatch('t', 'high', 2), quiet: true }, 'a1'],
    ['and still the graver, once it is made less so', aMatch('t', 'high', 1), aMatch('t', 'low', 2), 'a1'],
  ])('keeps %s', (_, one, other, expected) => {
    const story = joinStory(newStory('s1', anArticle('a1'), [one]), anArticle('a2'), [other])
    expect(story.matches['t']?.title).toBe(`Title ${expected}`)
  })

  test('that lists no more articles still takes what people are told of', () => {
    const articles = Array.from({ length: 200 }, (_, n) => `a${n}`)
    const full = { ...newStory('s1', anArticle('a0'), [{ ...aMatch('t'), quiet: true }]), articles }
    const loud = joinStory(full, anArticle('b'), [aMatch('t')])
    expect(loud.matches['t']?.quiet).toBeUndefined()
    expect(joinStory(loud, anArticle('c'), [aMatch('t', 'critical')]).matches['t']?.severity).toBe('critical')
  })

  test('keeps of a reason what can be shown', () => {
    const evidence = Array.from({ length: 50 }, (_, n) => ({
      clause: `${n}${'c'.repeat(500)}`,
      contribution: 1,
      spans: Array.from({ length: 10 }, (_, start) => ({ field: 'title' as const, start, end: start + 1 })),
    }))
    const { fraud } = reasons(anArticle('a1'), [{ ...aMatch('fraud'), evidence }])
    expect(fraud?.evidence).toHaveLength(10)
    expect(fraud?.evidence[0]?.spans).toHaveLength(3)
    expect(fraud?.evidence[0]?.clause).toHaveLength(200)
    expect(fraud?.evidence[0]?.clause).toMatch(/c…$/) // and says that it was cut
  })

  test('stays an item that can be written, whatever an article is stuffed with, and forgets no topic', () => {
    const text = '罢'.repeat(1000)
    const stuffed = (id: string) =>
      anArticle(id, {
        ...{ title: text, summary: text, feedTitle: '名'.repeat(200), link: `https://x.example/${'y'.repeat(4070)}` },
      })
    const spans = Array.from({ length: 10 }, (_, start) => ({ field: 'title' as const, start, end: start + 1 }))
    const matches = Array.from({ length: 250 }, (_, n) => ({
      ...aMatch(`topic-${n}`, n === 249 ? 'critical' : 'low'),
      evidence: Array.from({ length: 5 }, () => ({ clause: '罢'.repeat(20), contribution: 1, spans })),
    }))
    const articles = Array.from({ length: 180 }, (_, n) => `article-of-twenty-${n}`)
    let story: Story = { ...newStory('s1', stuffed('a0'), matches), articles }
    for (let n = 180; n < 200; n++) story = joinStory(story, stuffed(`article-of-twenty-${n}`), matches)
    expect(story.articles).toHaveLength(200)
    expect(story.members).toHaveLength(20)
    expect(Object.keys(story.matches)).toHaveLength(250)
    expect(story.matches['topic-249']?.title).toBe(text) // the gravest keeps its text
    expect(Buffer.byteLength(JSON.stringify(story))).toBeLessThan(400 * 1024)
  })
})

test('an article stuffed with keywords fits into its item: the gravest topics keep their reasons, all keep their name', () => {
  const evidence = Array.from({ length: 130 }, (_, n) => ({
    clause: `${n}${'词'.repeat(300)}`,
    contribution: 1,
    spans: Array.from({ length: 10 }, () => ({ field: 'summary' as const, start: 0, end: 9 })),
  }))
  const matches = Array.from({ length: 300 }, (_, n) => ({
    ...{ topic: `t${n}`, topicName: 'T', language: 'zh', score: 1, threshold: 0, evidence },
    severity: n === 299 ? ('critical' as const) : ('low' as const),
  }))
  const kept = held(matches)
  expect(kept).toHaveLength(300)
  expect(kept[0]).toMatchObject({ topic: 't299' })
  expect(kept[0]?.evidence.length).toBeGreaterThan(0)
  expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(300_000)
})

test('what has no room itself leaves it to what is smaller', () => {
  const withReasons = (topic: string, characters: number, severity: Severity) => ({
    ...aMatch(topic, severity),
    evidence: [{ clause: 'c'.repeat(characters), contribution: 1, spans: [] }],
  })
  const matches = [
    withReasons('huge', 2_000, 'critical'),
    withReasons('long', 600, 'high'),
    withReasons('l', 600, 'low'),
  ]
  const kept = fitted(matches, 1_000, match => ({ ...match, evidence: [] }))
  expect(kept.map(({ topic, evidence }) => [topic, evidence.length])).toEqual([
    ['huge', 0],
    ['long', 1],
    ['l', 0],
  ])
})
