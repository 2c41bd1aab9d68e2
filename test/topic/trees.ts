import fc from 'fast-check'
import type { Query, Term } from '../../shared/topic/query.ts'

const somewhere = { start: 0, end: 0 }
const field = fc.constantFrom(null, null, 'title' as const, 'summary' as const)
const WORDS = ['a', 'b', 'ab', 'abc', 'abd', 'a-b', 'U.S.', '诈', '骗', '诈骗', 'État', 'взлом', 'AT&T', '3,5']

const term: fc.Arbitrary<Query> = fc.oneof(
  fc.record({ field, text: fc.constantFrom(...WORDS) }).map(some => asTerm({ ...some, quoted: false, prefix: false })),
  fc
    .record({ field, text: fc.constantFrom('abc', 'c-abd', '诈骗', '마약') })
    .map(some => asTerm({ ...some, quoted: false, prefix: true })),
  fc
    .record({ field, text: fc.constantFrom('a b', 'and', 'b, a', '诈，骗', '骗 诈', '-x: (y)') })
    .map(some => asTerm({ ...some, quoted: true, prefix: false })),
)

const asTerm = (some: Pick<Term, 'field' | 'text' | 'quoted' | 'prefix'>): Query => ({
  kind: 'term',
  ...some,
  ...somewhere,
})
const asList = (kind: 'and' | 'or', parts: readonly Query[]): Query => ({ kind, parts, ...somewhere })

/** Any tree that is a query: each alternative of an OR, and the whole, has something to find. */
export const { query } = fc.letrec<{ query: Query; part: Query }>(tie => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    fc.array(tie('query'), { minLength: 2, maxLength: 4 }).map(parts => asList('or', parts)),
    fc
      .tuple(
        fc.array(tie('part'), { maxLength: 2 }),
        tie('query'),
        fc.array(tie('part'), { minLength: 1, maxLength: 2 }),
      )
      .map(([before, found, after]) => asList('and', [...before, found, ...after])),
  ),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('query'),
    tie('part').map((part): Query => ({ kind: 'not', part, ...somewhere })),
    fc.array(tie('part'), { minLength: 2, maxLength: 3 }).map(parts => asList('and', parts)),
  ),
}))

/** The tree without its places. */
export function unplaced(tree: Query): Query {
  if (tree.kind === 'term') return { ...tree, ...somewhere }
  if (tree.kind === 'not') return { ...tree, part: unplaced(tree.part), ...somewhere }
  return asList(tree.kind, tree.parts.map(unplaced))
}
