import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainText, sanitise } from '../../shared/feed/html.ts'
import { escapeMarkup, withoutControls } from '../../shared/feed/references.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import { parseQuery, type Query } from '../../shared/topic/query/query.ts'
import { tokenize } from '../../shared/topic/text/tokenize.ts'
import { anything } from './anything.ts'
import { aTopic } from './ask.ts'
import { printQuery } from './print.ts'
import { numRuns, timeout } from './runs.ts'
import { query, unplaced } from './trees.ts'

function read(source: string): Query {
  const result = parseQuery(source)
  if (!result.ok) throw new Error(`${source}: ${result.error.message}`)
  return result.query
}

test('a query that is printed and read is the same query', { timeout }, () => {
  fc.assert(
    fc.property(query, tree => {
      expect(unplaced(read(printQuery(tree)))).toEqual(tree)
    }),
    { numRuns },
  )
})

test('any string is a query or an error within it; what is read can be printed and read', { timeout }, () => {
  fc.assert(
    fc.property(anything, source => {
      const result = parseQuery(source)
      if (result.ok) expect(unplaced(read(printQuery(result.query)))).toEqual(unplaced(result.query))
      else {
        expect(result.error.column).toBeGreaterThanOrEqual(1)
        expect(result.error.column).toBeLessThanOrEqual(source.length + 1)
      }
    }),
    { numRuns },
  )
})

const signs: readonly ((word: string) => string)[] = [
  word => word,
  word => `"${word}"`,
  word => `"${word}"~3`,
  word => `=${word}`,
  word => `="${word}"`,
  word => `~${word}`,
  word => `~"${word}"`,
  word => `${word}*`,
  word => `title:${word}`,
]
const language = fc.constantFrom(null, 'en', 'fr', 'tr', 'ru', 'ar', 'zh')

test('a term that is not refused is found in a feed that says just what is written', { timeout }, () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...signs), language, (word, sign, language) => {
      const parsed = parseQuery(sign(word))
      if (!parsed.ok || parsed.query.kind !== 'term' || !['title', null].includes(parsed.query.field)) return
      const match = compileTopics([aTopic('t', sign(word))])
      const title = plainText(sanitise(escapeMarkup(withoutControls(parsed.query.text)), ''))
      expect(match({ title, summary: '', language })).toHaveLength(1)
    }),
    { numRuns: 2 * numRuns },
  )
})

test('a token’s place in the original text reads as that token', { timeout }, () => {
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
    { numRuns },
  )
})
