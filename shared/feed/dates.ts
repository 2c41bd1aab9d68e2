import { monthNamed } from './months.ts'
import { zoneMinutes } from './zones.ts'

const TIME = /(?<![\d:])(\d{1,2})[:٫](\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?![:\d])\s*([ap]\.?m\b\.?)?/i
// No year begins with a zero: of `+0200` somebody lost the sign.
const ZONE =
  /(?:\b(?:gmt|utc)\s?)?(?<!\d)[+-]\d{1,2}(?::?\d{2})?(?!\d)|\b0\d:?\d{2}\b|\b[a-z]+\/[a-z_/]+|\b[a-z]{1,4}\b/i
const WORD = /[\p{L}\p{M}]+|\d+/gu
/** Words between the parts of a date: "June 22, 2023 at 01:11", "1er juin à 10h00". */
const FILLERS = new Set('at um de del of a à le alle ore st nd rd th er г kl klo m t р feira gmt utc'.split(' '))

const AMERICAN_ZONE = /^(?:[ecmp][sd]?t|ak[sd]t|hst)$/i
/** Languages that write the day first between slashes; where none is said, or no such one, the month may be. */
const DAY_FIRST = /^(?!en(?:[-_](?:us|ca))?$|und)[a-z]{2,3}(?![a-z])/i
/** A time with a point, behind a date that ends with its year: "5.3.2024 klo 10.30". */
const POINTED = /(?<=[\p{L}\d][\s./-]+\d{4}[\s,]+(?:\p{L}+\.?\s*)?)(\d{1,2})\.(\d\d)(?![.\d])/u

/** A year, a month from 1, a day. */
type Day = readonly [number, number, number]

/**
 * When a feed says something happened, as ISO 8601 in UTC: RFC 822 and ISO 8601 with the variants found in feeds,
 * in some twenty languages. A missing zone means UTC (in Korean dates, Seoul). What cannot be read is null, never now.
 * @param language of the text that it stands in, as the publisher wrote it, or '': tells 5/12 from 12/5
 */
export function readDate(written: string, language = ''): string | null {
  const trimmed = written.trim()
  if (trimmed.length > 80) return null
  const text = inLatin(trimmed.replace(POINTED, '$1:$2'))
  if (/^\d{10}(\d{3})?$/.test(text)) return iso(Number(text.padEnd(13, '0'))) // seconds or milliseconds since 1970
  if (/^\d{4}-?w\d|^\d{4}-\d{3}(?!\d)/i.test(text)) return null // ISO 8601's week or day of the year: no month and day
  const spaced = inParts(text)
  const time = TIME.exec(spaced)
  const before = time ? spaced.slice(0, time.index) : spaced
  const after = time ? spaced.slice(time.index + time[0].length).replace(/\([^)]*\)|\buhr\b/gi, '') : ''
  const zone = time ? (ZONE.exec(after)?.[0] ?? '') : (/\b(?:gmt|utc|z)$/i.exec(before)?.[0] ?? '')
  const monthFirst = !DAY_FIRST.test(language) || time?.[4] !== undefined || AMERICAN_ZONE.test(zone)
  const days = time ? `${before} ${after.replace(zone, ' ')}` : before.slice(0, before.length - zone.length)
  const day = readDay(days, monthFirst)
  return day && stamp(day, time ?? [], zone.replaceAll(' ', ''))
}

/** With a date's parts apart, where ISO 8601 and others write them together. */
const inParts = (text: string): string =>
  text
    .replace(/(?<=z|[+-]\d\d:?\d\d)\[[^\]]*\]$/i, '') // RFC 9557: a place behind the offset
    .replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?!\d)/, '$1-$2-$3 $4:$5:$6')
    .replace(/^(\d{4})(\d\d)(\d\d)(?!\d)/, '$1-$2-$3')
    .replace(
      /(?<=\d)t(\d\d)(\d\d)(\d\d)?(?![\d:])/i,
      (_, hour, minute, second = '00') => ` ${hour}:${minute}:${second}`,
    )
    .replace(/(?<=\d)t(\d\d)(?=z|[+-]|$)/i, ' $1:00')
    .replace(/(?<=\d)t(?=\d)/i, ' ')
    .replace(/(?<=\d)\s?h\s?(?=\d\d)/i, ':')

function stamp([year, month, day]: Day, time: readonly string[], zone: string): string | null {
  const midnight = new Date(Date.UTC(year, month - 1, day))
  if (year < 1900 || year >= 2200 || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null
  const [, hours = '0', minutes = '0', seconds = '0', half = ''] = time
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0)
  if (hour > 24 || (hour === 24 && Number(minutes) > 0) || Number(minutes) > 59 || Number(seconds) > 60) return null
  const wall = midnight.getTime() + ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  const east = zone === '' ? 0 : zoneMinutes(zone, wall)
  return east === undefined ? null : iso(wall - east * 60_000)
}

function readDay(text: string, monthFirst: boolean): Day | null {
  const words = text.toLowerCase().match(WORD) ?? []
  const numbers = words.filter(word => /^\d/.test(word))
  const names = words.filter(word => !/^\d/.test(word) && !FILLERS.has(word))
  // The last: in "mar., 01 déc. 2020" the first word is a Tuesday.
  const month = names.map(monthNamed).findLast(number => number !== undefined)
  // The one other word allowed is the weekday, which may be in any language, and wrong.
  if (names.length > (month === undefined ? 1 : 2) || numbers.length > 3 || numbers.length === 0) return null
  return month === undefined ? inOrder(numbers, monthFirst && text.includes('/')) : withMonth(numbers, month)
}

function withMonth([a = '', b, c]: readonly string[], month: number): Day | null {
  if (c !== undefined) return null
  if (a.length === 4) return [Number(a), month, Number(b ?? 1)]
  return b === undefined ? null : [century(b), month, Number(a)]
}

/** Year first if it has four digits; else day first, except `09/15/2014` and, where it is written so, `9/5/2014`. */
function inOrder([a = '', b = '1', c]: readonly string[], monthFirst: boolean): Day | null {
  if (a.length === 4) return [Number(a), Number(b), Number(c ?? 1)]
  if (c === undefined) return null
  const american = Number(b) > 12 || (monthFirst && Number(a) <= 12)
  return american ? [century(c), Number(a), Number(b)] : [century(c), Number(b), Number(a)]
}

/** Years of three digits count from 1900 (RFC 5322, section 4.3): some clock went on to 100. */
const century = (year: string): number =>
  Number(year) + (year.length > 3 ? 0 : year.length === 3 || Number(year) >= 70 ? 1900 : 2000)

function inLatin(text: string): string {
  if (!/[^\p{ASCII}]/u.test(text)) return text
  const latin = text
    .normalize('NFKC')
    .replaceAll('\u2212', '-') // the minus of mathematics
    // Arabic, Persian and Hindi digits; the code of the zero ends in 0, 0 and 6.
    .replace(/[٠-٩۰-۹०-९]/g, digit => String((digit.charCodeAt(0) - (digit < '०' ? 0 : 6)) % 16))
    .replace(/(\d+)\s*[時时시]\s*(\d+)\s*[分분](?:\s*(\d+)\s*[秒초])?/, clock)
    .replace(/(?<=\d)\s*([صم])(?!\p{L})/u, (_, half) => (half === 'م' ? ' pm' : ' am'))
    .replace(/(تشرين|كانون)\s+/, '$1') // two words, one month
    .replace(/[年月년월.]\s*/g, '-')
    .replace(/[日일]/g, ' ')
    .replace(/(오전|上午|午前)\s*([\d:]+)/, '$2 am')
    .replace(/(오후|下午|午後)\s*([\d:]+)/, '$2 pm')
  return /[년오]/.test(text) ? `${latin} +0900` : latin
}

const clock = (_: string, hour: string, minute: string, second = '0'): string =>
  `${hour}:${minute.padStart(2, '0')}:${second.padStart(2, '0')}`

/** The first second of 1970 is a clock's zero: there was no date, and believed it would make news look too old to tell. */
const iso = (ms: number): string | null => (ms === 0 ? null : new Date(ms).toISOString())
