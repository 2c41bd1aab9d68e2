/** What the hash of no letters is. */
export const SEED = 0x811c9dc5 | 0

/** The hash of a word and one more UTF-16 unit: FNV-1a (Fowler, Noll, Vo), a unit at a time. */
export const hashOn = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)

/** A word's 32-bit hash, as `Scan` has it of each word it finds. */
export function hashOf(word: string): number {
  let hash = SEED
  for (let at = 0; at < word.length; at++) hash = hashOn(hash, word.charCodeAt(at))
  return hash
}
