import * as z from 'zod'

/** How many texts the hits are counted in, by every way of matching alike. */
export const COUNTED = 500
/** Runs that count, after one that warms up. */
export const RUNS = 3
export const RUN_MS = 2_000

/** The figures of one way of matching, at one number of queries. All times are of the processor. */
export const Row = z.object({
  perSecond: z.number(),
  compileSeconds: z.number(),
  /** To be ready from a stored form, in a new process; null if there is none. */
  readyMs: z.number().nullable(),
  megabytes: z.number(),
  /** null: counting would have taken more than a minute. */
  hits: z.int().nullable(),
})
export type Row = z.infer<typeof Row>
