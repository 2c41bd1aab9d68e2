import { describe, expect, test } from 'vitest'
import { smsSize, smsText } from '../../shared/alert/sms.ts'
import type { Told } from '../../shared/words.ts'
import { aReason, aTold } from './samples.ts'

describe('how an operator bills a text', () => {
  test.each<[string, string, 'GSM-7' | 'UCS-2', number]>([
    ['plain letters', 'a'.repeat(160), 'GSM-7', 1],
    ['one letter too many', 'a'.repeat(161), 'GSM-7', 2],
    ['joined parts lose seven', 'a'.repeat(306), 'GSM-7', 2],
    ['three parts', 'a'.repeat(307), 'GSM-7', 3],
    ['a euro counts twice', '€'.repeat(80), 'GSM-7', 1],
    ['and so does a bracket', '['.repeat(81), 'GSM-7', 2],
    ['some accents are in the alphabet', 'èéùìòÇäöñü', 'GSM-7', 1],
    ['others are not', 'ç', 'UCS-2', 1],
    ['Chinese', '罢'.repeat(70), 'UCS-2', 1],
    ['Chinese, one too many', '罢'.repeat(71), 'UCS-2', 2],
    ['an emoji is two', '🚢'.repeat(36), 'UCS-2', 2],
  ])('%s', (_, text, alphabet, parts) => {
    expect(smsSize(text)).toEqual({ alphabet, parts })
  })
})

describe('what an SMS says', () => {
  test.each<[string, readonly Told[], string]>([
    [
      'severity, title, why and link',
      [aTold()],
      'HIGH A cyber fraud ring falls (Topic fraud, Wire) https://wire.example/ring',
    ],
    [
      'that it has become graver',
      [aTold({ was: 'medium' })],
      'NOW HIGH, was MEDIUM A cyber fraud ring falls (Topic fraud, Wire) https://wire.example/ring',
    ],
    [
      'how many more there are',
      [aTold(), aTold(), aTold()],
      'HIGH A cyber fraud ring falls (Topic fraud, Wire) +2 more https://wire.example/ring',
    ],
    ['no link, if there is none', [aTold({ link: null })], 'HIGH A cyber fraud ring falls (Topic fraud, Wire)'],
    [
      'typography in plain letters',
      [aTold({ title: '“It’s” — a «fraud» …', link: null })],
      `HIGH "It's" - a "fraud" ... (Topic fraud, Wire)`,
    ],
    ['accents in one piece', [aTold({ title: 'E\u0301lection', link: null })], 'HIGH Élection (Topic fraud, Wire)'],
    [
      'nothing that cannot be seen',
      [aTold({ title: 'a\u202eb\nc\u0000d', link: null })],
      'HIGH a b c d (Topic fraud, Wire)',
    ],
    [
      'no accent that alone would turn 160 letters a part into 70',
      [aTold({ title: 'Cocaína hallada', link: null })],
      'HIGH Cocaina hallada (Topic fraud, Wire)',
    ],
    [
      'every letter of a text that needs the other alphabet anyway',
      [aTold({ title: 'Cocaína “毒品”', link: null })],
      'HIGH Cocaína “毒品” (Topic fraud, Wire)',
    ],
    ['nothing of nothing', [], ''],
  ])('%s', (_, stories, expected) => {
    expect(smsText(stories)).toBe(expected)
  })

  const long = (title: string, told: Partial<Told> = {}) => smsText([aTold({ title, ...told }), aTold()])

  test('curly quotes do not double its price', () => {
    expect(smsSize(smsText([aTold({ title: '‘Fraud’ “ring” – falls…' })])).alphabet).toBe('GSM-7')
  })

  test('the reason gives way to the link', () => {
    const text = long('f'.repeat(150), { link: `https://wire.example/${'x'.repeat(90)}`, sources: ['W'.repeat(60)] })
    expect(text).toMatch(/^HIGH f{150} \+1 more https:.*x$/)
    expect(smsSize(text).parts).toBe(2)
  })

  test('the link gives way to the title', () => {
    const text = long('f'.repeat(250), { link: `https://wire.example/${'x'.repeat(90)}` })
    expect(text).toBe(`HIGH ${'f'.repeat(250)} (Topic fraud, Wire) +1 more`)
  })

  test.each<[string, string]>([
    ['letters', 'fraud '.repeat(170)],
    ['Chinese', '码头工人罢工导致港口关闭'.repeat(80)],
    ['letters of two units', '🚢'.repeat(500)],
    ['letters of two septets', '[€]'.repeat(300)],
    ['letters ending in one that changes the alphabet', `${'fraud '.repeat(52)}罢`],
  ])('a title of too many %s is cut to two parts, between letters, and says how many more there are', (_, title) => {
    const text = long(title)
    expect(smsSize(text).parts).toBe(2)
    expect(text).toMatch(/ \+1 more$/)
    expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
    expect(text.length).toBeGreaterThan(110)
  })

  test('without a topic or a source it says neither', () => {
    expect(smsText([aTold({ matches: [], sources: [], link: null })])).toBe('HIGH A cyber fraud ring falls')
    expect(smsText([aTold({ matches: [aReason('fraud', 'high')], sources: [], link: null })])).toMatch(
      /\(Topic fraud\)$/,
    )
  })
})
