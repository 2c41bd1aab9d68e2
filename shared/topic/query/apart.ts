import { amountOf } from '../number/amounts.ts'
import type { Lexeme } from './lex.ts'
import { COMPARED, remedyFor } from './range.ts'
import { refuse } from './refusal.ts'

const IN_WORDS = new RegExp(
  '^(?:(?:at (?:least|most)|(?:more|fewer|less) than|up to|al menos|(?:más|menos) de|au (?:moins|plus)|' +
    '(?:plus|moins) de|более|больше|менее|меньше|свыше|(?:أكثر|أقل) من) \\p{Nd}|' +
    '\\p{Nd}\\S* (?:or (?:more|fewer|less)|o (?:más|menos)|ou (?:plus|moins)|и (?:более|больше|менее|меньше)|أو (?:أكثر|أقل))$)',
  'iu',
)
const TO = '(?:to|a|à|до|إلى|至|到)'
const IS_TO = new RegExp(`^${TO}$`, 'iu')
const WRITTEN_APART = new RegExp(` ${TO} | ?\\.{2,} ?`, 'iu')

/**
 * Refuses a range of numbers that is written with spaces, `1 000..`, `5..10 million`, with a "to", or in words, `at least
 * 10`, `более 10`: unsaid, each part would be a word of its own. Chinese `超过10人` is one phrase, and found as it stands.
 * @throws Refusal
 */
export function refuseApart(lexemes: readonly Lexeme[], text: string): void {
  const words = lexemes.map(bareWord)
  const at = (n: number) => words[n] ?? ''
  const goesOn = (n: number) => isNumber(at(n)) || multiplies(at(n))
  for (const n of words.keys()) {
    if (IN_WORDS.test(`${at(n)} ${at(n + 1)} ${at(n + 2)}`))
      refuse(lexemes[n]?.start ?? 0, 'Words do not compare numbers.', COMPARED)
    const isTo = IS_TO.test(at(n)) && [n - 1, n + 1].every(beside => /^\p{Nd}/u.test(at(beside)))
    // Of a percentage is said what is wrong with it by itself.
    if (!isTo && (!at(n).includes('..') || at(n).includes('%'))) continue
    const hasBefore = isNumber(at(n - 1)) || (multiplies(at(n - 1)) && isNumber(at(n - 2)))
    if (!hasBefore && (isTo || !goesOn(n + 1))) continue
    let [first, last] = [n, n]
    while (goesOn(first - 1)) first--
    while (goesOn(last + 1)) last++
    refuseFrom(lexemes.slice(first, last + 1), text)
  }
}

function refuseFrom(parts: readonly Lexeme[], text: string): never {
  const [start, end] = [parts[0]?.start ?? 0, parts.at(-1)?.end ?? 0]
  const written = text.slice(start, end).normalize('NFKC').replace(/\s+/g, ' ')
  const [, count, counted] = /^(\p{Nd}\S*) (\p{L}+)\.\.$/u.exec(written) ?? []
  const joined = written
    .replace(/^(\p{Nd}+)\.\. (\p{L}+)$/u, '$1 $2..') // 10.. million: ten, or ten million, but not up to a million
    .replace(WRITTEN_APART, '..')
    .split('..')
    .map(side => (isNumber(side) ? side : side.replace(/ (?=\p{L})/gu, '')))
    .join('..')
  const remedy =
    counted === undefined || multiplies(counted) ? remedyFor(joined) : `Write (${counted} NEAR/1 ${count}..) instead.`
  const both = /^\p{Nd}\S* \p{Nd}\S*$/u.test(written) ? ' To look for both, write AND between them.' : ''
  return refuse(start, 'A range of numbers is written with two dots and without spaces.', remedy + both)
}

/** A word without signs, else nothing. */
const bareWord = (lexeme: Lexeme): string =>
  lexeme.kind === 'word' && lexeme.as === 'usual' && lexeme.boost === 1 ? lexeme.text.normalize('NFKC') : ''
const isNumber = (word: string): boolean => word !== '' && !word.includes('..') && amountOf(word) !== null
/** A word or letters that make a number before it more: million, bn. */
const multiplies = (word: string): boolean =>
  word !== '' && !word.includes('..') && [`1 ${word}`, `1${word}`].some(number => (amountOf(number) ?? 0) > 1)
