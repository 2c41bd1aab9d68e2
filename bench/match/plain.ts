import { parseQuery, type Query } from '../../shared/topic/query/query.ts'
import { tokenize } from '../../shared/topic/text/tokenize.ts'

const words = (text: string): string[] => tokenize(text).map(token => token.text)

/** Tokens as we cut and fold them, a space between them: what the others are given, so that all find the same. */
export const spaced = (text: string): string => words(text).join(' ')

/** The same with a space at either end, so that every word has one on either side. */
export const bordered = (text: string): string => ['', ...words(text), ''].join(' ')

/** What a way of matching makes of a query, from its terms up. */
export interface Making<Made> {
  /** The words of a term, a space between them. */
  term(words: string): Made
  and(parts: readonly Made[]): Made
  or(parts: readonly Made[]): Made
  not(part: Made): Made
}

/** @throws Error for a query that is refused, or has more than words, phrases, AND, OR and NOT */
export function make<Made>(written: string, making: Making<Made>): Made {
  const from = (query: Query): Made => {
    if (query.kind === 'term') return making.term(spaced(query.text))
    if (query.kind === 'and') return making.and(query.parts.map(from))
    if (query.kind === 'or') return making.or(query.parts.map(from))
    if (query.kind === 'not') return making.not(from(query.part))
    throw new Error(`The others have nothing like it: ${written}`)
  }
  const parsed = parseQuery(written)
  if (!parsed.ok) throw new Error(`${parsed.error.message} ${written}`)
  return from(parsed.query)
}
