import type { Field } from '../words.ts'
import type { Lexeme } from './lex.ts'
import type { Term } from './query.ts'
import { refuse } from './refusal.ts'
import { standsAlone, type Token, tokenize } from './text.ts'

type Written = Extract<Lexeme, { kind: 'word' | 'phrase' }>

/** Bounds the work a phrase can cause at each place it might begin. */
const MOST_WORDS = 100

/** Signs that mean something in other query languages: dropped unsaid, they would change what is found. */
const SIGNS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:and|or|not)$/iu,
    'AND, OR and NOT count only in capitals.',
    'Write it in capitals, or in quotes to look for the word.',
  ],
  [/^NEAR(?:\/\d*)?$/u, 'NEAR is not known here.', 'Use a phrase, or AND; in quotes it is a word.'],
  [/^!/u, 'A "!" does not exclude.', 'Write -word or NOT word.'],
  [
    /[|^~]/u,
    'This sign has no meaning here.',
    'Write OR between alternatives; put in quotes what is to be found as it stands.',
  ],
  [
    /[,，、。;；،؛](?!\d)/u,
    'A comma or semicolon joins nothing.',
    'Write OR (or AND) between words, or quote the whole as a phrase.',
  ],
  [
    /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])(?:AND|OR|NOT)(?!\p{Script=Latin})/u,
    'An operator is stuck to a word.',
    'Put a space on either side of it.',
  ],
]

/** Checks one word or phrase and makes it a term. @throws Refusal if it could never match, or not as its author thinks */
export function readTerm({ kind, text: written, start, end }: Written, field: Field | null): Term {
  const quoted = kind === 'phrase'
  const prefix = !quoted && /[*＊]$/u.test(written)
  const text = prefix ? written.slice(0, -1) : written
  refuseStar(text.search(/[*＊]/u), start, quoted)
  if (!quoted) refuseSigns(written, start)
  const tokens = tokenize(text)
  if (tokens.length === 0)
    refuse(start, 'There is no letter or digit here, so it can never be found.', 'Write a word, or take it away.')
  if (tokens.length > MOST_WORDS)
    refuse(start, `A phrase may have ${MOST_WORDS} words (or Chinese characters) at most.`, 'Shorten it.')
  if (prefix && !isLongEnough(tokens)) {
    const remedy = 'Write at least three letters, or two Chinese or Korean characters.'
    refuse(start, 'Too little stands before the star: it would find too much.', remedy)
  }
  return { kind: 'term', field, text, quoted, prefix, start, end }
}

function refuseStar(at: number, start: number, quoted: boolean): void {
  if (at < 0) return
  if (!quoted) refuse(start + at, 'A star may stand only at the end of a word.', 'Write its beginning: fraud*.')
  const remedy = 'Take it away, or write the word without quotes: fraud*.'
  refuse(start + 1 + at, 'A star inside quotes has no meaning.', remedy)
}

function refuseSigns(written: string, start: number): void {
  for (const [sign, message, remedy] of SIGNS) {
    const at = written.search(sign)
    if (at >= 0) refuse(start + at, message, remedy)
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
