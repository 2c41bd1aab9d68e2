import { type Lexicon, lexiconOf, slotsFor, take } from './lexicon.ts'

/**
 * Every word and phrase that some topic looks for, as a forest: a root is a word, every other node one word more than
 * its parent. So a phrase is found once for all the queries that have it. A node that some query looks for is an atom.
 */
export interface Nodes {
  /** One more than a node's number: a hash table of the nodes that have parents. */
  readonly slots: Int32Array
  /** Of every node; -1 of a word. */
  readonly parents: Int32Array
  /** The step that leads to a node; 0 to a word. */
  readonly steps: Int32Array
  /** Bits of `IS_ATOM`, `GOES_ON` and `IS_RANGE`, of every node. */
  readonly marks: Uint8Array
  /** Words as articles are asked for them: folded, and keys of stems. */
  readonly words: Lexicon
  /** Beginnings of folded words: fraud*. */
  readonly beginnings: Lexicon
  /** Words as they are written: =Fraud. */
  readonly exact: Lexicon
  /** Ranges of numbers as `10..50`, or `10..Infinity`. */
  readonly ranges: Lexicon
}

/** Some query looks for just this. */
export const IS_ATOM = 1
/** Some phrase begins like this. */
export const GOES_ON = 2
/** It is a range of numbers. */
export const IS_RANGE = 4

/** By which word a phrase goes on, and whether a comma or stop may stand before it. */
export const stepBy = (word: number, mayCut: boolean): number => word * 2 + (mayCut ? 1 : 0)

/** The node below a node, or -1. */
export function below({ slots, parents, steps }: Nodes, node: number, step: number): number {
  const mask = slots.length - 1
  for (let at = hashOfStep(node, step) & mask; ; at = (at + 1) & mask) {
    const child = (slots[at] ?? 0) - 1
    if (child < 0 || (parents[child] === node && steps[child] === step)) return child
  }
}

// Numbers are dense, so they are spread over the table: 2^32 divided by the golden ratio (Knuth, vol. 3, 6.4).
function hashOfStep(node: number, step: number): number {
  const hash = Math.imul(Math.imul(node, 0x9e3779b1) ^ step, 0x9e3779b1)
  return hash ^ (hash >>> 15)
}

/** Gathers the words and phrases of all queries. */
export class NodesBuilder {
  readonly words = new Map<string, number>()
  readonly beginnings = new Map<string, number>()
  readonly exact = new Map<string, number>()
  readonly ranges = new Map<string, number>()
  readonly asks = { fields: 0, stems: false }
  readonly #parents: number[] = []
  readonly #steps: number[] = []
  readonly #marks: number[] = []
  readonly #children = new Map<number, number>()

  /** The node of a word in one of the lexicons. */
  wordIn(lexicon: Map<string, number>, word: string): number {
    const known = lexicon.get(word)
    if (known !== undefined) return known
    const node = this.#add(-1, 0)
    lexicon.set(word, node)
    return node
  }

  /** The node one word below. */
  below(node: number, step: number): number {
    const edge = node * 2 ** 26 + step
    const known = this.#children.get(edge)
    if (known !== undefined) return known
    const child = this.#add(node, step)
    this.#children.set(edge, child)
    this.#marks[node] = (this.#marks[node] ?? 0) | GOES_ON
    return child
  }

  /** Says that a query looks for it. @returns the node */
  atom(node: number): number {
    this.#marks[node] = (this.#marks[node] ?? 0) | IS_ATOM
    return node
  }

  #add(parent: number, step: number): number {
    this.#steps.push(step)
    this.#marks.push(0)
    return this.#parents.push(parent) - 1
  }

  build(): Nodes {
    for (const range of this.ranges.values()) this.#marks[range] = IS_ATOM | IS_RANGE
    const slots = slotsFor(this.#children.size)
    for (const child of this.#children.values())
      take(slots, hashOfStep(this.#parents[child] ?? 0, this.#steps[child] ?? 0), child)
    return {
      slots,
      parents: Int32Array.from(this.#parents),
      steps: Int32Array.from(this.#steps),
      marks: Uint8Array.from(this.#marks),
      words: lexiconOf(this.words),
      beginnings: lexiconOf(this.beginnings),
      exact: lexiconOf(this.exact),
      ranges: lexiconOf(this.ranges),
    }
  }
}
