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
