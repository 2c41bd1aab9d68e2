import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printProblem } from '../../shared/config/read.ts'
import { readWritten } from './written.ts'

const KEYS = [
  'feeds',
  'url',
  'every',
  'topics',
  'id',
  'pack',
  'query',
  'or',
  'not',
  'examples',
  'match',
  'channels',
  'when',
]
const MORE_KEYS = [
  'subscribers',
  'sms',
  'smtp',
  'fetch',
  'allow_private',
  'defaults',
  'timezone',
  'include',
  '__proto__',
]
const SIGNS = [
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\n    ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  '"',
  "'",
  '|\n',
  '>-\n',
  '&a ',
  '*a ',
  '? ',
  '! ',
  '\t',
  '#',
]
const WORDS = [
  'fraud',
  'constructor',
  'https://a.example/',
  'http://[',
  '127.0.0.1',
  '(a OR',
  '5m',
  'null',
  '~',
  '.inf',
  '+33',
  '%',
]

const token = fc.oneof(
  fc.constantFrom(...KEYS, ...MORE_KEYS),
  fc.constantFrom(...SIGNS),
  fc.constantFrom(...WORDS),
  fc.string(),
)
const yamlish = fc.array(token, { maxLength: 40 }).map(tokens => tokens.join(''))

/** A value of any shape under the keys the file has, so that every reader meets every type. */
const misshapen = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(fc.constantFrom(...WORDS), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS, ...MORE_KEYS), tie('value'), { maxKeys: 5 }),
  ),
})).value

/** Reads a text and looks at the answer as a person would. */
function look(text: string): void {
  const read = readWritten({ f: text, fraud: text })
  if (read.ok) return
  expect(read.problems.length).toBeGreaterThan(0)
  const lines = text.split('\n').length
  for (const problem of read.problems) {
    expect(problem.line).toBeGreaterThanOrEqual(1)
    expect(problem.line).toBeLessThanOrEqual(lines)
    expect(problem.column).toBeGreaterThanOrEqual(1)
    expect(printProblem(problem)).toMatch(/^(?:f|fraud):\d+:\d+ {2}\S.*\n {4}\S.*$/)
  }
}

test('text of any kind is read or has problems that stand in it', () => {
  fc.assert(fc.property(yamlish, look), { numRuns: 500 })
})

test('settings of any shape are read or have problems that stand in the file', () => {
  fc.assert(
    fc.property(misshapen, value => look(JSON.stringify(value, null, 1))),
    { numRuns: 500 },
  )
})

test.each([
  ['on one line', (keys: readonly string[]) => JSON.stringify(Object.fromEntries(keys.map(key => [key, 1])))],
  ['on a line each', (keys: readonly string[]) => keys.map(key => `${key}: 1\n`).join('')],
])('thirty thousand settings that nobody knows, %s, are refused at once', (_, written) => {
  const text = written(Array.from({ length: 30_000 }, (_, n) => `key${n}`))
  const began = performance.now()
  expect(readWritten({ f: text })).toMatchObject({ ok: false, problems: { length: 30_000 } })
  expect(performance.now() - began).toBeLessThan(3_000)
})
