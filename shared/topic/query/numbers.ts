import { plain } from './plain.ts'
import { refuse } from './refusal.ts'

/** Farther apart, words are as good as anywhere in a headline. */
const MOST_BETWEEN = 10
const HIGHEST_BOOST = 100

/** A sum of boosts, which have two decimals: 0.7 + 0.1 is 0.8, and not a little less than a threshold of 0.8. */
export const hundredths = (sum: number): number => Math.round(sum * 100) / 100

/** How many words may stand between: a whole number from 1 to 10, else null. */
export function readBetween(written: string): number | null {
  const number = plain(written)
  return /^\d{1,2}$/.test(number) && Number(number) >= 1 && Number(number) <= MOST_BETWEEN ? Number(number) : null
}

/** What stands behind the "~" of a phrase, which is at `at`. @throws Refusal */
export function readSlop(written: string, at: number): number {
  const remedy = 'Write "cyber fraud"~3, then a space.'
  if (written === '') refuse(at, 'Behind a phrase "~" says how many other words may stand in it.', remedy)
  const slop = readBetween(written)
  return slop ?? refuse(at, `In a phrase may stand 1 to ${MOST_BETWEEN} other words.`, remedy)
}

/** What stands behind the "^" at `at`: two decimals at most, so that a boost can be written out again. @throws Refusal */
export function readBoost(written: string, at: number): number {
  const remedy = 'Write fraud^2 or fraud^0.5, then a space.'
  if (written === '') refuse(at, 'Behind a "^" stands no number.', remedy)
  const number = plain(written)
  if (/^\d+,\d+$/.test(number)) refuse(at, 'Decimals are written with a point.', remedy)
  if (!/^-?\d+(?:\.\d+)?$/.test(number) || written.length !== number.length)
    refuse(at, 'What stands behind this "^" is no number.', remedy)
  const boost = Number(number)
  if (boost === 0 || Math.abs(boost) > HIGHEST_BOOST || !/^-?\d+(?:\.\d\d?)?$/.test(number))
    refuse(at, `A boost is at most ${HIGHEST_BOOST}, or -${HIGHEST_BOOST}; not 0; with two decimals at most.`, remedy)
  return boost
}
