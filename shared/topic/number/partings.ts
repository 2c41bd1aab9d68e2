import { lexiconOf, nodeAt } from '../index/lexicon.ts'
import type { Scan } from '../text/scan.ts'
import type { Amount } from './amounts.ts'
import { lettersBefore } from './written.ts'

const SIGNS = /[,;!?|()、，。；！？،؛—]|\s[–-]\s/u
/** Of abbreviations, such as U.S., Gov. and Sept., the stop ends nothing. */
const LONGEST_ABBREVIATION = 4
const AND = lexiconOf(new Map(['and', 'y', 'et', 'и', '和', '及', '与'].map((word, n) => [word, n])))
const WAW = 'و'.charCodeAt(0)

/**
 * What parts an amount from what it does not count, as how often it was met before each token: a comma or stop, an "and",
 * another amount. In "five killed and 20 hurt" the 20 is beside "killed", and counts others.
 */
export function partingsIn(scan: Scan, text: string, amounts: readonly Amount[]): number[] {
  const ends = new Set(amounts.map(({ last }) => last))
  const before: number[] = []
  for (let token = 0, count = 0; token < scan.count; token++) {
    if (ends.has(token - 1)) count++
    if (isStop(scan, text, token)) count++
    if (isAnd(scan, token)) count++
    before.push(count)
  }
  return before
}

function isStop({ starts, ends }: Scan, text: string, token: number): boolean {
  const between = text.slice(ends[token - 1], starts[token])
  const length = (ends[token - 1] ?? 0) - (starts[token - 1] ?? 0)
  return SIGNS.test(between) || (between.startsWith('.') && length > LONGEST_ABBREVIATION)
}

/** Arabic writes it onto the word. */
function isAnd(scan: Scan, token: number): boolean {
  const { from, units, hashes } = scan
  const [start, end] = [from[token] ?? 0, from[token + 1] ?? 0]
  if ((units[start] === WAW && end - start > 3) || lettersBefore(scan, token) > 0) return true
  return nodeAt(AND, units, start, end, hashes[token] ?? 0) >= 0
}
