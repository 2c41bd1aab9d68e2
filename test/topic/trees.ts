import fc from 'fast-check'
import { type Near, parseQuery, type Query, type Scope, type Term } from '../../shared/topic/query/query.ts'
import { printQuery } from './print.ts'

const somewhere = { start: 0, end: 0 }
const WORDS = ['a', 'b', 'ab', 'abc', 'abd', 'a-b', 'U.S.', 'A', '诈', '骗', '诈骗', 'État', 'взлом', 'AT&T', '3,5']
const PHRASES = ['a b', 'b, a', '诈，骗', '骗 诈', 'взлома b', '-x: (y)', 'a B a']

const RANGES: readonly [string, number, number][] = [
  ['3..', 3, Number.POSITIVE_INFINITY],
  ['1..5', 1, 5],
  ['0.5k..1k', 500, 1_000],
  ['10万..１００万', 1e5, 1e6],
]

const from = fc.constantFrom
const plain = { quoted: false, prefix: false, range: null, as: 'usual' as const, slop: 0, boost: 1 }
const asTerm = (some: Partial<Term> & Pick<Term, 'field' | 'text'>): Term => ({
  kind: 'term',
  ...plain,
  ...some,
  ...somewhere,
})
const asList = (kind: 'and' | 'or', parts: readonly Query[]): Query => ({ kind, parts, ...somewhere })

const as = from<Term['as'][]>('usual', 'usual', 'exact', 'stem')
const quoted = fc.constant(true)

/** Terms of title and summary, without boosts. */
const inText = (field: Scope | null): fc.Arbitrary<Term> =>
  fc
    .oneof(
      fc.record({ text: from(...WORDS), as }),
      fc.record({ text: from('abc', 'c-abd', '诈骗', '마약'), prefix: fc.constant(true) }),
      from(...RANGES).map(([text, least, most]) => ({ text, range: { least, most } })),
      fc.record({ text: from(...PHRASES, 'and'), quoted, as }),
      fc.record({ text: from(...PHRASES), quoted, as, slop: fc.integer({ min: 1, max: 10 }) }),
    )
    .map(some => asTerm({ field, ...some }))

const elsewhere: fc.Arbitrary<Term> = fc
  .oneof(
    fc.record({ field: from<Scope[]>('lang'), text: from('fr', 'EN', 'zh') }),
    fc.record({ field: from<Scope[]>('source'), text: from('a', 'bbc.co.uk', '诈骗') }),
    fc.record({ field: from<Scope[]>('source'), text: from('a b', '诈，骗'), quoted }),
  )
  .map(asTerm)

const field = from<(Scope | null)[]>(null, null, 'title', 'summary')

const term: fc.Arbitrary<Query> = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: field.chain(inText) }, elsewhere), from(1, 1, 2, 0.5, 12.25, 100, -1, -0.25))
  .map(([some, boost]) => ({ ...some, boost }))

const near: fc.Arbitrary<Near> = field.chain(field => {
  const side = fc.array(inText(field), { minLength: 1, maxLength: 3 })
  return fc
    .record({ within: fc.integer({ min: 1, max: 10 }), left: side, right: side, boost: from(1, 1, 3, -2) })
    .map(some => ({ kind: 'near', ...some, ...somewhere }))
})

/** Each alternative of an OR, and the whole, has something to find. */
const { query: tree } = fc.letrec<{ query: Query; part: Query }>(tie => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    near,
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

/** Any query: not all of it counts against. */
export const query = tree.filter(some => parseQuery(printQuery(some)).ok)

const unplacedTerm = (term: Term): Term => ({ ...term, ...somewhere })

/** The tree without its places. */
export function unplaced(tree: Query): Query {
  if (tree.kind === 'term') return unplacedTerm(tree)
  if (tree.kind === 'not') return { ...tree, part: unplaced(tree.part), ...somewhere }
  if (tree.kind !== 'near') return asList(tree.kind, tree.parts.map(unplaced))
  return { ...tree, left: tree.left.map(unplacedTerm), right: tree.right.map(unplacedTerm), ...somewhere }
}
