import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf } from '../../shared/topic/text/hash.ts'
import { Scan } from '../../shared/topic/text/scan.ts'
import { tokenize } from '../../shared/topic/text/tokenize.ts'
import { tokenizeSlowly } from './character-by-character.ts'

// biome-ignore format: a list of letters
const oddities = [
  'a', 'B', 'u.s', '.', ' ', '，', '诈', 'か', 'ガ', 'ｶ', 'ﾞ', 'é', 'e\u0301', '\u0301', '\u0323', '\u1100', '\u1161',
  '한', '½', '㎏', 'ำ', 'น', '℀', 'ﷺ', 'İ', 'ẞ', 'Σ', 'ـ', '\u200d', '\u202e', '्', 'क', '葛\u{e0100}', '\u{1d165}',
  '\u{20000}', '\ud800', '\udc00', 'ʼ', '’', '7', '٣', '\n', 'ё', 'й', 'и\u0306', 'ئ',
]
const text = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map(units => String.fromCharCode(...units)), // lone surrogates too
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...oddities), { maxLength: 60 }).map(parts => parts.join('')),
)

test('units that are looked up make the same tokens as characters folded one by one', () => {
  fc.assert(
    fc.property(text, source => {
      expect(tokenize(source)).toEqual(tokenizeSlowly(source))
    }),
    { numRuns: 5_000 },
  )
})

test('every unit is looked up as it is folded', () => {
  for (let unit = 0; unit < 0x10000; unit++) {
    const source = `x${String.fromCharCode(unit)}y`
    expect(tokenize(source)).toEqual(tokenizeSlowly(source))
  }
})

test('a text overwrites the one before, whole: tokens, places, hashes', () => {
  const scan = new Scan()
  fc.assert(
    fc.property(text, source => {
      scan.read(source)
      const tokens = tokenize(source)
      expect(scan.count).toBe(tokens.length)
      if (scan.count > 0) expect(scan.from[0]).toBe(0)
      for (const [n, { text: word, start, end, cut }] of tokens.entries()) {
        expect([scan.word(n), scan.starts[n], scan.ends[n], scan.cuts[n]]).toEqual([word, start, end, cut ? 1 : 0])
        expect(scan.hashes[n]).toBe(hashOf(word))
      }
    }),
    { numRuns: 2_000 },
  )
})

test('FNV-1a is as published', () => {
  expect(hashOf('foobar') >>> 0).toBe(0xbf9cf968)
})
