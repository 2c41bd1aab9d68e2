import type { Near, Query, Scope, Term } from '../../shared/topic/query/query.ts'

/** Writes a query out in its plainest form. Reading that gives the same tree, but for the offsets. */
export function printQuery(query: Query): string {
  if (query.kind === 'term') return clauseOf(query) + (query.boost === 1 ? '' : `^${query.boost}`)
  if (query.kind === 'near') return printNear(query)
  if (query.kind === 'not') return `NOT ${query.part.kind === 'term' ? printQuery(query.part) : group(query.part)}`
  const { kind, parts } = query
  // AND binds before OR, so only a list in an AND, and an OR in an OR, must be held together.
  const loose = (part: Query) => part.kind === 'or' || (part.kind === 'and' && kind === 'and')
  return parts.map(part => (loose(part) ? group(part) : printQuery(part))).join(kind === 'and' ? ' AND ' : ' OR ')
}

/** Only in parentheses has a NEAR a boost; those of its field will do. */
function printNear(near: Near): string {
  if (near.boost === 1) return clauseOf(near)
  const written = near.left[0]?.field ? clauseOf(near) : `(${clauseOf(near)})`
  return `${written}^${near.boost}`
}

/** How a reason is quoted: a term or NEAR with its field, without a boost. */
export function clauseOf(query: Term | Near): string {
  if (query.kind === 'term') return inField(query.field) + printTerm(query)
  const { left, right, within } = query
  const near = `${printSide(left)} NEAR/${within} ${printSide(right)}`
  const field = left[0]?.field ?? null
  return field === null ? near : `${field}:(${near})`
}

const group = (query: Query): string => `(${printQuery(query)})`
const inField = (field: Scope | null): string => (field === null ? '' : `${field}:`)

function printSide(terms: readonly Term[]): string {
  const printed = terms.map(printTerm).join(' OR ')
  return terms.length === 1 ? printed : `(${printed})`
}

const MARKS = { usual: '', exact: '=', stem: '~' }

function printTerm({ text, quoted, prefix, as, slop }: Term): string {
  return `${MARKS[as]}${quoted ? `"${text}"` : text}${prefix ? '*' : ''}${slop === 0 ? '' : `~${slop}`}`
}
