import type { Field } from '../words.ts'
import { refuse } from './refusal.ts'

/** A sign or a word of the query language. Offsets are UTF-16, in the query as it was typed. */
export type Lexeme =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not'; readonly start: number; readonly end: number }
  | { readonly kind: 'field'; readonly field: Field; readonly start: number; readonly end: number }
  | { readonly kind: 'word' | 'phrase'; readonly text: string; readonly start: number; readonly end: number }

// What Chinese, French, German and Russian keyboards and word processors put in place of the ASCII sign.
const QUOTE = /["＂“”„‟«»「」]/u
const OPEN = /[(（]/u
const CLOSE = /[)）]/u
const DASH = /[-－−–—]/u
const COLON = /[:：]/u
// Direction marks arrive unseen by copy and paste; stuck to a "-" they would hide that it excludes.
const BLANK = /[\s\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/u
const HEBREW = /\p{Script=Hebrew}/u
const OPERATORS = new Map<string, 'and' | 'or' | 'not'>([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
])
const FIELDS = new Map<string, Field>([
  ['title', 'title'],
  ['summary', 'summary'],
])

/** Cuts a query into signs and words, in one pass. @throws Refusal */
export function lex(text: string): Lexeme[] {
  const lexemes: Lexeme[] = []
  let at = 0
  while (at < text.length) {
    if (BLANK.test(text.charAt(at))) at += 1
    else {
      const lexeme = next(text, at)
      lexemes.push(lexeme)
      at = lexeme.end
    }
  }
  return lexemes
}

function next(text: string, start: number): Lexeme {
  const sign = text.charAt(start)
  const end = start + 1
  if (OPEN.test(sign)) return { kind: 'open', start, end }
  if (CLOSE.test(sign)) return { kind: 'close', start, end }
  if (isQuote(text, start)) return phrase(text, start)
  if (DASH.test(sign)) return minus(text, start)
  return word(text, start)
}

function minus(text: string, start: number): Lexeme {
  const before = text.charAt(start - 1)
  if (before !== '' && !BLANK.test(before) && !OPEN.test(before))
    refuse(start, 'A "-" is stuck to what stands before it.', 'Put a space before "-" if it excludes, or leave it out.')
  const after = text.charAt(start + 1)
  if (after === '' || BLANK.test(after))
    refuse(start, 'A "-" has nothing to exclude.', 'Write it against its word: -word.')
  return { kind: 'not', start, end: start + 1 }
}

function phrase(text: string, start: number): Lexeme {
  let end = start + 1
  while (end < text.length && !isQuote(text, end)) end += 1
  if (end === text.length) refuse(start, 'This quotation mark is never closed.', 'Put a second " after the phrase.')
  return { kind: 'phrase', text: text.slice(start + 1, end), start, end: end + 1 }
}

/** In Hebrew, צה"ל is one word: a mark between two Hebrew letters abbreviates, it does not quote. */
function isQuote(text: string, at: number): boolean {
  return QUOTE.test(text.charAt(at)) && !(HEBREW.test(text.charAt(at - 1)) && HEBREW.test(text.charAt(at + 1)))
}

function word(text: string, start: number): Lexeme {
  let end = start
  while (end < text.length && !endsWord(text, end)) {
    if (COLON.test(text.charAt(end))) return field(text, start, end)
    end += 1
  }
  const written = text.slice(start, end)
  const operator = OPERATORS.get(plain(written))
  if (operator !== undefined) return { kind: operator, start, end }
  return { kind: 'word', text: written, start, end }
}

function endsWord(text: string, at: number): boolean {
  const sign = text.charAt(at)
  return BLANK.test(sign) || OPEN.test(sign) || CLOSE.test(sign) || isQuote(text, at)
}

function field(text: string, start: number, colon: number): Lexeme {
  const name = text.slice(start, colon)
  const known = FIELDS.get(plain(name).toLowerCase())
  if (known === undefined)
    refuse(
      start,
      `There is no field "${name.slice(0, 40)}:".`,
      'Write title: or summary:. To look for the text itself, put it in quotes.',
    )
  const after = text.charAt(colon + 1)
  if (after === '' || BLANK.test(after))
    refuse(start, `Nothing stands against "${known}:".`, `Write ${known}:word, without a space.`)
  if (DASH.test(after)) refuse(start, `"${known}:" is followed by an exclusion.`, `Exclude the whole: -${known}:word.`)
  return { kind: 'field', field: known, start, end: colon + 1 }
}

/** Full-width letters as ASCII. Names are short: a stranger's long word is not worth normalising. */
const plain = (name: string): string => (name.length <= 8 ? name.normalize('NFKC') : name)
