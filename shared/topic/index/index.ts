import type { Query } from '../query/query.ts'
import { cheapest } from './filing.ts'
import { type Nodes, NodesBuilder } from './nodes.ts'
import { type Code, CodeWriter } from './program.ts'

/** Any number of queries, made ready so that an article pays for its own words and not for theirs. */
export interface Index {
  readonly nodes: Nodes
  /** In which fields some query looks, as a sum of bits, and whether any looks for stems of the article's language. */
  readonly asks: { readonly fields: number; readonly stems: boolean }
  /** All queries, one after another. */
  readonly code: Code
  /** Of each number of the code, from where to where it stands in its query: UTF-16 offsets, one after the other. */
  readonly extents: Uint16Array
  /** Where each query begins. */
  readonly starts: Int32Array
  /** The queries that are filed under node n are `filed[filedFrom[n]]` to `filed[filedFrom[n + 1]]`. */
  readonly filedFrom: Int32Array
  readonly filed: Int32Array
}

/**
 * Indexes queries, which are then known by their numbers. Each is filed under the atoms of which an article must have
 * one if it is to match at all; of the choices, those that are rare.
 * @param unfiled queries that are never found by themselves, but may be asked; their numbers come behind the others'
 */
export function indexOf(queries: Iterable<Query>, unfiled: Iterable<Query> = []): Index {
  const builder = new NodesBuilder()
  const writer = new CodeWriter(builder)
  const starts: number[] = []
  const write = (query: Query) => {
    starts.push(writer.code.length)
    writer.write(query)
  }
  for (const query of queries) write(query)
  const filed = starts.length
  for (const query of unfiled) write(query)
  const [nodes, code] = [builder.build(), Int32Array.from(writer.code)]
  const written = { code, extents: Uint16Array.from(writer.extents), starts: Int32Array.from(starts) }
  return { nodes, asks: builder.asks, ...written, ...file(nodes, code, starts.slice(0, filed)) }
}

function file(nodes: Nodes, code: Code, starts: readonly number[]): Pick<Index, 'filedFrom' | 'filed'> {
  const under = cheapest(nodes, code, starts)
  const filedFrom = new Int32Array(nodes.marks.length + 1)
  for (const atoms of under) for (const atom of atoms) filedFrom[atom + 1] = (filedFrom[atom + 1] ?? 0) + 1
  for (let n = 1; n < filedFrom.length; n++) filedFrom[n] = (filedFrom[n] ?? 0) + (filedFrom[n - 1] ?? 0)
  const filed = new Int32Array(filedFrom.at(-1) ?? 0)
  const next = filedFrom.slice()
  for (const [query, atoms] of under.entries())
    for (const atom of atoms) {
      const at = next[atom] ?? 0
      filed[at] = query
      next[atom] = at + 1
    }
  return { filedFrom, filed }
}
