import { standsAlone, type Token, tokenize } from '../text/tokenize.ts'
import type { Written } from './lex.ts'
import type { Scope, Term } from './query.ts'
import { COMPARED, readRange } from './range.ts'
import { refuse } from './refusal.ts'
import { refuseInScope } from './scope.ts'

/** Bounds the work a phrase can cause at each place it might begin. */
const MOST_WORDS = 100
/** UTF-16 units: as many as are read of a title or a summary. */
const LONGEST = 1_000
/** What XML cannot hold, and what stands for other signs in old encodings: a reader of feeds lets none through. */
const IN_NO_TEXT = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/u

/** Signs that mean something in other query languages: dropped unsaid, they would change what is found. */
const SIGNS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:and|or|not)$/iu,
    'AND, OR and NOT count only in capitals.',
    'Write it in capitals, or in quotes to look for the word.',
  ],
  [
    /^\p{Sc}?[\p{Nd}.,]+\p{L}{0,3}[-－−–—~～]\p{Sc}?[\p{Nd}.,]+\p{L}{0,3}$|^[[{［｛][\p{Nd}*]/u,
    'A range of numbers is written with two dots.',
    'Write 10..20 for ten to twenty, 10.. for ten and more; in quotes it is text.',
  ],
  [/[<>＜＞≤≥≦≧]|^\p{Sc}?\p{Nd}.*[+＋]$/u, 'A number is not compared by a sign.', COMPARED],
  [/^[&+]+$/u, 'AND is written in letters.', 'Write AND, or nothing: of words side by side both must be there.'],
  [/^!/u, 'A "!" does not exclude.', 'Write -word or NOT word.'],
  [
    /[~～][\d.]*$/u,
    'There is no fuzzy search.',
    'Write ~fraud for its other endings, fraud* for what begins so, or both spellings with OR.',
  ],
  [/[=＝]$/u, 'A "=" stands in front of its word.', 'Write =Fraud for exactly that spelling.'],
  [
    /[|~～]/u,
    'This sign has no meaning here.',
    'Write OR between alternatives; put in quotes what is to be found as it stands.',
  ],
  [
    /[,，、。;；،؛](?!\d)/u,
    'A comma or semicolon joins nothing.',
    'Write OR (or AND) between words, or quote the whole as a phrase.',
  ],
  [
    /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])(?:AND|OR|NOT|NEAR)(?!\p{Script=Latin})/u,
    'An operator is stuck to a word.',
    'Put a space on either side of it.',
  ],
]

/** Checks one word or phrase and makes it a term. @throws Refusal if it could never match, or not as its author thinks */
export function readTerm(written: Written, field: Scope | null): Term {
  const { kind, as, inside, slop, boost, start, end } = written
  const quoted = kind === 'phrase'
  const prefix = !quoted && /[*＊]$/u.test(written.text)
  const text = prefix ? written.text.slice(0, -1) : written.text
  const strange = written.text.search(IN_NO_TEXT)
  if (strange >= 0) refuse(inside + strange, 'This sign is in no article: it is a control character.', 'Take it away.')
  if (!quoted) refuseSigns(written.text, inside)
  const range = quoted ? null : readRange(text, inside)
  refuseStar(text.search(/[*＊]/u), inside, quoted)
  const term: Term = { kind: 'term', field, text, quoted, prefix, range, as, slop, boost, start, end }
  refuseInScope(term)
  if (range === null) refuseWords(term, tokenize(text))
  else if (prefix || as !== 'usual')
    refuse(start, 'A range of numbers takes no star, "=" or "~".', 'Write 10.., or 10..50.')
  return term
}

function refuseWords({ text, prefix, as, slop, start }: Term, tokens: readonly Token[]): void {
  if (tokens.length === 0)
    refuse(start, 'There is no letter or digit here, so it can never be found.', 'Write a word, or take it away.')
  if (text.length > LONGEST)
    refuse(start, `Of a title or summary ${LONGEST} characters are read, and this is longer.`, 'Shorten it.')
  if (tokens.length > MOST_WORDS)
    refuse(start, `A phrase may have ${MOST_WORDS} words (or Chinese characters) at most.`, 'Shorten it.')
  if (slop > 0 && tokens.length === 1)
    refuse(start, 'Nothing can stand between the words of a single word.', 'Leave out the "~" and its number.')
  if (prefix && as !== 'usual')
    refuse(start, 'A star does not go with "=" or "~".', 'Write one of them: fraud*, =Fraud or ~fraud.')
  if (prefix && !isLongEnough(tokens)) {
    const remedy = 'Write at least three letters, or two Chinese or Korean characters.'
    refuse(start, 'Too little stands before the star: it would find too much.', remedy)
  }
}

function refuseStar(at: number, inside: number, quoted: boolean): void {
  if (at < 0) return
  if (!quoted) refuse(inside + at, 'A star may stand only at the end of a word.', 'Write its beginning: fraud*.')
  const remedy = 'Take it away, or write the word without quotes: fraud*.'
  refuse(inside + at, 'A star inside quotes has no meaning.', remedy)
}

function refuseSigns(written: string, inside: number): void {
  for (const [sign, message, remedy] of SIGNS) {
    const at = written.search(sign)
    if (at >= 0) refuse(inside + at, message, remedy)
  }
}

/** A Chinese or Korean character says about as much as two letters. */
function isLongEnough(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)?.text ?? ''
  const counted = standsAlone(last) ? tokens.map(token => token.text).join('') : last
  const letters = counted.replaceAll('.', '')
  const dense = /[\p{Script=Han}\p{Script=Hangul}]/u.test(letters)
  return [...letters].length >= (dense ? 2 : 3)
}
