import { expect, test } from 'vitest'
import { indexOf } from '../../shared/topic/index/index.ts'
import { Reading } from '../../shared/topic/index/reading.ts'
import { indexTopics } from '../../shared/topic/match.ts'
import { aTopic } from './ask.ts'

/** Whether a query is looked at for a headline, beside others that all name the police. */
function isLookedAt(query: string, title: string, language: string): boolean {
  const topics = [query, 'police a', 'police b', 'police c'].map((written, n) => aTopic(`t${n}`, written))
  const index = indexTopics(topics)
  const reading = new Reading(index)
  reading.read({ title, summary: '', source: '', lang: language })
  return reading.present.some(atom => index.filed.slice(index.filedFrom[atom], index.filedFrom[atom + 1]).includes(0))
}

test.each([
  ['police zebra', 'police', false], // what others name as well is common
  ['police zebra', 'zebra', true],
  ['zebra police', 'police', false],
  ['lang:fr zebra', 'lynx', false], // every article has a language
  ['lynx "zebra police"', 'lynx', false], // a phrase is rarer than a word
  ['police NEAR/3 zebra', 'police', false],
  ['"police zebra"~3', 'police', false],
  ['(police OR lynx) zebra', 'lynx', false],
  ['(zebra -lynx) police', 'police', false],
  ['zebra^2 police', 'police', false],
  ['police NEAR/3 10..', '10', false],
  ['10..', '12', true],
  ['lang:fr', 'lynx', true],
])('%j is looked at for %j: %s', (query, title, expected) => {
  expect(isLookedAt(query, title, 'fr')).toBe(expected)
})

test('what is written twice is filed once', () => {
  expect([...indexTopics([aTopic('t', 'a OR b OR a')]).filed]).toEqual([0, 0])
})

test('what holds where nothing is found cannot be filed', () => {
  const place = { start: 0, end: 1 }
  const plain = {
    field: null,
    quoted: false,
    prefix: false,
    range: null,
    as: 'usual',
    slop: 0,
    boost: 1,
    ...place,
  } as const
  const [a, b] = [{ kind: 'term', text: 'a', ...plain } as const, { kind: 'term', text: 'b', ...plain } as const]
  const either = { kind: 'or', parts: [a, { kind: 'not', part: b, ...place }], ...place } as const
  expect(() => indexOf([either])).toThrow(/only excludes/)
})
