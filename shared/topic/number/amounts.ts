import { fold } from '../text/fold.ts'
import { Scan } from '../text/scan.ts'
import { CHINESE_COUNTED, writtenAt } from './read.ts'

/** A number that says how many or how much, and the tokens that it takes, both included. */
export interface Amount {
  readonly value: number
  readonly first: number
  readonly last: number
}

const YEAR = /^(?:19|20)\d\d$/
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|' +
  'Nov(?:ember)?|Dec(?:ember)?)'
const MONTHS =
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|' +
  '(?:de )?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|' +
  'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|' +
  'يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر'
/** Ages, spans of time and percentages: of these nobody says that ten were killed. */
const OTHER_UNITS =
  'years?|yrs?|months?|weeks?|days?|hours?|minutes?|seconds?|am|pm|percent|per cent|pct|percentage|' +
  'ans?|mois|jours?|heures?|semaines?|pour cent|años?|meses|días?|horas?|semanas?|minutos?|por ciento|' +
  'лет|летн[а-я]+|год[а-я]*|месяц[а-я]*|недел[а-я]+|дн[а-я]+|день|час[а-я]*|минут[а-я]*|процент[а-я]*|' +
  'سنة|سنوات|عاما?|أعوام|شهرا?|أشهر|يوما?|أيام|ساعة|ساعات|دقيقة|دقائق|في المئة|في المائة|بالمئة|بالمائة'
const JOINED_BEFORE = /(?:[\p{L}\p{Nd}][-/]|\p{Nd}[–:.,]|[#№第]|分之|(?<!\p{L})(?:aged?|no\.?|half(?: an?)?) )$/iu
const OTHER_BEHIND = new RegExp(
  `\\s?(?:[%％٪‰°年月日天岁歲点點时時秒号號届屆]|小时|小時|分钟|分鐘|个月|個月)|[\\s-]?(?:${OTHER_UNITS})(?!\\p{L})`,
  'iuy',
)
const DATE_BEFORE = new RegExp(`(?<!\\p{L})(?:May|${MONTH}\\.?) $`, 'u')
const DATE_BEHIND = new RegExp(` (?:${MONTH}|${MONTHS})(?!\\p{L})`, 'uy')
const MONEY_BEFORE = /\p{Sc} ?$/u
/** The longest that is looked at before a number. */
const BEFORE = 12

/**
 * The amounts in a text that was cut into tokens, in order: not its dates, times, ages, scores, ordinals and percentages,
 * nor what may be a year. Takes time in proportion to the text.
 * @param language the text's, or '': some words are numbers in one language only
 */
export function amountsIn(scan: Scan, text: string, language: string): Amount[] {
  const amounts: Amount[] = []
  for (let token = 0; token < scan.count; token++) {
    const written = writtenAt(scan, text, token, language)
    if (written === null) continue
    const [start, end] = [scan.starts[token] ?? 0, scan.ends[written.last] ?? 0]
    if (isAmount(written.value, text, start, end))
      amounts.push({ value: written.value, first: token, last: written.last })
    token = written.last
  }
  return amounts
}

function isAmount(value: number, text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - BEFORE), start)
  if (JOINED_BEFORE.test(before) || begins(OTHER_BEHIND, text, end)) return false
  if (value <= 31 && (DATE_BEFORE.test(before) || begins(DATE_BEHIND, text, end))) return false
  if (end - start !== 4 || !YEAR.test(fold(text.slice(start, end)))) return true
  return MONEY_BEFORE.test(before) || begins(CHINESE_COUNTED, text, end)
}

function begins(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}

/** The number that a text is, or null. */
export function amountOf(text: string): number | null {
  const scan = new Scan()
  scan.read(text)
  const written = scan.count === 0 ? null : writtenAt(scan, text, 0, '')
  return written?.last === scan.count - 1 && scan.starts[0] === 0 && scan.ends[written.last] === text.length
    ? written.value
    : null
}
