import { fold } from '../text/fold.ts'
import type { Scan } from '../text/scan.ts'
import { MEASURES } from './measure.ts'
import { type NumberWord, numberWordAt } from './words.ts'

/** A number as it is written, and the last token that it takes. */
export interface Written {
  readonly value: number
  readonly last: number
}

/** In the word of a digit, behind it: a multiplier or a measure. Others make another thing of it: 12th, 1990s, 5G. */
const SUFFIXES = new Map(
  Object.entries({
    ...{ '': 1, k: 1e3, m: 1e6, mn: 1e6, mln: 1e6, b: 1e9, bn: 1e9, tn: 1e12, тыс: 1e3, млн: 1e6, млрд: 1e9 },
    ...Object.fromEntries(MEASURES.map(measure => [measure, 1])),
  }),
)
// Three digits behind a point or comma are thousands: 1.200 is 1,200. What is joined to more digits is a date, a time, a
// score, a version or a telephone number.
const DIGITS = new RegExp(
  "(?<whole>(?![0０٠۰])\\p{Nd}{1,3}(?:(?<mark>[,.'’٬ \\u00a0\\u2009\\u202f])\\p{Nd}{3}(?!\\p{Nd}))" +
    '(?:\\k<mark>\\p{Nd}{3}(?!\\p{Nd})){0,3}|\\p{Nd}{1,15}(?!\\p{Nd}))' +
    '(?:[.,٫](?<part>\\p{Nd}{1,6}))?(?![.,:/–·・-]?\\p{Nd})',
  'uy',
)

const CHINESE_DIGITS = new Map(
  Object.entries({ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }),
)
/** "Some" ten or hundred are two of them at least; above and nearly a hundred is one. Never without what they count. */
const CHINESE_SOME = new Map(Object.entries({ 数: 2, 數: 2, 几: 2, 幾: 2, 上: 1, 近: 1, 逾: 1, 超: 1 }))
const CHINESE_UNITS = new Map(Object.entries({ 十: 10, 百: 100, 千: 1e3, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 }))
/** Of a run that is no number, such as 九一一, no part is one: it is looked at from its beginning only. */
const CHINESE =
  /(?<![〇零一二两兩三四五六七八九十百千万萬亿億])(?:[数數几幾](?=[十百千万萬亿億])|[上近逾超](?=[百千万萬亿億]))?[〇零一二两兩三四五六七八九十百千万萬亿億]+/uy
/** What few are counted with, so that 三星 is a firm, 五角大楼 a building and 十堰 a city. */
export const CHINESE_COUNTED = /[人名死伤傷个個位具起吨噸公多余餘几幾]/uy

/** The number that begins with a token, as long as it is written; null if none does. */
export function writtenAt(scan: Scan, text: string, token: number, language: string): Written | null {
  const unit = scan.units[scan.from[token] ?? 0] ?? 0
  if (unit >= 0x30 && unit <= 0x39) return multiplied(digitsAt(scan, text, token), scan, text, language)
  if (unit >= 0x3007) return unit < 0xa000 ? chineseAt(scan, text, token) : null
  return wordsAt(scan, text, token, language, Number.POSITIVE_INFINITY)
}

/** Number words that make one number, the first less than `below`: treinta y cinco, quatre-vingt-dix-sept, cent vingt. */
function wordsAt(scan: Scan, text: string, token: number, language: string, below: number): Written | null {
  const word = numberWordAt(scan, token, language)
  if (word === null || (word.alone === null && word.value !== 100)) return null
  const next = word.multiplies ? null : nextWord(scan, text, token, language)
  const one = next?.multiplies === false && next.at === token + 1 ? inOne(word.value, next.value, next.isArabic) : null
  const head = one === null ? { value: word.alone ?? word.value, last: token } : { value: one, last: token + 1 }
  if (head.value >= below) return null
  const written = multiplied(head, scan, text, language) ?? head
  if (written.value >= below) return null // here, or each word of "cent vingt cent vingt …" would read all that follow
  const more = moreAt(scan, text, written, language)
  if (more !== null) return { value: written.value + more.value, last: more.last }
  return word.alone === null && written.last === token ? null : written
}

/** Two words that stand for less than the first: dix-sept, quatre-vingts; Arabic writes the tens behind the five. */
function inOne(value: number, next: number, isArabic: boolean): number | null {
  if (isArabic) return value < 10 && next >= 10 && next < 100 ? value + next : null
  if (value === 4 && next === 20) return 80
  return value === 10 && next >= 7 && next <= 9 ? value + next : null
}

/** What is added to a number: less than its last unit, behind it or an "and". French adds twelve to sixty and to eighty. */
function moreAt(scan: Scan, text: string, { value, last }: Written, language: string): Written | null {
  if (value < 20) return null
  const below = value === 60 || value === 80 ? 20 : 10 ** (/0*$/.exec(String(value))?.[0].length ?? 0)
  MORE.lastIndex = scan.ends[last] ?? 0
  if (below < 10 || !MORE.test(text)) return null
  const at = tokenBefore(scan, last, MORE.lastIndex + 1)
  const more = scan.starts[at] === MORE.lastIndex ? wordsAt(scan, text, at, language, below) : null
  return more !== null && more.value < below ? more : null
}
const MORE = /[\s-](?:(?:and|y|et)[\s-])?/y

function digitsAt(scan: Scan, text: string, token: number): Written | null {
  const start = scan.starts[token] ?? 0
  DIGITS.lastIndex = start
  const { whole = '', part = '' } = DIGITS.exec(text)?.groups ?? {}
  if (whole === '') return null
  const end = DIGITS.lastIndex
  const last = tokenBefore(scan, token, end)
  const scale = SUFFIXES.get(fold(text.slice(end, scan.ends[last])))
  return scale === undefined ? null : { value: Number(`${fold(whole).replace(/\D/g, '')}.${fold(part)}`) * scale, last }
}

/** The last token that begins before an offset. */
function tokenBefore(scan: Scan, from: number, end: number): number {
  let last = from
  while (last + 1 < scan.count && (scan.starts[last + 1] ?? 0) < end) last++
  return last
}

/** With the multipliers behind it: 3 million, tens of thousands, 2 百万. */
function multiplied(written: Written | null, scan: Scan, text: string, language: string): Written | null {
  if (written === null) return null
  let { value, last } = written
  for (let next = nextWord(scan, text, last, language); next?.multiplies; next = nextWord(scan, text, last, language)) {
    value *= next.value
    last = next.at
  }
  return { value, last }
}

/** The word of numbers that stands beside a token: against it, behind a space or hyphen, or an "of". */
function nextWord(scan: Scan, text: string, token: number, language: string): (NumberWord & { at: number }) | null {
  const at = token + (OF.test(text.slice(scan.ends[token], (scan.ends[token] ?? 0) + 4)) ? 2 : 1)
  const between = text.slice(scan.ends[at - 1], scan.starts[at])
  if (at >= scan.count || !/^[\s-]?$/.test(between)) return null
  const word = numberWordAt(scan, at, language)
  return word && { ...word, at }
}
const OF = /^ (?:of|de) /

function chineseAt(scan: Scan, text: string, token: number): Written | null {
  CHINESE.lastIndex = scan.starts[token] ?? 0
  const [characters] = CHINESE.exec(text) ?? []
  if (characters === undefined) return null
  const value = chineseValue(characters)
  CHINESE_COUNTED.lastIndex = CHINESE.lastIndex
  if (value === null || (value <= 10 && !CHINESE_COUNTED.test(text))) return null
  return { value, last: tokenBefore(scan, token, CHINESE.lastIndex) }
}

/** 一百二十 is 120, and 三四十, thirty or forty, is 30. Null for what is no number but a name or a year: 百度, 九一一, 二〇二三. */
function chineseValue(characters: string): number | null {
  let [whole, section, digit]: [number, number, number | null] = [0, 0, null]
  for (const character of characters) {
    const unit = CHINESE_UNITS.get(character)
    const next = CHINESE_DIGITS.get(character) ?? CHINESE_SOME.get(character) ?? null
    if (unit === undefined) {
      if (digit && next !== digit + 1) return null
      digit ||= next
      continue
    }
    if (digit === null && section === 0 && whole === 0 && unit !== 10) return null
    if (unit < 1e4) section += (digit ?? 1) * unit
    else {
      const counted = section + (digit ?? 0)
      whole = unit === 1e4 ? whole + counted * unit : (whole + counted) * unit
      section = 0
    }
    digit = null
  }
  return whole + section + (digit ?? 0)
}
