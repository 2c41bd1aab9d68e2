import { cyrillic } from './cyrillic.ts'

// Enough of an article to know its script; the rest would only cost time.
const LOOKED_AT = 2_000

/** Scripts, and the languages that a text of their letters may be in. */
const SCRIPTS: readonly (readonly [letters: RegExp, languages: (text: string) => readonly string[]])[] = [
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, chineseOrJapanese],
  [/\p{Script=Hangul}/gu, () => ['ko']],
  [/\p{Script=Cyrillic}/gu, cyrillic],
  [/\p{Script=Arabic}/gu, arabic],
  [/\p{Script=Hebrew}/gu, () => ['he']],
  [/\p{Script=Greek}/gu, () => ['el']],
  [/\p{Script=Thai}/gu, () => ['th']],
  [/\p{Script=Lao}/gu, () => ['lo']],
  [/\p{Script=Khmer}/gu, () => ['km']],
  [/\p{Script=Myanmar}/gu, () => ['my']],
  [/\p{Script=Devanagari}/gu, () => ['hi']],
  [/\p{Script=Bengali}/gu, () => ['bn']],
  [/\p{Script=Tamil}/gu, () => ['ta']],
  [/\p{Script=Telugu}/gu, () => ['te']],
  [/\p{Script=Armenian}/gu, () => ['hy']],
  [/\p{Script=Georgian}/gu, () => ['ka']],
]

const LATIN = 'az ca cs da de en es et eu fi fr hr hu is it lt lv ms nl no pl pt ro sk sl sq sv tl tr vi yo'.split(' ')

/** The languages that a text may be in, as far as its letters tell; none if they tell nothing. */
export function writtenIn(text: string): readonly string[] {
  const start = text.slice(0, LOOKED_AT)
  const counted = SCRIPTS.map(([letters, languages]) => ({ letters: count(start, letters), languages }))
  const most = counted.reduce((a, b) => (b.letters > a.letters ? b : a))
  const latin = count(start, /\p{Script=Latin}/gu)
  // Names and brands stay in Latin letters, and a Latin word is several letters long.
  if (most.letters * 5 >= latin && most.letters > 0) return most.languages(start)
  return latin > 0 ? LATIN : []
}

/** Japanese is never long without kana; a Chinese brand may borrow one. */
function chineseOrJapanese(text: string): readonly string[] {
  const kana = count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  return kana * 10 >= count(text, /\p{Script=Han}/gu) ? ['ja'] : ['zh']
}

/** Arabic and Persian are told by their words: either is typed on the other's keyboard, or quotes the other's letters. */
function arabic(text: string): readonly string[] {
  const writes = (letters: RegExp) => count(text, letters) * 50 >= count(text, /\p{Script=Arabic}/gu)
  if (writes(/[ټډړږښېۍ]/g)) return ['ps']
  if (writes(/[ٹڈڑںےہھ]/g)) return ['ur']
  return ['ar', 'fa']
}

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0
