import type { Field } from '../words.ts'
import { lex } from './lex.ts'
import { parse } from './parse.ts'
import { Refusal, refuse } from './refusal.ts'

/** A query's syntax tree. */
export type Query =
  | (Extent & { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] })
  | (Extent & { readonly kind: 'not'; readonly part: Query })
  | Term

/** Where something stands: UTF-16 offsets in the query as its author wrote it. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/** A word or a phrase to look for. Its offsets take in quotes and star, not the field in front. */
export interface Term extends Extent {
  readonly kind: 'term'
  /** null: in any field. In `title:(a OR b)` both terms carry the field. */
  readonly field: Field | null
  /** As written, without quotes and star. */
  readonly text: string
  readonly quoted: boolean
  readonly prefix: boolean
}

const LONGEST = 20_000

/**
 * Reads a query (docs/queries.md). Never throws: any string is either a query or an error with its place and remedy.
 * Takes time in proportion to the text, which may be of any length and origin.
 */
export function parseQuery(
  text: string,
): { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly error: Refusal } {
  try {
    if (text.length > LONGEST)
      refuse(LONGEST, `The query is longer than ${LONGEST} characters.`, 'Divide it among several topics.')
    const query = parse(lex(text), text.length)
    if (excludesOnly(query)) refuseExclusion(query, 'The query')
    return { ok: true, query }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error }
    throw error
  }
}

/** Whether nothing in it must be found. Refuses an alternative of that kind: nobody could say why it matched. */
function excludesOnly(query: Query): boolean {
  if (query.kind === 'term') return false
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
