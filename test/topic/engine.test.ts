import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openIndex, storedIndex } from '../../shared/topic/index/stored.ts'
import { compileTopics, indexTopics } from '../../shared/topic/match.ts'
import { parseQuery, type Query } from '../../shared/topic/query/query.ts'
import { whyNot } from '../../shared/topic/why-not.ts'
import type { Evidence } from '../../shared/words.ts'
import { anything } from './anything.ts'
import { articleOf, ask, aTopic } from './ask.ts'
import { type Asked, answerOf, clausesOf } from './naive.ts'
import { printQuery } from './print.ts'
import { numRuns, timeout } from './runs.ts'
import { query } from './trees.ts'

const PIECES = [
  ...[
    'a',
    'b',
    'A',
    'ab',
    'abc',
    'abcd',
    'abd',
    'c',
    'u.s',
    'U S',
    'État',
    'etat',
    'and',
    'at',
    't',
    '3',
    '5',
    '10',
    '12 ',
    'two',
    '300万',
    ', ',
    ' and ',
    '3 mil',
    '.5',
    '%',
  ],
  ...['诈', '骗', '마약을', 'взлом', 'взлома', 'взломы', 'المخدرات'],
  ...[' ', ' ', ' ', '-', '. ', '，', ' b a b ', 'e\u0301', '\u200d'],
]
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map(parts => parts.join(''))
const article: fc.Arbitrary<Asked> = fc.record({
  title: text,
  summary: text,
  source: fc.tuple(text, fc.constantFrom('', 'bbc.co.uk', 'a.example')).map(([feed, host]) => `${feed}\n${host}`),
  language: fc.constantFrom(null, 'fr', 'en', 'zh', 'ru'),
})

/** What a match says in the words of the definition. */
const said = (evidence: readonly Evidence[]) => new Map(evidence.map(each => [each.clause, each.contribution]))
const answered = (tree: Query, asked: Asked) => answerOf(tree, asked)?.clauses ?? null

test('the engine answers as the definition does, with the same reasons and score', { timeout }, () => {
  fc.assert(
    fc.property(query, article, (tree, asked) => {
      const [match] = compileTopics([aTopic('t', printQuery(tree))])(articleOf(asked))
      expect(match ? said(match.evidence) : null).toEqual(answered(tree, asked))
      expect(match?.score).toBe(answerOf(tree, asked)?.score)
    }),
    { numRuns },
  )
})

test('many topics in one index answer as each would alone, also when it was stored', { timeout }, () => {
  fc.assert(
    fc.property(
      fc.array(query, { minLength: 2, maxLength: 8 }),
      fc.array(article, { minLength: 1, maxLength: 4 }),
      (trees, articles) => {
        const topics = trees.map((tree, n) => aTopic(`t${n}`, printQuery(tree)))
        const stored = openIndex(storedIndex(indexTopics(topics)))
        const match = compileTopics(topics, stored ?? undefined)
        for (const asked of articles)
          expect(new Map(match(articleOf(asked)).map(({ topic, evidence }) => [topic, said(evidence)]))).toEqual(
            new Map(trees.flatMap((tree, n) => pair(`t${n}`, answered(tree, asked)))),
          )
      },
    ),
    { numRuns: numRuns / 10 },
  )
})

test('a rule raises a match if its query is satisfied, with the reasons of its query', { timeout }, () => {
  fc.assert(
    fc.property(query, query, article, (tree, rule, asked) => {
      const raise = [{ to: 'critical' as const, when: printQuery(rule), examples: { match: [], reject: [] } }]
      const [match] = compileTopics([aTopic('t', printQuery(tree), { raise })])(articleOf(asked))
      const clauses = match ? clausesOf(rule, asked) : null
      expect(match?.severity === 'critical').toBe(clauses !== null)
      const raising = match?.evidence.filter(({ raises }) => raises === 'critical') ?? []
      expect(raising.map(({ clause }) => clause).sort()).toEqual([...(clauses?.keys() ?? [])].sort())
      expect(match?.score).toBe(answerOf(tree, asked)?.score)
    }),
    { numRuns },
  )
})

const pair = <T>(name: string, value: T | null): [string, T][] => (value === null ? [] : [[name, value]])

test('why not: nothing lacks where the engine matches, something wherever it does not', { timeout }, () => {
  fc.assert(
    fc.property(query, article, (tree, asked) => {
      const why = whyNot(aTopic('t', printQuery(tree)), articleOf(asked))
      const answer = answerOf(tree, asked)
      expect(why.matches).toBe(answer !== null)
      expect(why.lacks.length > 0).toBe(clausesOf(tree, asked) === null)
      if (answer !== null) expect(said(why.evidence)).toEqual(answer.clauses)
      for (const { clause } of why.evidence) expect(clausesOf(read(clause), asked)).not.toBeNull()
    }),
    { numRuns },
  )
})

test('every reason shows where it holds', { timeout }, () => {
  fc.assert(
    fc.property(query, article, (tree, asked) => {
      const [match] = compileTopics([aTopic('t', printQuery(tree))])(articleOf(asked))
      for (const { clause, spans } of match?.evidence ?? []) {
        const reason = read(clause)
        const beside = reason.kind === 'term' && (reason.field === 'source' || reason.field === 'lang')
        expect(spans.length > 0).toBe(!beside)
        for (const { field, start, end } of spans) {
          const marked = asked[field].slice(start, end)
          const there = { ...asked, title: marked, summary: marked }
          const parts = reason.kind === 'near' ? [...reason.left, ...reason.right] : [reason]
          expect(parts.some(part => clausesOf(part, there) !== null)).toBe(true)
        }
      }
    }),
    { numRuns },
  )
})

test('any article can be asked any query, and a match is never without a reason', () => {
  fc.assert(
    fc.property(anything, anything, anything, (source, title, summary) => {
      if (parseQuery(source).ok) expect(ask(source, title, summary)?.evidence).not.toEqual([])
    }),
    { numRuns: 2_000 },
  )
})

test('what an article says can be found by quoting it', () => {
  fc.assert(
    fc.property(anything, anything, anything, (before, word, after) => {
      const quoted = `"${word.replace(/["＂“”„‟«»「」*＊]/gu, ' ')}"`
      if (!parseQuery(quoted).ok) return
      const said = `${before} ${word} ${after}`.replace(/[\u00ad\ufeff]/g, '') // as the reader of feeds leaves it
      expect(ask(quoted, said)).toBeDefined()
    }),
    { numRuns: 2_000 },
  )
})

function read(source: string): Query {
  const result = parseQuery(source)
  if (!result.ok) throw new Error(`${source}: ${result.error.message}`)
  return result.query
}

describe('an article of any size and shape is read in time in proportion to it', () => {
  const topics = [
    'a',
    '"a a a a a b"',
    'abc*',
    '=Abc',
    '~running',
    '诈骗',
    '"a b"~5',
    'a NEAR/10 b',
    'взлом',
    '10..',
    'a NEAR/3 1m..5m',
  ].map((q, n) => aTopic(`t${n}`, q))
  test.each([
    ['a word of a megabyte', 'abc'.repeat(350_000)],
    ['a million words of one letter', 'a '.repeat(500_000)],
    ['words that are near each other, without end', 'a b '.repeat(60_000)],
    ['digits without end', '1'.repeat(1_000_000)],
    ['numbers without end', '1 200 1,200.5 '.repeat(75_000)],
    ['multipliers without end', 'a million million '.repeat(60_000)],
    ['Chinese numbers without end', '一百万'.repeat(300_000)],
    ['Chinese without a stop', '诈骗'.repeat(500_000)],
    ['accents without end', `e${'\u0301'.repeat(1_000_000)}`],
    ['Russian without end', 'взломы '.repeat(150_000)],
    ['halves of letters', '\ud800\udc00\ud800'.repeat(300_000)],
    ['direction marks and joiners', '\u202e\u200dabc\u2066'.repeat(150_000)],
    ['emoji of several signs', '👩‍👩‍👧‍👦'.repeat(90_000)],
  ])('%s', { timeout: 60_000 }, (_, title) => {
    const match = compileTopics(topics)
    const began = process.cpuUsage()
    expect(() => match({ title, summary: title, language: 'en' })).not.toThrow()
    const { user, system } = process.cpuUsage(began)
    // A limit no machine in use should miss: what took quadratic time took minutes.
    expect((user + system) / 1e6).toBeLessThan(20)
  })
})
