import type { Field } from '../../words.ts'
import { refuseApart } from './apart.ts'
import { lex } from './lex.ts'
import { parse } from './parse.ts'
import type { Range } from './range.ts'
import { Refusal, refuse } from './refusal.ts'

/** A query's syntax tree. */
export type Query =
  | (Extent & { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] })
  | (Extent & { readonly kind: 'not'; readonly part: Query })
  | Near
  | Term

/** Where a term is looked for: `source` is the feed's name and the article's host, `lang` the article's language. */
export type Scope = Field | 'source' | 'lang'

/** Where something stands: UTF-16 offsets in the query as its author wrote it. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/**
 * Two things near each other, in either order, in one field. Its offsets take in the parentheses of its sides, not the
 * field in front.
 */
export interface Near extends Extent {
  readonly kind: 'near'
  /** At most so many other words between them. 1 to 10. */
  readonly within: number
  /** Alternatives on either side: boost 1, all of the same field, which is neither `source` nor `lang`. */
  readonly left: readonly Term[]
  readonly right: readonly Term[]
  /** What it adds to an article's score. (a NEAR/5 b): 1, (a NEAR/5 b)^2: 2. */
  readonly boost: number
}

/** A word or a phrase to look for. Its offsets take in its signs, but not the field in front or the boost behind. */
export interface Term extends Extent {
  readonly kind: 'term'
  /** null: in title or summary. In `title:(a OR b)` both terms carry the field. */
  readonly field: Scope | null
  /** As written, without quotes, marks and star. */
  readonly text: string
  readonly quoted: boolean
  /** fraud* */
  readonly prefix: boolean
  /** Of `10..`, which numbers are looked for; null if it is words. */
  readonly range: Range | null
  /** How words are compared: fraud, =Fraud, ~fraud. */
  readonly as: 'usual' | 'exact' | 'stem'
  /** How many other words may stand in a phrase, in all. "a b": 0, "a b"~3: 3. */
  readonly slop: number
  /** What it adds to an article's score. fraud: 1, fraud^2: 2; film^-2 counts against. */
  readonly boost: number
}

/** UTF-16 units: the longest shipped topic is half of it, and a file may add to that. */
export const LONGEST_QUERY = 40_000

export type Parsed = { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly error: Refusal }

/**
 * Reads a query (docs/queries.md). Never throws: any string is either a query or an error with its place and remedy.
 * Takes time in proportion to the text, which may be of any length and origin.
 */
export const parseQuery = (text: string): Parsed =>
  orRefusal(() => {
    if (text.length > LONGEST_QUERY)
      refuse(LONGEST_QUERY, `The query is longer than ${LONGEST_QUERY} characters.`, 'Divide it among several topics.')
    const query = read(text)
    if (excludesOnly(query)) refuseExclusion(query, 'The query')
    if (countsAgainst(query))
      refuse(query.start, 'All that is looked for counts against.', 'Add a word that counts: port OR film^-1.')
    return query
  })

/** The same of a part of a query, which by itself may exclude or count against. */
export const parsePart = (text: string): Parsed => orRefusal(() => read(text))

function read(text: string): Query {
  const lexemes = lex(text)
  refuseApart(lexemes, text)
  return parse(lexemes, text.length)
}

function orRefusal(read: () => Query): Parsed {
  try {
    return { ok: true, query: read() }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error }
    throw error
  }
}

/** Whether nothing that it looks for counts for it. */
function countsAgainst(query: Query): boolean {
  if (query.kind === 'near' || query.kind === 'term') return query.boost < 0
  return query.kind === 'not' || query.parts.every(countsAgainst)
}

/** Whether nothing in it must be found. Refuses an alternative of that kind: nobody could say why it matched. */
function excludesOnly(query: Query): boolean {
  if (query.kind === 'term' || query.kind === 'near') return false
  if (query.kind === 'not') {
    excludesOnly(query.part)
    return true
  }
  // No short cut: every part is looked into for alternatives that only exclude.
  const excluding = query.parts.filter(excludesOnly)
  if (query.kind === 'and') return excluding.length === query.parts.length
  for (const part of excluding) refuseExclusion(part, 'This alternative of an OR')
  return false
}

function refuseExclusion({ start }: Query, subject: string): never {
  const remedy = 'Add a word that must be there: port -strike.'
  return refuse(start, `${subject} only excludes: it names nothing to find.`, remedy)
}
