import type { Scan } from '../text/scan.ts'
import { tokenBefore, type Written } from './written.ts'

const DIGITS = new Map(
  Object.entries({ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }),
)
/** "Some" ten or hundred are two of them at least; above and nearly a hundred is one. Never without what they count. */
const SOME = new Map(Object.entries({ 数: 2, 數: 2, 几: 2, 幾: 2, 上: 1, 近: 1, 逾: 1, 超: 1, 过: 1, 過: 1, 破: 1 }))
const UNITS = new Map(Object.entries({ 十: 10, 百: 100, 千: 1e3, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 }))
/**
 * Of a run that is no number, such as 九一一, no part is one: it is looked at from its beginning only. 附近 is no nearly,
 * and 百货, 百度 and 百姓 are no hundred.
 */
const RUN =
  /(?<![〇零一二两兩三四五六七八九十百千万萬亿億])(?:[数數几幾](?=[十百千万萬亿億])|(?<!附)[上近逾超过過破](?=[百千万萬亿億](?![货貨度姓])))?[〇零一二两兩三四五六七八九十百千万萬亿億]+/uy
/** 百余人 is a hundred and more; without it 百度 is a firm. */
const OVER_ONE = /^[百千万萬亿億]+[余餘多]/u
/** What few are counted with, so that 三星 is a firm, 五角大楼 a building and 十堰 a city. */
export const CHINESE_COUNTED = /^[人名死伤傷个個位具起吨噸公多余餘几幾]/u

/** The number in Chinese characters that begins with a token, or null. */
export function chineseAt(scan: Scan, text: string, token: number): Written | null {
  RUN.lastIndex = scan.starts[token] ?? 0
  const [characters] = RUN.exec(text) ?? []
  if (characters === undefined) return null
  const isOverOne = OVER_ONE.test(characters + text.charAt(RUN.lastIndex))
  const value = chineseValue(isOverOne ? `一${characters}` : characters)
  if (value === null || (value <= 10 && !CHINESE_COUNTED.test(text.charAt(RUN.lastIndex)))) return null
  return { value, last: tokenBefore(scan, token, RUN.lastIndex) }
}

/**
 * 一百二十 is 120; 三四十, thirty or forty, is 30; the digit that ends 一千五 counts the next lower unit: 1,500. Null for
 * what is no number but a name or a year: 百度, 九一一, 二〇二三.
 */
function chineseValue(characters: string): number | null {
  let [whole, section, digit]: [number, number, number | null] = [0, 0, null]
  let unitBefore = 10
  for (const character of characters) {
    const unit = UNITS.get(character)
    const next = DIGITS.get(character) ?? SOME.get(character) ?? null
    if (unit === undefined) {
      if (digit && next !== digit + 1) return null
      if (next === 0) unitBefore = 10 // 一千零五 is 1,005
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
    unitBefore = unit
  }
  const value = whole + section + (digit ?? 0) * (unitBefore / 10)
  return Number.isFinite(value) ? value : null // 亿 forty times over
}
