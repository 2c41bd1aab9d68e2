import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import { counted } from '../web/counted.ts'
import { Failure } from './failure.ts'

/** A time as a person reads it in a terminal: "2026-03-02 10:00:00 UTC". @param at ISO 8601, UTC */
export const utc = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`

const UNIT_MS = { h: 3_600_000, d: 86_400_000 } as const
const Time = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

/**
 * When a span began that ends now.
 * @param said how long ago (`30d`, `12h`), a day (`2026-03-02`) or a moment (`2026-03-02T10:00:00Z`)
 * @throws Failure if it is none of these, or is not over yet
 */
export function since(said: string, now: Date): Date {
  const [, count, unit] = /^(\d{1,4})([dh])$/.exec(said) ?? []
  const isAgo = unit === 'd' || unit === 'h'
  const at = isAgo ? now.getTime() - Number(count) * UNIT_MS[unit] : Date.parse(Time.safeParse(said).data ?? '')
  if (at < now.getTime()) return new Date(at)
  throw new Failure(
    2,
    `--since ${printable(said)}: write how long ago, like 30d or 12h, or a day or time that is past, like 2026-03-02 or 2026-03-02T10:00:00Z`,
  )
}

/** How long that is, to be read: "30 days", "12 hours". */
export function long(ms: number): string {
  if (ms >= 2 * UNIT_MS.d) return counted(Math.round(ms / UNIT_MS.d), 'day')
  if (ms >= 2 * UNIT_MS.h) return counted(Math.round(ms / UNIT_MS.h), 'hour')
  return counted(Math.ceil(ms / 60_000), 'minute')
}
