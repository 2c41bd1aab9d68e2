import { readBoost, readSlop } from './numbers.ts'
import { readOperator } from './operator.ts'
import { plain } from './plain.ts'
import type { Extent, Scope, Term } from './query.ts'
import { refuse } from './refusal.ts'

/** A word or phrase with its signs. As a term's, its offsets leave out the boost. */
export interface Written extends Extent, Pick<Term, 'as' | 'text' | 'slop' | 'boost'> {
  readonly kind: 'word' | 'phrase'
  /** Where the text begins, behind mark and quotation mark. */
  readonly inside: number
}

/** A sign or a word of the query language. */
export type Lexeme =
  | Written
  | (Extent & { readonly kind: 'open' | 'and' | 'or' | 'not' })
  | (Extent & { readonly kind: 'close'; readonly boost: number | null })
  | (Extent & { readonly kind: 'near'; readonly within: number })
  | (Extent & { readonly kind: 'field'; readonly field: Scope })

// What Chinese, French, German and Russian keyboards and word processors put in place of the ASCII sign.
const QUOTES = '["＂“”„‟«»「」]'
const DASH = '[-－−–—]'
const TILDE = '[~～]'
const CARET = '[\\^＾]'
// Direction marks arrive unseen by copy and paste; stuck to a "-" they would hide that it excludes.
const BLANKS = '\\s\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069'
// In Hebrew, צה"ל is one word: a mark between two Hebrew letters abbreviates, it does not quote.
const QUOTE = `(?:(?<!\\p{Script=Hebrew})${QUOTES}|${QUOTES}(?!\\p{Script=Hebrew}))`
const LETTER = `(?:(?!${QUOTE})[^${BLANKS}()（）])`
const UNBOOSTED = `(?:(?!${CARET})${LETTER})*`

/** Whatever is not blank is one of these. No part of it can match in two ways, so it reads on without looking back. */
const LEXEME = new RegExp(
  `(?<open>[(（])|(?<close>[)）])(?:${CARET}(?<weight>${LETTER}*))?|(?<minus>${DASH})|(?<field>(?:(?![:：])${LETTER})*)[:：]` +
    `|(?=${LETTER}|${QUOTE})(?<mark>[=＝~～]*)` +
    `(?:${QUOTE}(?<phrase>.*?)(?<closed>${QUOTE}|$)(?:${TILDE}(?<slop>${UNBOOSTED}))?|(?<word>${UNBOOSTED}))` +
    `(?:${CARET}(?<boost>${LETTER}*))?`,
  'gsu',
)
const MINUS_MAY_FOLLOW = new RegExp(`^$|[${BLANKS}(（]`, 'u')
const MARK_MAY_FOLLOW = new RegExp(`^$|[${BLANKS}(（:：]|${DASH}`, 'u')
const NOTHING = new RegExp(`^$|[${BLANKS}]`, 'u')
const STARTS_WITH_DASH = new RegExp(`^${DASH}`, 'u')

const FIELDS: readonly Scope[] = ['title', 'summary', 'source', 'lang']

/** Cuts a query into signs and words, in one pass. @throws Refusal */
export function lex(text: string): Lexeme[] {
  return [...text.matchAll(LEXEME)].map(({ index: start, 0: { length }, groups = {} }) => {
    const end = start + length
    const { open, close, weight, minus, field } = groups
    if (open) return { kind: 'open', start, end }
    if (close) return { kind: 'close', boost: weight === undefined ? null : readBoost(weight, start + 1), start, end }
    if (minus) return { kind: readMinus(text, start), start, end }
    if (field !== undefined) return { kind: 'field', field: readField(field, start, text.charAt(end)), start, end }
    return readWritten(groups, start, text.charAt(start - 1))
  })
}

function readWritten(groups: Readonly<Record<string, string>>, start: number, before: string): Lexeme {
  const { mark = '', phrase, closed, slop, word = '', boost } = groups
  const quotes = phrase === undefined ? 0 : 1
  const text = phrase ?? word
  const inside = start + mark.length + quotes
  const after = inside + text.length + quotes
  const end = slop === undefined ? after : after + 1 + slop.length
  if (mark !== '') refuseMark(mark, groups, start, before)
  if (closed === '') refuse(inside - 1, 'This quotation mark is never closed.', 'Put a second " after the phrase.')
  const operator = quotes === 1 ? null : readOperator(word, inside)
  if (operator !== null && mark === '' && boost === undefined) return operator
  if (operator !== null) refuse(start, 'An operator takes no sign.', 'To look for the word itself, put it in quotes.')
  if (text === '' && quotes === 0) refuse(start, 'A "^" has nothing to boost.', 'Write it against its word: fraud^2.')
  return {
    kind: phrase === undefined ? 'word' : 'phrase',
    as: mark === '' ? 'usual' : plain(mark) === '=' ? 'exact' : 'stem',
    text,
    inside,
    slop: slop === undefined ? 0 : readSlop(slop, after),
    boost: boost === undefined ? 1 : readBoost(boost, end),
    start,
    end,
  }
}

/** Refuses a "=" or "~" that is not in front of one word or phrase. */
function refuseMark(
  mark: string,
  { phrase, word = '' }: Readonly<Record<string, string>>,
  start: number,
  before: string,
) {
  const remedy = 'Write =word for exactly that spelling, ~word for its other endings.'
  const sign = plain(mark.charAt(0))
  if (!MARK_MAY_FOLLOW.test(before))
    refuse(start, `A "${sign}" is stuck to what stands before it.`, `Put a space before it, or leave it out. ${remedy}`)
  if (mark.length > 1) refuse(start, 'Only one "=" or "~" may stand before a word.', remedy)
  if (phrase === undefined && word === '')
    refuse(start, `Nothing stands against "${sign}".`, `${remedy} In a group, mark each word: (~raid OR ~theft).`)
  if (sign === '~' && /^\p{Nd}{1,3}$/u.test(word))
    refuse(
      start,
      'A number has no other endings.',
      'Write a gap against its phrase, "cyber fraud"~3, and a range 8..12.',
    )
  if (STARTS_WITH_DASH.test(word))
    refuse(start, `"${sign}" is followed by an exclusion.`, `Exclude the whole: -${sign}word.`)
}

function readMinus(text: string, start: number): 'not' {
  if (!MINUS_MAY_FOLLOW.test(text.charAt(start - 1)))
    refuse(start, 'A "-" is stuck to what stands before it.', 'Put a space before "-" if it excludes, or leave it out.')
  if (NOTHING.test(text.charAt(start + 1)))
    refuse(start, 'A "-" has nothing to exclude.', 'Write it against its word: -word; a range of numbers is 10..20.')
  return 'not'
}

function readField(name: string, start: number, after: string): Scope {
  const remedy = 'Write title:, summary:, source: or lang:. To look for the text itself, put it in quotes.'
  const known = FIELDS.find(field => field === plain(name).replace(/^[=~]/, '').toLowerCase())
  if (known === undefined) return refuse(start, `There is no field "${name.slice(0, 40)}:".`, remedy)
  if (/^[=＝~～]/u.test(name))
    refuse(start, 'A "=" or "~" stands before a field.', `Write it against the word: ${known}:=word.`)
  if (NOTHING.test(after)) refuse(start, `Nothing stands against "${known}:".`, `Write ${known}:word, without a space.`)
  if (STARTS_WITH_DASH.test(after))
    refuse(start, `"${known}:" is followed by an exclusion.`, `Exclude the whole: -${known}:word.`)
  return known
}
