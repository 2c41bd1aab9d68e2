import { hashOf, hashOn, SEED } from '../text/hash.ts'

/** Words and the node that each stands for: a hash table in typed arrays, so that it is kept as it is. */
export interface Lexicon {
  /** Open addressing: one more than a word's place in `nodes`, 0 where none is. A power of two of them. */
  readonly slots: Int32Array
  /** Word n is the UTF-16 units from `from[n]` to `from[n + 1]`. */
  readonly from: Int32Array
  readonly units: Uint16Array
  readonly nodes: Int32Array
}

export function lexiconOf(words: ReadonlyMap<string, number>): Lexicon {
  const slots = slotsFor(words.size)
  const from = new Int32Array(words.size + 1)
  const text = [...words.keys()]
  for (const [n, word] of text.entries()) {
    from[n + 1] = (from[n] ?? 0) + word.length
    take(slots, hashOf(word), n)
  }
  const units = Uint16Array.from({ length: from[words.size] ?? 0 })
  for (const [n, word] of text.entries())
    for (let at = 0; at < word.length; at++) units[(from[n] ?? 0) + at] = word.charCodeAt(at)
  return { slots, from, units, nodes: Int32Array.from(words.values()) }
}

/** All words, in the order of `nodes`. */
export const wordsOf = ({ from, units, nodes }: Lexicon): string[] =>
  Array.from(nodes, (_, n) => String.fromCharCode(...units.subarray(from[n], from[n + 1])))

/** Empty slots for so many entries: at most 70 % are taken. */
export function slotsFor(entries: number): Int32Array {
  let size = 2
  while (size * 0.7 < entries) size *= 2
  return new Int32Array(size)
}

/** Takes the first free slot from where the hash points. */
export function take(slots: Int32Array, hash: number, entry: number): void {
  let at = hash & (slots.length - 1)
  while (slots[at] !== 0) at = (at + 1) & (slots.length - 1)
  slots[at] = entry + 1
}

/** The node of the word that is `units[start..end]`, whose hash is known, or -1. */
export function nodeAt(lexicon: Lexicon, units: Uint16Array, start: number, end: number, hash: number): number {
  const { slots, nodes } = lexicon
  const mask = slots.length - 1
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const word = (slots[at] ?? 0) - 1
    if (word < 0) return -1
    if (isWord(lexicon, word, units, start, end)) return nodes[word] ?? -1
  }
}

function isWord({ from, units: own }: Lexicon, word: number, units: Uint16Array, start: number, end: number): boolean {
  const first = from[word] ?? 0
  if ((from[word + 1] ?? 0) - first !== end - start) return false
  for (let at = start; at < end; at++) if (own[first + at - start] !== units[at]) return false
  return true
}

/** The node of a word, or -1. */
export const nodeOf = (lexicon: Lexicon, word: string): number =>
  nodeAt(lexicon, unitsOf(word), 0, word.length, hashOf(word))

/** The nodes of all entries that the word in `units[start..end]` begins with are put behind `into`. */
export function beginningsAt(lexicon: Lexicon, units: Uint16Array, start: number, end: number, into: number[]): void {
  let hash = SEED
  for (let at = start; at < end; at++) {
    hash = hashOn(hash, units[at] ?? 0)
    const node = nodeAt(lexicon, units, start, at + 1, hash)
    if (node >= 0) into.push(node)
  }
}

export function unitsOf(word: string): Uint16Array {
  const units = new Uint16Array(word.length)
  for (let at = 0; at < word.length; at++) units[at] = word.charCodeAt(at)
  return units
}
