import { fold } from './fold.ts'

// What a folded letter is to a word: bits that are combined.
/** Neither seen nor counted: a soft hyphen, a direction control. */
export const UNSEEN = 1
/** No letter, digit or mark: a word ends before it. */
export const SEPARATES = 2
/** A comma, stop or line end: also cuts lone characters apart. */
export const STOPS = 4
/** One character of a script without spaces. */
export const ALONE = 8
/** Belongs to the letter before it. */
export const MARK = 16
/** A letter of a script with spaces: it may be an initial. */
export const INITIAL = 32
/** A digit, or a letter that is no initial. */
const OTHER = 64
/** Of a UTF-16 unit: by itself it is no character, or it folds to several letters, or marks may follow what it begins. */
const INTRICATE = 128
/** Of a UTF-16 unit: it may belong to the character before it. */
const JOINS = 256

const STANDS_ALONE =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u
const WORDLY = /[\p{L}\p{N}\p{M}]/u
const IS_MARK = /\p{M}/u
// Not the zero-width space: it parts words, and of an article's text it leaves a space.
const INVISIBLE = /(?!\u200b)\p{Cf}/u
const LETTER = /\p{L}/u
// Letters by their category, apostrophes by their use: п’ять, oʻzbek and l’état are spelled with any of a dozen signs.
const APOSTROPHE = /[\u02b9-\u02bf]/u
const STOP = /[.,;:!?|\n。、，；：！？…]/u

// Hangul letters that a writer left apart compose to syllables, so a run of them is folded as one.
const JAMO = '\\u1100-\\u11ff\\u3131-\\u318e\\ua960-\\ua97f\\ud7b0-\\ud7ff\\uffa0-\\uffdc'
// Thirty marks on a character at most are put in order together: the Stream-Safe Text Format of UAX #15. More would
// take quadratic time (V8: 2.4 s for 80,000). Half-width kana carry their voicing behind them as letters of their own.
const MARKS = '[\\p{M}\\uff9e\\uff9f]'
const CHARACTER = new RegExp(`(?:[${JAMO}]+|[^\\p{M}])${MARKS}{0,30}|${MARKS}{1,30}`, 'uy')
const JOINING = new RegExp(`^(?:${MARKS}|\\p{Cs})`, 'u')
const BEGINS_MORE = new RegExp(`^(?:[${JAMO}]|${MARKS}|\\p{Cs})`, 'u')

/** Whether a token is one character of a script without spaces. */
export const standsAlone = (token: string): boolean => STANDS_ALONE.test(token)

/** What one folded letter is. */
export function kindOfLetter(letter: string): number {
  if (INVISIBLE.test(letter)) return UNSEEN
  if (!WORDLY.test(letter) || APOSTROPHE.test(letter)) return STOP.test(letter) ? SEPARATES | STOPS : SEPARATES
  if (IS_MARK.test(letter)) return MARK
  if (STANDS_ALONE.test(letter)) return ALONE
  return LETTER.test(letter) ? INITIAL : OTHER
}

// Filled as texts bring new units: a start costs nothing, and most of the 65,536 never come.
const KINDS = new Uint16Array(0x10000)
const FOLDED = new Uint16Array(0x10000)

/**
 * What a text has at an offset, where it is a character of one unit that folds to one at most and nothing joins it;
 * else 0. This is so for nearly all of Latin, Cyrillic, Arabic and Chinese.
 */
export function kindOfUnit(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  const kind = KINDS[unit] || learn(unit)
  if (kind & INTRICATE) return 0
  const next = text.charCodeAt(at + 1)
  // No mark comes before U+0300; at the end of the text `next` is NaN.
  return next >= 0x300 && (KINDS[next] || learn(next)) & JOINS ? 0 : kind
}

/** The folded letter of such a unit. */
export const foldedUnit = (unit: number): number => FOLDED[unit] ?? 0

/** Where the character ends that begins at an offset, with the marks on it. */
export function endOfCharacter(text: string, at: number): number {
  CHARACTER.lastIndex = at
  return CHARACTER.test(text) ? CHARACTER.lastIndex : at + 1
}

function learn(unit: number): number {
  const character = String.fromCharCode(unit)
  const folded = fold(character)
  FOLDED[unit] = folded.charCodeAt(0)
  const kind = folded === '' ? UNSEEN : kindOfLetter(folded)
  const intricate = folded.length > 1 || BEGINS_MORE.test(character) ? INTRICATE : 0
  const joins = JOINING.test(character) ? JOINS : 0
  KINDS[unit] = kind | intricate | joins
  return KINDS[unit] ?? 0
}
