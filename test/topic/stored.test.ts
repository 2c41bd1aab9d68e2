import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openIndex, storedIndex } from '../../shared/topic/index/stored.ts'
import { compileTopics, indexTopics } from '../../shared/topic/match.ts'
import { aTopic } from './ask.ts'

const TOPICS = [
  '("cyber fraud" OR phish*) -film',
  '=ISIS OR ~trafficking OR ~"drug dealer"',
  'мошенничество OR "отмывание денег" OR взлом',
  'مخدرات OR "غسل الأموال"',
  '诈骗 OR 500公斤 OR 詐欺 OR 마약*',
  'killed NEAR/3 10.. OR 1.5m..2bn',
  'title:(strike NEAR/5 port) OR "port strike"~3',
  'État OR Łódź OR F.B.I. lang:fr source:reuters',
].map((query, n) => aTopic(`t${n}`, query))

test('a stored index is the index', () => {
  const index = indexTopics(TOPICS)
  expect(openIndex(storedIndex(index))).toEqual(index)
  // Out of a table it comes somewhere inside a buffer.
  expect(openIndex(Buffer.concat([Buffer.from('x'), storedIndex(index)]).subarray(1))).toEqual(index)
})

test('what another version has stored is not opened', () => {
  const stored = storedIndex(indexTopics(TOPICS))
  new DataView(stored.buffer).setInt32(4, 9_999, true)
  expect(openIndex(stored)).toBeNull()
})

// The functions of a new version read, for a moment, what the old one stored. If this fails, words are cut, folded, stemmed
// or numbered otherwise than before: raise FORMAT in shared/topic/index/stored.ts, and then write the new hash here.
test('its format has a number of its own', () => {
  const stored = storedIndex(indexTopics(TOPICS))
  const [, format] = new Int32Array(stored.buffer, 0, 2)
  expect([format, createHash('sha256').update(stored).digest('hex').slice(0, 16)]).toEqual([3, '903dd6d29e1a9b0a'])
})

test('topics are matched by a stored index as by their own', () => {
  const article = { title: 'Phishing: cyber fraud', summary: 'Взломы', language: 'en' }
  const stored = openIndex(storedIndex(indexTopics(TOPICS))) ?? undefined
  expect(compileTopics(TOPICS, stored)(article)).toEqual(compileTopics(TOPICS)(article))
  expect(compileTopics(TOPICS, stored)(article)).toHaveLength(2)
})
