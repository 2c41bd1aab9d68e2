import type { Nodes } from './nodes.ts'
import {
  AND,
  after,
  BOOST,
  type Code,
  FIELD_BITS,
  fieldsIn,
  gappedAt,
  NEAR,
  NOT,
  nodeIn,
  operatorIn,
  SLOP,
} from './program.ts'

/** Atoms of which one must be in an article if a part of a query is to hold, and how often one is to be expected. */
interface Need {
  readonly cost: number
  readonly atoms: readonly number[]
}

/** A word of a phrase stands without the others this many times as often. Found by trying 1 to 256 on 10,000 queries. */
const PHRASE_IS_RARER = 16
/** Every article has a source and a language, and most have numbers. */
const ALMOST_EVERY = 1e9

/**
 * The atoms under which each query is filed: of its parts that must hold, the one least often found. Words that many
 * queries name are taken to be common in the news as well, for nothing better is known of them.
 */
export function cheapest(nodes: Nodes, code: Code, starts: readonly number[]): (readonly number[])[] {
  const expected = expectations(nodes, code)
  for (const range of nodes.ranges.nodes) expected[range] = ALMOST_EVERY
  return starts.map(start => {
    const need = needOf(code, start, atom => costOf(atom, expected))
    if (need === null) throw new Error('a query that only excludes')
    return [...new Set(need.atoms)]
  })
}

const costOf = (atom: number, expected: Float64Array): number =>
  fieldsIn(atom) >= FIELD_BITS.source ? ALMOST_EVERY : (expected[nodeIn(atom)] ?? 0)

/** How often each node is to be expected, in proportion. */
function expectations({ parents, steps }: Nodes, code: Code): Float64Array {
  const named = new Float64Array(parents.length)
  for (let at = 0; at < code.length; at++) {
    const atom = code[at] ?? 0
    if (atom < 0) count(named, nodeIn(atom), parents, steps)
  }
  const expected = named.map(times => times + 1)
  // Parents come before their children.
  for (const [node, parent] of parents.entries())
    if (parent >= 0) {
      const word = expected[(steps[node] ?? 0) >> 1] ?? 0
      const before = expected[parent] ?? 0
      expected[node] = (parents[parent] ?? -1) < 0 ? Math.min(before, word) / PHRASE_IS_RARER : Math.min(before, word)
    }
  return expected
}

/** The words of a phrase are named, not the phrase. */
function count(named: Float64Array, node: number, parents: Int32Array, steps: Int32Array): void {
  let at = node
  for (let parent = parents[at] ?? -1; parent >= 0; parent = parents[at] ?? -1) {
    const word = (steps[at] ?? 0) >> 1
    named[word] = (named[word] ?? 0) + 1
    at = parent
  }
  named[at] = (named[at] ?? 0) + 1
}

/** Null for what holds where nothing is found. */
function needOf(code: Code, at: number, cost: (atom: number) => number): Need | null {
  const instruction = code[at] ?? 0
  if (instruction < 0) return { cost: cost(instruction), atoms: [nodeIn(instruction)] }
  const operator = operatorIn(instruction)
  if (operator === NOT) return null
  if (operator === SLOP) return needOfSlop(code, at, cost)
  const parts: (Need | null)[] = []
  const first = operator === NEAR || operator === BOOST ? at + 2 : at + 1
  for (let part = first; part < after(instruction, at); part = after(code[part] ?? 0, part))
    parts.push(needOf(code, part, cost))
  if (operator === AND || operator === NEAR)
    return parts.reduce((a, b) => (a === null || (b !== null && b.cost < a.cost) ? b : a))
  const needs = parts.filter(part => part !== null)
  if (needs.length < parts.length) return null
  return { cost: needs.reduce((sum, { cost }) => sum + cost, 0), atoms: needs.flatMap(({ atoms }) => atoms) }
}

function needOfSlop(code: Code, at: number, cost: (atom: number) => number): Need | null {
  return gappedAt(code, at)
    .words.map(node => ({ cost: cost(~(node * 16)), atoms: [node] }))
    .reduce((a, b) => (b.cost < a.cost ? b : a))
}
