import { monthNamed } from './months.ts'
import { zoneMinutes } from './zones.ts'

const TIME = /(?<![\d:])(\d{1,2})[:٫](\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?![:\d])\s*([ap]\.?m\b\.?)?/i
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:t(\d\d)(\d\d)(\d\d)?)?(.*)$/i
const ZONE = /(?:\b(?:gmt|utc)\s?)?[+-]\d{1,2}:?\d{2}(?!\d)|\b[a-z]+\/[a-z_/]+|\b[a-z]{1,4}\b/i
const WORD = /[\p{L}\p{M}]+|\d+/gu
/** Words between the parts of a date: "June 22, 2023 at 01:11", "2 de junio de 2025". */
const FILLERS = new Set(['at', 'um', 'de', 'del', 'of', 'a', 'st', 'nd', 'rd', 'th', 'г', 'uhr', 'kl', 'm', 't', 'р'])

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/**
 * When a feed says something happened, as ISO 8601 in UTC: RFC 822 and ISO 8601 with the variants found in feeds,
 * in some twenty languages. A missing zone means UTC (in Korean dates, Seoul). What cannot be read is null, never now.
 */
export function readDate(written: string): string | null {
  const text = inLatin(written.trim())
  if (text === '' || text.length > 80) return null
  const epoch = /^\d{10}(?:\d{3})?$/.exec(text)
  if (epoch) return iso(Number(text.length === 10 ? `${text}000` : text))
  const compact = COMPACT.exec(text)
  const spaced = compact
    ? `${compact[1]}-${compact[2]}-${compact[3]} ${compact[4] ?? '00'}:${compact[5] ?? '00'}:${compact[6] ?? '00'}${compact[7]}`
    : text
  return fromParts(spaced.replace(/(\d)t(?=\d)/i, '$1 '))
}

function fromParts(text: string): string | null {
  const time = TIME.exec(text)
  const before = time ? text.slice(0, time.index) : text
  const after = time ? text.slice(time.index + time[0].length).replace(/\([^)]*\)|(?<=\d)z$/gi, '') : ''
  const zone = time ? (ZONE.exec(after)?.[0] ?? '') : (/\b(?:gmt|utc|z)$/i.exec(before)?.[0] ?? '')
  const day = time ? `${before} ${after.replace(zone, ' ')}` : before.slice(0, before.length - zone.length)
  return stamp(readDay(day), time, zone)
}

function stamp(day: Day | null, time: RegExpExecArray | null, zone: string): string | null {
  if (day === null) return null
  const [, hours = '0', minutes = '0', seconds = '0', half = ''] = time ?? []
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0)
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null
  const wall = Date.UTC(day.year, day.month - 1, day.day, hour, Number(minutes), Number(seconds))
  const east = zone === '' ? 0 : zoneMinutes(zone.replaceAll(' ', ''), wall)
  return east === undefined ? null : iso(wall - east * 60_000)
}

function readDay(text: string): Day | null {
  const words = text.toLowerCase().match(WORD) ?? []
  const numbers = words.filter(word => /^\d/.test(word))
  const names = words.filter(word => !/^\d/.test(word) && !FILLERS.has(word))
  // The last: in "mar., 01 déc. 2020" the first word is a Tuesday.
  const month = names.findLast(name => monthNamed(name) !== undefined)
  // The one other word allowed is the weekday, which may be in any language, and wrong.
  if (names.length > (month === undefined ? 1 : 2)) return null
  const parts = month === undefined ? inOrder(numbers, /[/]/.test(text)) : withMonth(numbers, monthNamed(month) ?? 0)
  return parts !== null && exists(parts) ? parts : null
}

function withMonth(numbers: readonly string[], month: number): Day | null {
  const year = numbers.find(number => number.length === 4) ?? (numbers.length > 1 ? numbers.at(-1) : undefined)
  const others = numbers.filter(number => number !== year)
  if (year === undefined || others.length > 1) return null
  return { year: century(year), month, day: Number(others[0] ?? (numbers.length > 1 ? year : 1)) }
}

/** Year first if it has four digits; else day first, except `09/15/2014` and, as Americans write, `9/5/2014`. */
function inOrder(numbers: readonly string[], slashes: boolean): Day | null {
  const [a = '', b = '1', c = '1'] = numbers
  if (numbers.length > 3 || a === '') return null
  if (a.length === 4) return { year: Number(a), month: Number(b), day: Number(c) }
  if (numbers.length < 3) return null
  const american = Number(b) > 12 || (slashes && Number(a) <= 12)
  return { year: century(c), month: Number(american ? a : b), day: Number(american ? b : a) }
}

const century = (year: string): number => Number(year) + (year.length > 2 ? 0 : Number(year) < 70 ? 2000 : 1900)

function exists({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1900 && year < 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function inLatin(text: string): string {
  if (!/[^\p{ASCII}]/u.test(text)) return text
  const latin = text
    .normalize('NFKC')
    .replace(/[年月년월.]\s*/g, '-')
    .replace(/[日일]/g, ' ')
  const half = latin.replace(/(오전|上午|午前)\s*([\d:]+)/, '$2 am').replace(/(오후|下午|午後)\s*([\d:]+)/, '$2 pm')
  return /[년오]/.test(text) ? `${half} +0900` : half
}

function iso(ms: number): string | null {
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : null
}
