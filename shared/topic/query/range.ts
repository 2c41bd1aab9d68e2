import { amountOf } from '../number/amounts.ts'
import { measureIn } from '../number/measure.ts'
import { refuse } from './refusal.ts'

/** Numbers from `least` to `most`, both included. */
export interface Range {
  readonly least: number
  /** Infinity in `10..`. */
  readonly most: number
}

/** A digit and dots: unsaid, `$10m..` would be the word 10m. */
const DOTS = /\p{Nd}.*\.\.|\.\..*\p{Nd}/u
const REMEDY = 'Write 10.. for ten and more, 10..50 for ten to fifty, 2.5m.. or 10k..; in quotes it is text.'

/** The range that a word is, or null if it is none. `at` is where it begins. @throws Refusal if it is nearly one */
export function readRange(word: string, at: number): Range | null {
  const written = word.normalize('NFKC')
  if (!DOTS.test(written)) return null
  const [from = '', to = '', ...others] = written.split('..')
  const measure = measureIn(from) ?? measureIn(to)
  if (measure !== null)
    refuse(at, 'A range has no measure.', `Write (${measure} NEAR/1 ${written.replace(measure, '')}).`)
  const least = amountOf(from)
  const most = to === '' ? Number.POSITIVE_INFINITY : amountOf(to)
  if (from === '') refuse(at, 'A range of numbers does not say from where.', 'Write 0..5 for five and less.')
  if (least === null || most === null || others.length > 0) return refuse(at, 'This is no range of numbers.', REMEDY)
  if (!Number.isFinite(least) || Number.isNaN(most))
    refuse(at, 'A range begins with a number that is too large.', REMEDY)
  if (most < least) refuse(at, 'This range is upside down: no number is in it.', `Write ${to}..${from}.`)
  return { least, most }
}
