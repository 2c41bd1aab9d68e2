import { expect, test } from 'vitest'
import { tokenize } from '../../shared/topic/text/tokenize.ts'

test.each([
  ["l'état, don’t", 'l etat don t'],
  ['e-payment', 'e payment'],
  ['500公斤冰毒', '500 公 斤 冰 毒'],
  ['COVID-19 G20', 'covid 19 g20'],
  ['U.S.-led F.B.I. J.K.Rowling', 'u.s led f.b.i j.k rowling'],
  ['½ ㎏ ① ﬁ', '1 2 kg 1 fi'],
  ['น้ำ ติ', 'น้ํ า ติ'], // vowel and tone signs stay with their consonant
  ['ကား', 'ကား'],
  ['👩‍👩‍👧 1️⃣ 🇫🇷', '1'],
  ['葛\u{e0100}', '葛'], // a variant of a glyph
  ['\ud800a\udc00', 'a'], // lone surrogates
  ['‮fraud‬', 'fraud'], // direction controls
  ['می‌خواهم', 'ميخواهم'],
  ['ᄒ\u1161ᆫ국 한국', '한국 한국'], // letters that were left apart
])('%j is cut into %j', (text, expected) => {
  expect(
    tokenize(text)
      .map(token => token.text)
      .join(' '),
  ).toBe(expected)
})

test.each([
  ['Zu\u0308rich', 'zurich', 'Zu\u0308rich'],
  ['x ﬁnance y', 'finance', 'ﬁnance'],
  ['5㎏', '5kg', '5㎏'],
  ['½', '2', '½'],
  ['The U.S. said', 'u.s', 'U.S'],
  ['a😀é', 'e', 'é'],
  ['fr\u00adaud.', 'fraud', 'fr\u00adaud'],
  ['تخـدير', 'تخدير', 'تخـدير'],
])('in %j, %j stands for %j', (text, word, original) => {
  const token = tokenize(text).find(each => each.text === word)
  expect(text.slice(token?.start, token?.end)).toBe(original)
})

test.each([
  ['one long word', 'é'.repeat(100_000), 1],
  ['marks in the wrong order', `e${'\u0301\u0323'.repeat(50_000)}`, 1],
  ['initials without end', 'a.'.repeat(50_000), 1],
  ['letters that wait for a vowel', '\u1100'.repeat(100_000), 1],
  ['characters without a space', '诈'.repeat(100_000), 100_000],
  ['joiners only', '\u200d'.repeat(100_000), 0],
])('%s: 100,000 units are cut like any text', (_name, text, tokens) => {
  expect(tokenize(text)).toHaveLength(tokens)
})

test('thirty marks on a character are kept at most: more would be put in order in quadratic time', () => {
  expect(tokenize(`क${'\u093f'.repeat(40)}`)[0]?.text).toHaveLength(31)
})
