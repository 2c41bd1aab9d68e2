import type { Field } from '../words.ts'
import type { Extent } from './query.ts'
import { refuse } from './refusal.ts'

/** A sign or a word of the query language. */
export type Lexeme = Extent &
  (
    | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { readonly kind: 'field'; readonly field: Field }
    | { readonly kind: 'word' | 'phrase'; readonly text: string }
  )

// What Chinese, French, German and Russian keyboards and word processors put in place of the ASCII sign.
const QUOTES = '["＂“”„‟«»「」]'
const DASH = '[-－−–—]'
// Direction marks arrive unseen by copy and paste; stuck to a "-" they would hide that it excludes.
const BLANKS = '\\s\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069'
// In Hebrew, צה"ל is one word: a mark between two Hebrew letters abbreviates, it does not quote.
const QUOTE = `(?:(?<!\\p{Script=Hebrew})${QUOTES}|${QUOTES}(?!\\p{Script=Hebrew}))`
const LETTER = `(?:(?!${QUOTE})[^${BLANKS}()（）])`

/** Whatever is not blank is one of these. */
const LEXEME = new RegExp(
  `(?<open>[(（])|(?<close>[)）])|${QUOTE}(?<phrase>.*?)(?<closed>${QUOTE}|$)|(?<minus>${DASH})` +
    `|(?<field>(?:(?![:：])${LETTER})*)[:：]|(?<word>${LETTER}+)`,
  'gsu',
)
const MINUS_MAY_FOLLOW = new RegExp(`^$|[${BLANKS}(（]`, 'u')
const NOTHING = new RegExp(`^$|[${BLANKS}]`, 'u')
const STARTS_WITH_DASH = new RegExp(`^${DASH}`, 'u')

const OPERATORS = ['and', 'or', 'not'] as const
const FIELDS: readonly Field[] = ['title', 'summary']

/** Cuts a query into signs and words, in one pass. @throws Refusal */
export function lex(text: string): Lexeme[] {
  return [...text.matchAll(LEXEME)].map(found => {
    const start = found.index
    const end = start + found[0].length
    const { open, close, minus, phrase, closed, field, word = '' } = found.groups ?? {}
    if (open) return { kind: 'open', start, end }
    if (close) return { kind: 'close', start, end }
    if (minus) return { kind: readMinus(text, start), start, end }
    if (field !== undefined) return { kind: 'field', field: readField(field, start, text.charAt(end)), start, end }
    const operator = OPERATORS.find(name => name.toUpperCase() === plain(word))
    if (operator) return { kind: operator, start, end }
    if (closed === '') refuse(start, 'This quotation mark is never closed.', 'Put a second " after the phrase.')
    return phrase === undefined
      ? { kind: 'word', text: word, start, end }
      : { kind: 'phrase', text: phrase, start, end }
  })
}

function readMinus(text: string, start: number): 'not' {
  if (!MINUS_MAY_FOLLOW.test(text.charAt(start - 1)))
    refuse(start, 'A "-" is stuck to what stands before it.', 'Put a space before "-" if it excludes, or leave it out.')
  if (NOTHING.test(text.charAt(start + 1)))
    refuse(start, 'A "-" has nothing to exclude.', 'Write it against its word: -word.')
  return 'not'
}

function readField(name: string, start: number, after: string): Field {
  const remedy = 'Write title: or summary:. To look for the text itself, put it in quotes.'
  const known = FIELDS.find(field => field === plain(name).toLowerCase())
  if (known === undefined) return refuse(start, `There is no field "${name.slice(0, 40)}:".`, remedy)
  if (NOTHING.test(after)) refuse(start, `Nothing stands against "${known}:".`, `Write ${known}:word, without a space.`)
  if (STARTS_WITH_DASH.test(after))
    refuse(start, `"${known}:" is followed by an exclusion.`, `Exclude the whole: -${known}:word.`)
  return known
}

/** Full-width letters as ASCII. Names are short: a stranger's long word is not worth normalising. */
const plain = (name: string): string => (name.length <= 8 ? name.normalize('NFKC') : name)
