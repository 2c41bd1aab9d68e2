import { amountOf } from '../number/amounts.ts'
import { measureIn } from '../number/measure.ts'
import { fold } from '../text/fold.ts'
import { refuse } from './refusal.ts'

/** Numbers from `least` to `most`, both included. */
export interface Range {
  readonly least: number
  /** Infinity in `10..`. */
  readonly most: number
}

/** What to write instead of what compares. */
export const COMPARED = 'Write 10.. for ten and more, 11.. for more than ten, 0..9 for less; in quotes it is text.'
const REMEDY = 'Write 10.. for ten and more, 10..50 for ten to fifty, 10k.. or 2.5m..; in quotes it is text.'

/** The range that a word is, or null if it has no two dots. `at` is where it begins. @throws Refusal if it is nearly one */
export function readRange(word: string, at: number): Range | null {
  const written = word.normalize('NFKC')
  if (!written.includes('..')) return null
  refuseUnits(written, at)
  if (/^\.{2,}[^.]/.test(written)) refuse(at, 'A range of numbers does not say from where.', remedyFor(written))
  const range = rangeIn(written)
  if (range === null) return refuse(at, 'Two dots stand in a range of numbers, and this is none.', remedyFor(written))
  const [from = '', to = ''] = written.split('..')
  if (range.most < range.least)
    refuse(at, 'This range is upside down: no number is in it.', `Write ${to}..${from} instead.`)
  if (multiplied(written, range) !== null)
    refuse(at, `It is not said whether ${from} is multiplied as ${to} is.`, remedyFor(written))
  return range
}

/** A range is of how many or how much: a measure is a word of its own, and percentages are passed over in texts too. */
function refuseUnits(written: string, at: number): void {
  if (written.includes('%'))
    refuse(at, 'A range finds how many and how much, not percentages.', 'To look for one as text, quote it: "35%".')
  const folded = fold(written)
  const [from = '', to = ''] = folded.split('..')
  const measure = measureIn(from) ?? measureIn(to) ?? measureIn(`1${to}`)
  if (measure === null) return
  const bare = folded.replaceAll(measure, '')
  refuse(at, 'A range has no measure.', rangeIn(bare) ? `Write (${measure} NEAR/1 ${bare}) instead.` : REMEDY)
}

/** From what number to what, be it upside down; null if it is no range. */
function rangeIn(written: string): Range | null {
  const [from = '', to = '', ...others] = written.split('..')
  const least = amountOf(from)
  const most = to === '' ? Number.POSITIVE_INFINITY : amountOf(to)
  const isRange = least !== null && most !== null && others.length === 0
  return isRange && Number.isFinite(least) && !Number.isNaN(most) ? { least, most } : null
}

/** What `5..10m` may mean instead: from five million. Null if that would be upside down, or nothing is multiplied. */
function multiplied(written: string, { least, most }: Range): Range | null {
  const [from = 1, to = 1] = written.split('..').map(side => {
    const digits = amountOf(/^[\p{Nd}.,'’٬ ]*/u.exec(side)?.[0].trim() ?? '')
    return digits === null ? undefined : Math.round((amountOf(side) ?? digits) / digits)
  })
  const other = { least: Math.round(least * to), most }
  return from === 1 && to > 1 && least > 0 && other.least <= most ? other : null
}

/** What to write instead of something that is nearly a range; if that is not clear, how ranges are written. */
export function remedyFor(written: string): string {
  const cleaned = written
    .replace(/[\p{Sc}_#]/gu, '')
    .replace(/\.{3,}/, '..')
    .replace(/^\*?(?=\.\.\S)/, '0')
    .replace(/(?<=\.\.)(?:∞|\*|inf(?:inity)?|max)$/i, '')
    .replace(/^\d{1,3}e\d{1,2}|(?<=\.\.)\d{1,3}e\d{1,2}$/giu, number => String(Number(number)))
    .replace(/(?<=\p{Nd})(?=\p{L}{4})/gu, ' ') // 1million
  const range = rangeIn(cleaned)
  if (range === null || range.most < range.least) return REMEDY
  const other = multiplied(cleaned, range)
  const ways = [other === null ? [] : inDigits(other), /\s/.test(cleaned) || other ? inDigits(range) : cleaned].flat()
  return ways.length === 0 ? REMEDY : `Write ${ways.join(' or ')} instead.`
}

/** None, if its digits would be read as another number: 1.234 is 1,234. */
function inDigits({ least, most }: Range): string[] {
  const written = `${least}..${Number.isFinite(most) ? most : ''}`
  const read = rangeIn(written)
  return read?.least === least && read.most === most ? [written] : []
}
