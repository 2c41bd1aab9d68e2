import { expect, test } from 'vitest'
import { covers } from '../../shared/topic/query/covers.ts'
import { parseQuery } from '../../shared/topic/query/query.ts'

const queryOf = (text: string) => {
  const read = parseQuery(text)
  if (!read.ok) throw new Error(`${text}: ${read.error.message}`)
  return read.query
}

test.each([
  ['dead', 'dead', true],
  ['Dead^2', '"déad"', true], // as it is found
  ['=Dead', '=dead', false],
  ['~dead', 'dead', false],
  ['dead*', 'dead', false], // it is so, but that is no glance
  ['title:dead', 'dead', false],
  ['a b', 'b (a c) d', false],
  ['a (b c)', '(c b) a', true],
  ['(a b) OR c', 'c OR (b a)', true],
  ['a OR b', 'a b', false],
  ['"a b"', '"b a"', false],
  ['dead NEAR/3 10..', 'dead NEAR/3 100..', true],
  ['dead NEAR/3 10..', '20..50 NEAR/3 dead', true],
  ['(dead OR died) NEAR/3 10..', '(died OR dead) NEAR/3 100..', true],
  ['dead NEAR/3 100..', 'dead NEAR/3 10..', false],
  ['dead NEAR/3 10..50', 'dead NEAR/3 20..', false],
  ['dead NEAR/4 10..', 'dead NEAR/3 10..', false],
  ['a -10..', 'a -10..', true],
  ['a -10..', 'a -100..', false], // 50 satisfies the second alone
  ['dead 1.. OR hurt 10..', 'hurt 20.. OR dead 2..', true],
  ['dead 1.. OR hurt 10..', 'hurt 2.. OR dead 20..', false],
])('%s covers %s: %s', (wide, narrow, expected) => {
  expect(covers(queryOf(wide), queryOf(narrow))).toBe(expected)
})

test('the deepest query is compared at once', () => {
  const deep = `${'a (b OR '.repeat(25)}"c"${')'.repeat(25)}`
  const began = performance.now()
  expect(covers(queryOf(deep), queryOf(deep))).toBe(true)
  expect(performance.now() - began).toBeLessThan(700)
})
