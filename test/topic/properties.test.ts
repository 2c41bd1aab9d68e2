import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery, type Query } from '../../shared/topic/query.ts'
import { tokenize } from '../../shared/topic/text.ts'
import { ask } from './ask.ts'
import { clausesOf, standsAt } from './naive.ts'
import { printQuery } from './print.ts'
import { query, unplaced } from './trees.ts'

const pieces = [
  'a',
  'b',
  'ab',
  'abcd',
  'c',
  'u.s',
  'U S',
  '诈',
  '骗',
  'etat',
  'and',
  'взлом',
  'at',
  't',
  '3',
  '5',
  ' ',
  ' ',
  '-',
  '. ',
  '，',
]
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map(parts => parts.join(''))
const signs = [
  '(',
  ')',
  '"',
  '“',
  '-',
  ' AND ',
  ' OR ',
  ' NOT ',
  ' and',
  'title:',
  '：',
  '*',
  '诈',
  'a',
  'abc',
  ' ',
  '،',
  'צ"ל',
]
const oddities = [
  'e\u0301',
  '\u0301',
  '\u1100\u1161',
  '½',
  '㎏',
  'ำ',
  '℀',
  'ﷺ',
  'İ',
  'ẞ',
  'ﾞ',
  'ｶ',
  'ـ',
  'U.S',
  '.',
  '\u200d',
  '\u202e',
  '्',
  'क',
  '葛\u{e0100}',
]
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map(codes => String.fromCharCode(...codes))
const anything = fc.oneof(
  units, // lone surrogates too
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...signs, ...oddities), { maxLength: 40 }).map(parts => parts.join('')),
)

function read(source: string): Query {
  const result = parseQuery(source)
  if (!result.ok) throw new Error(`${source}: ${result.error.message}`)
  return result.query
}

test('a query that is printed and read is the same query', () => {
  fc.assert(
    fc.property(query, tree => {
      expect(unplaced(read(printQuery(tree)))).toEqual(tree)
    }),
    { numRuns: 500 },
  )
})

test('any string is a query or an error within it; what is read can be printed and read', () => {
  fc.assert(
    fc.property(anything, source => {
      const result = parseQuery(source)
      if (result.ok) expect(unplaced(read(printQuery(result.query)))).toEqual(unplaced(result.query))
      else {
        expect(result.error.column).toBeGreaterThanOrEqual(1)
        expect(result.error.column).toBeLessThanOrEqual(source.length + 1)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a token’s place in the original text reads as that token', () => {
  fc.assert(
    fc.property(anything, source => {
      let last = 0
      for (const { text: word, start, end } of tokenize(source)) {
        expect(start).toBeGreaterThanOrEqual(last) // in order
        expect(end).toBeGreaterThan(start)
        expect(tokenize(source.slice(start, end)).map(token => token.text)).toContain(word)
        last = start
      }
    }),
    { numRuns: 2_000 },
  )
})

test('the matcher answers as the definition does, with the same reasons', () => {
  fc.assert(
    fc.property(query, text, text, (tree, title, summary) => {
      const match = ask(printQuery(tree), title, summary)
      const clauses = match === undefined ? null : new Set(match.evidence.map(each => each.clause))
      expect(clauses).toEqual(clausesOf(tree, { title, summary }))
    }),
    { numRuns: 2_000 },
  )
})

test('every reason shows where it holds', () => {
  fc.assert(
    fc.property(query, text, text, (tree, title, summary) => {
      const texts = { title, summary }
      for (const { clause, spans } of ask(printQuery(tree), title, summary)?.evidence ?? []) {
        const term = read(clause)
        expect(spans.length).toBeGreaterThan(0)
        for (const { field, start, end } of spans)
          expect(term.kind === 'term' && standsAt(term, texts[field].slice(start, end), 0)).toBe(true)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('any article can be asked any query, and a match is never without a reason', () => {
  fc.assert(
    fc.property(anything, anything, anything, (source, title, summary) => {
      if (!parseQuery(source).ok) return
      expect(ask(source, title, summary)?.evidence).not.toEqual([])
    }),
    { numRuns: 1_000 },
  )
})

test('what an article says can be found by quoting it', () => {
  fc.assert(
    fc.property(anything, anything, anything, (before, word, after) => {
      const quoted = `"${word.replace(/["＂“”„‟«»「」*＊]/gu, ' ')}"`
      if (!parseQuery(quoted).ok) return
      expect(ask(quoted, `${before} ${word} ${after}`)).toBeDefined()
    }),
    { numRuns: 1_000 },
  )
})
