import { describe, expect, test } from 'vitest'
import { excerpt, type Run, runs, telling } from '../../shared/alert/mark.ts'
import { cut, oneLine } from '../../shared/alert/plain.ts'
import type { Evidence } from '../../shared/words.ts'

const spans = (...places: readonly (readonly [number, number])[]): Evidence[] => [
  { clause: 'x', contribution: 1, spans: places.map(([start, end]) => ({ field: 'title', start, end })) },
]
const shown = (cuts: readonly Run[]) => cuts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')

describe('the words that fired are marked', () => {
  test.each<[string, Evidence[], string]>([
    ['one', spans([2, 4]), 'ab[cd]efghij'],
    ['at both ends', spans([0, 1], [9, 10]), '[a]bcdefghi[j]'],
    ['in any order', spans([6, 8], [1, 3]), 'a[bc]def[gh]ij'],
    ['overlapping', spans([1, 5], [3, 7]), 'a[bcde][fg]hij'],
    ['one inside another', spans([1, 8], [3, 5], [7, 9]), 'a[bcdefgh][i]j'],
    ['twice the same', spans([1, 3], [1, 3]), 'a[bc]defghij'],
    ['beyond the end', spans([8, 99], [50, 60]), 'abcdefgh[ij]'],
    [
      'none of another field',
      [{ clause: 'x', contribution: 1, spans: [{ field: 'summary', start: 0, end: 3 }] }],
      'abcdefghij',
    ],
  ])('%s', (_, evidence, expected) => {
    const cuts = runs('abcdefghij', 'title', evidence)
    expect(shown(cuts)).toBe(expected)
    expect(cuts.map(({ text }) => text).join('')).toBe('abcdefghij')
  })
})

describe('an excerpt shows what is around the first of them', () => {
  const long = 'x'.repeat(200)
  const words = 'word '.repeat(60)
  test.each<[string, string, Evidence[], string]>([
    ['with everything that is near', 'a fraud ring', spans([2, 7]), 'a [fraud] ring'],
    ['with every mark that is near', 'a fraud ring', spans([2, 7], [8, 12]), 'a [fraud] [ring]'],
    [
      'with some of what is far',
      `${long}fraud${long}`,
      spans([200, 205]),
      `… ${'x'.repeat(60)}[fraud]${'x'.repeat(120)} …`,
    ],
    [
      'between words where there are any',
      `${words}fraud ${words}`,
      spans([300, 305]),
      `… ${'word '.repeat(11)}[fraud] ${'word '.repeat(23)}word …`,
    ],
    ['and nothing if there is none', 'a fraud ring', spans(), ''],
    [
      'without cutting a letter in half',
      `🚢${'x'.repeat(59)}fraud${'x'.repeat(119)}🚢x`,
      spans([61, 66]),
      `… ${'x'.repeat(59)}[fraud]${'x'.repeat(119)} …`,
    ],
  ])('%s', (_, text, evidence, expected) => {
    expect(shown(excerpt(text, 'title', evidence))).toBe(expected)
  })
})

test('a clause that says only what a longer one says of the same words is left out', () => {
  const evidence: Evidence[] = [
    { clause: '"telecom fraud"', contribution: 1, spans: [{ field: 'title', start: 0, end: 13 }] },
    { clause: 'fraud', contribution: 1, spans: [{ field: 'title', start: 8, end: 13 }] },
    {
      clause: 'telecom*',
      contribution: 1,
      spans: [
        { field: 'title', start: 0, end: 7 },
        { field: 'summary', start: 3, end: 10 },
      ],
    },
    { clause: 'lang:en', contribution: 1, spans: [] },
  ]
  expect(telling(evidence).map(({ clause }) => clause)).toEqual(['"telecom fraud"', 'telecom*', 'lang:en'])
})

test.each<[string, string, number, string]>([
  ['short', 'fraud', 5, 'fraud'],
  ['long', 'fraud ring', 6, 'fraud…'],
  ['between letters, not inside a pair', 'ab🚢🚢', 4, 'ab…'],
  ['between letters, not inside a family', `ab👩‍👩‍👧‍👦cd`, 8, 'ab…'],
  ['between letters, not before their accents', 'abe\u0301\u0302f', 5, 'ab…'],
  ['a letter longer than all there is room for', `a${'\u0301'.repeat(200)}b`, 20, '…'],
])('a text is cut: %s', (_, text, most, expected) => {
  expect(cut(text, most)).toBe(expected)
  expect(cut(text, most).length).toBeLessThanOrEqual(most)
})

test('one line holds nothing that hides, breaks or turns round what is read', () => {
  expect(oneLine(' a\r\nb\u2028c\u202ed\u200be\u0000f\u0085g\ufeffh\u00adi ')).toBe('a b c d e f g h i')
})
