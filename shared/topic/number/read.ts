import { fold } from '../text/fold.ts'
import type { Scan } from '../text/scan.ts'
import { chineseAt } from './chinese.ts'
import { MEASURES } from './measure.ts'
import { type Joint, Sum } from './sum.ts'
import { MILLIONS, numberWordAt } from './words.ts'
import { lettersBefore, tokenBefore, type Written } from './written.ts'

/** In the word of a digit, behind it: a multiplier or a measure. Others make another thing of it: 12th, 1990s, 5G. */
const SUFFIXES = new Map(
  Object.entries({
    ...{ '': 1, k: 1e3, m: 1e6, mn: 1e6, mln: 1e6, b: 1e9, bn: 1e9, tn: 1e12, тыс: 1e3, млн: 1e6, млрд: 1e9 },
    ...Object.fromEntries(MEASURES.map(measure => [measure, 1])),
  }),
)
// Three digits behind a point or comma are thousands: 1.200 is 1,200; in India two behind the first: 1,20,000. What is
// joined to more digits is a date, a time, a score, a version or a telephone number.
const DIGITS = new RegExp(
  "(?<whole>(?![0０٠۰])\\p{Nd}{1,3}(?:(?<mark>[,.'’٬ \\u00a0\\u2009\\u202f])\\p{Nd}{3}(?!\\p{Nd}))" +
    '(?:\\k<mark>\\p{Nd}{3}(?!\\p{Nd})){0,3}|[1-9]\\d?(?:,\\d{2}){1,3},\\d{3}(?!\\d)|\\p{Nd}{1,15}(?!\\p{Nd}))' +
    '(?:[.,٫．](?<part>\\p{Nd}{1,6})| ?(?<fraction>[¼½¾]))?(?!\\p{Cf}?[.,:/–·・-]?\\p{Cf}?\\p{Nd})',
  'uy',
)
const FRACTIONS = new Map([
  ['¼', 0.25],
  ['½', 0.5],
  ['¾', 0.75],
])

/** The number that begins with a token, as long as it is written; null if none does. */
export function writtenAt(scan: Scan, text: string, token: number, language: string): Written | null {
  const unit = scan.units[(scan.from[token] ?? 0) + lettersBefore(scan, token)] ?? 0
  if (unit >= 0x30 && unit <= 0x39) return inDigits(scan, text, token, language)
  if (unit >= 0x3007) return unit < 0xa000 ? chineseAt(scan, text, token) : null
  return inWords(scan, text, token, language)
}

function inDigits(scan: Scan, text: string, token: number, language: string): Written | null {
  const sum = multipliedAt(scan, text, token, language)
  if (sum === null) return null
  for (let more = moreDigits(sum, scan, text, language); more; more = moreDigits(sum, scan, text, language))
    sum.join(more)
  return sum.written
}

/** Digits with the multipliers behind them: 3 million, 2½ million, 2 百万. */
function multipliedAt(scan: Scan, text: string, token: number, language: string): Sum | null {
  const digits = digitsAt(scan, text, token)
  if (digits === null) return null
  const sum = Sum.ofDigits(digits)
  takeHalf(sum, scan, text)
  for (let next = nextWord(sum.last, scan, text, language); next?.word.multiplies; ) {
    if (!sum.take(next.word, next.joint, next.at)) break
    next = nextWord(sum.last, scan, text, language)
  }
  return sum
}

/** Smaller digits behind a multiplier, with a smaller one: 1 млн 200 тыс. In 3万5000 they touch, and need none. */
function moreDigits(sum: Sum, scan: Scan, text: string, language: string): Sum | null {
  const at = sum.last + 1
  if (sum.scale === Number.POSITIVE_INFINITY || at >= scan.count) return null
  const between = text.slice(scan.ends[sum.last], scan.starts[at])
  const more = /^\.? ?$/.test(between) ? multipliedAt(scan, text, at, language) : null
  if (more === null || more.written.value >= sum.scale) return null
  return between === '' || more.scale < sum.scale ? more : null
}

/** Number words that make one number: treinta y cinco, quatre-vingt-dix-sept, twenty-five thousand. */
function inWords(scan: Scan, text: string, token: number, language: string): Written | null {
  const first = numberWordAt(scan, token, language)
  const sum = first && Sum.ofWord(first, token)
  if (sum === null) return null
  takeHalf(sum, scan, text)
  let next = nextWord(sum.last, scan, text, language)
  while (next !== null && sum.take(next.word, next.joint, next.at)) {
    takeHalf(sum, scan, text)
    next = nextWord(sum.last, scan, text, language)
  }
  return first?.alone === null && sum.last === token ? null : sum.written
}

/** The word of numbers that stands beside a token: against it, or behind a space or hyphen and perhaps a joint. */
function nextWord(last: number, scan: Scan, text: string, language: string) {
  BETWEEN.lastIndex = scan.ends[last] ?? 0
  const joint = BETWEEN.exec(text)?.[1]?.toLowerCase() ?? ''
  const at = tokenBefore(scan, last, BETWEEN.lastIndex + 1)
  if (at === last || scan.starts[at] !== BETWEEN.lastIndex) return null
  const isMillions = MILLIONS_OF_MONEY.test(text.slice(BETWEEN.lastIndex, BETWEEN.lastIndex + 3))
  const word = isMillions ? MILLIONS : numberWordAt(scan, at, language)
  return word && { word, at, joint: JOINTS.get(joint) ?? '' }
}
/** 12 M€ or 12 M €, as French writes it; an m is metres. */
const MILLIONS_OF_MONEY = /^(?:[mM]\p{Sc}|M[ \u00a0\u202f]\p{Sc})/u
/** In Arabic signs of direction stand between digits and a word at times. */
const BETWEEN = /(?:\p{Cf}*[\s-]\p{Cf}*(?:(and|y|et|of|de)[\s-])?)?/iuy
const JOINTS = new Map<string, Joint>([
  ...(['and', 'y', 'et', 'of'] as const).map(joint => [joint, joint] as const),
  ['de', 'of'],
])

function takeHalf(sum: Sum, scan: Scan, text: string): void {
  HALF.lastIndex = scan.ends[sum.last] ?? 0
  if (HALF.test(text)) sum.takeHalf(tokenBefore(scan, sum.last, HALF.lastIndex))
}
const HALF = / (?:and a half|y medi[oa]|et demie?|с половиной|ونصف)(?!\p{L})/iuy

function digitsAt(scan: Scan, text: string, token: number): Written | null {
  DIGITS.lastIndex = (scan.starts[token] ?? 0) + lettersBefore(scan, token)
  const { whole = '', part = '', fraction = '' } = DIGITS.exec(text)?.groups ?? {}
  if (whole === '') return null
  const end = DIGITS.lastIndex
  const last = tokenBefore(scan, token, end)
  const scale = SUFFIXES.get(fold(text.slice(end, scan.ends[last])))
  if (scale === undefined) return null
  const digits = `${fold(whole).replace(/[^\p{Nd}]/gu, '')}.${fold(part)}`
  if (/[^\d.]/.test(digits)) return null // of a script whose digits are not folded
  return { value: (Number(digits) + (FRACTIONS.get(fraction) ?? 0)) * scale, last }
}
