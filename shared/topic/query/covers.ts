import { tokenize } from '../text/tokenize.ts'
import type { Query, Term } from './query.ts'
import type { Range } from './range.ts'

/** What a query asks for, however it is spelt and in whatever order, but for its ranges of numbers, which are apart. */
interface Shape {
  readonly key: string
  readonly ranges: readonly Range[]
}

/**
 * Whether `wide` is satisfied by whatever satisfies `narrow`, if that can be told at a glance: they are the same, but for
 * numbers, of which `wide` takes more. If false, it may be so all the same.
 */
export function covers(wide: Query, narrow: Query): boolean {
  const [outer, inner] = [shapeOf(wide), shapeOf(narrow)]
  return outer.key === inner.key && outer.ranges.every((range, n) => isWithin(inner.ranges[n], range))
}

const isWithin = (inner: Range | undefined, outer: Range): boolean =>
  inner !== undefined && outer.least <= inner.least && inner.most <= outer.most

function shapeOf(query: Query): Shape {
  if (query.kind === 'term') return shapeOfTerm(query)
  if (query.kind === 'near')
    return joined(query.within, [joined('', query.left.map(shapeOf)), joined('', query.right.map(shapeOf))])
  if (query.kind !== 'not') return joined(query.kind, partsOf(query, query.kind).map(shapeOf))
  const { key, ranges } = shapeOf(query.part) // of an exclusion, more numbers would be fewer articles
  return { key: `(not ${key} ${ranges.map(({ least, most }) => `${least}..${most}`)})`, ranges: [] }
}

/** Of `(a b) c` three. */
const partsOf = (query: Query, kind: 'and' | 'or'): readonly Query[] =>
  query.kind === kind ? query.parts.flatMap(part => partsOf(part, kind)) : [query]

function joined(as: string | number, shapes: readonly Shape[]): Shape {
  const sorted = shapes.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return { key: `(${as} ${sorted.map(({ key }) => key).join(' ')})`, ranges: sorted.flatMap(({ ranges }) => ranges) }
}

function shapeOfTerm({ field, text, range, prefix, as, slop }: Term): Shape {
  if (range !== null) return { key: JSON.stringify([field, 'range']), ranges: [range] }
  const words = as === 'exact' ? [text] : tokenize(text).flatMap(token => [token.text, token.cut])
  return { key: JSON.stringify([field, prefix, as, slop, ...words]), ranges: [] }
}
