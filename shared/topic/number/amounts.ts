import { fold } from '../text/fold.ts'
import { Scan } from '../text/scan.ts'
import { CHINESE_COUNTED } from './chinese.ts'
import { writtenAt } from './read.ts'
import { lettersBefore } from './written.ts'

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
  'يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|' +
  'كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين'
/** Ages, spans of time, distances, how often, and percentages: of these nobody says that ten were killed. */
const OTHER_UNITS =
  'years?|yrs?|decades?|months?|weeks?|days?|nights?|hours?|hrs?|minutes?|seconds?|am|pm|a\\.m|p\\.m|o.clock|times|' +
  'percent|per cent|pct|percentage|mph|kph|feet|foot|ft|degrees?|km|kilomet\\p{L}+|miles?|met(?:er|re)s?|' +
  'ans?|mois|jours?|nuits?|h|heures?|secondes?|semaines?|fois|pour cent|mètres?|' +
  'años?|meses|días?|noches?|horas?|segundos?|semanas?|minutos?|veces|por ciento|kilómetros?|metros?|' +
  'лет|летн[а-я]+|год[а-я]*|месяц[а-я]*|недел[а-я]+|дн[а-я]+|день|сут[а-я]+|час[а-я]*|минут[а-я]*|секунд[а-я]*|раза?|' +
  'процент[а-я]*|км|километр[а-я]*|метр[а-я]*|' +
  'سنة|سنوات|عاما?|أعوام|شهرا?|أشهر|أسبوعا?|أسابيع|يوما?|أيام|ليلة|ساعة|ساعات|دقيقة|دقائق|ثانية|مرة|مرات|' +
  'كم|كلم|كيلومترا?|مترا?|أمتار|في المئة|في المائة|بالمئة|بالمائة'
/** What numbers that name one thing stand behind: Flight 103. Not what ends a part of a sentence, as "last week 12 …" */
const NAMED =
  'no\\.?|núm\\.?|flight|boeing|airbus|unit|article|section|resolution|chapter|channel|vuelo|artículo|vol|' +
  'рейс[а-я]*|боинг[а-я]*|стать[а-я]+|(?:ال)?رحلة|المادة|بوينغ|الساعة'
const HALF =
  '(?:half|(?:quarter|third)s?)(?: of)?(?: an?)?|medi[oa]|cuarto de|demi|половин[аы]|четверть|نصف|ربع|ثلث|[¼½¾]'
const JOINED_BEFORE = new RegExp(
  '(?:[\\p{L}\\p{Nd}][-/]|\\p{Nd}[–:.,·・]|(?:[#№第歼]|航班|波音|n[°º]) ?|分之|' +
    `\\p{Nd}[ \u00a0\u202f]h[ \u00a0\u202f]|(?<!\\p{L})(?:aged?|(?:die[sd]?|dead) at|${HALF}|${NAMED}) )$`,
  'iu',
)
const OTHER_BEHIND = new RegExp(
  '^\\s?(?:[%％٪‰°]|[多余餘]?(?:[年月日天岁歲点點时時分秒号號届屆周週倍米]|小时|小時|个月|個月|公里|千米))|' +
    `^[\\s-]?(?:${OTHER_UNITS})(?!\\p{L})|^-(?:го|й|я|е|му|ая|ой|ый|ое)(?!\\p{L})`,
  'iu',
)
/** 11-M is a day in March; an M against the number would be millions. */
const INITIAL_BEHIND = /^-\p{Lu}(?!\p{L})/u
const DATE_BEFORE = new RegExp(`(?<!\\p{L})(?:May|${MONTH}\\.?) $`, 'u')
const DATE_BEHIND = new RegExp(`^[ -](?:${MONTH}|May(?! (?:Be|Have|Die)\\b))(?!\\p{L})`, 'u')
const OTHER_DATE_BEHIND = new RegExp(`^[ -](?:${MONTHS})(?!\\p{L})`, 'iu')
const MONEY_BEFORE = /\p{Sc} ?$/u
/** As much as is looked at before a number, and behind it. */
const BESIDE = 32
/** Arabic news has signs of direction between a number and its %, others a joiner or soft hyphen. */
const UNSEEN = /\p{Cf}/gu

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
    const [start, end] = [(scan.starts[token] ?? 0) + lettersBefore(scan, token), scan.ends[written.last] ?? 0]
    if (isAmount(written.value, text, start, end))
      amounts.push({ value: written.value, first: token, last: written.last })
    token = written.last
  }
  return amounts
}

function isAmount(value: number, text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - BESIDE), start).replace(UNSEEN, '')
  const behind = text.slice(end, end + BESIDE).replace(UNSEEN, '')
  if (JOINED_BEFORE.test(before) || OTHER_BEHIND.test(behind) || INITIAL_BEHIND.test(behind)) return false
  const isDate = DATE_BEFORE.test(before) || DATE_BEHIND.test(behind) || OTHER_DATE_BEHIND.test(behind)
  if (value <= 31 && isDate) return false
  if (end - start !== 4 || !YEAR.test(fold(text.slice(start, end)))) return true
  return MONEY_BEFORE.test(before) || CHINESE_COUNTED.test(behind)
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
