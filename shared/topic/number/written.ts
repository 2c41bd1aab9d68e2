import type { Scan } from '../text/scan.ts'

/** A number as it is written, and the last token that it takes. */
export interface Written {
  readonly value: number
  readonly last: number
}

/** The last token, of those from one on, that begins before an offset. */
export function tokenBefore(scan: Scan, from: number, end: number): number {
  let last = from
  while (last + 1 < scan.count && (scan.starts[last + 1] ?? 0) < end) last++
  return last
}

const WAW = 'و'.charCodeAt(0)

/** How many letters stand before the digits in a token: the "and" that Arabic writes onto them, و200, or none. */
export function lettersBefore({ from, units }: Scan, token: number): number {
  const [first, next] = [from[token] ?? 0, (from[token] ?? 0) + 1]
  const unit = next < (from[token + 1] ?? 0) ? (units[next] ?? 0) : 0
  return units[first] === WAW && unit >= 0x30 && unit <= 0x39 ? 1 : 0
}
