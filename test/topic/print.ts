import type { Query, Term } from '../../shared/topic/query.ts'

/** Writes a query out in its plainest form. Reading that gives the same tree, but for the offsets. */
export function printQuery(query: Query): string {
  if (query.kind === 'term') return printTerm(query)
  if (query.kind === 'not') return `NOT ${query.part.kind === 'term' ? printTerm(query.part) : group(query.part)}`
  const { kind, parts } = query
  // AND binds before OR, so only a list in an AND, and an OR in an OR, must be held together.
  const loose = (part: Query) => part.kind === 'or' || (part.kind === 'and' && kind === 'and')
  return parts.map(part => (loose(part) ? group(part) : printQuery(part))).join(kind === 'and' ? ' AND ' : ' OR ')
}

const group = (query: Query): string => `(${printQuery(query)})`

function printTerm({ field, text, quoted, prefix }: Term): string {
  return `${field === null ? '' : `${field}:`}${quoted ? `"${text}"` : text}${prefix ? '*' : ''}`
}
