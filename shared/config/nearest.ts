import { quoted } from './problem.ts'

/** All keys of a topic. */
const MOST_LISTED = 15

/** A remedy for a word that is not one of `known`: the one probably meant, else the list if it is short, else `otherwise`. */
export function didYouMean(word: string, known: readonly string[], otherwise: string): string {
  const near = nearest(word, known)
  if (near !== null) return `did you mean ${quoted(near)}?`
  if (known.length > 0 && known.length <= MOST_LISTED) return `${otherwise}: ${known.map(quoted).join(', ')}`
  return otherwise
}

/** The known word fewest slips away, if that is no more than a third of the letters; null if none is. */
function nearest(word: string, known: readonly string[]): string | null {
  const plain = word.toLowerCase().slice(0, 60)
  let best: string | null = null
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1
  for (const candidate of known) {
    const slips = slipsBetween(plain, candidate.toLowerCase())
    if (slips < least) [best, least] = [candidate, slips]
  }
  return best
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment distance). */
function slipsBetween(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, j) => j)]
  const cell = (i: number, j: number) => rows[i]?.[j] ?? 0
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const least = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + same)
      row.push(swapped ? Math.min(least, cell(i - 2, j - 2) + 1) : least)
    }
  }
  return cell(from.length, to.length)
}
