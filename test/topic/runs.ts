/**
 * How many random cases a property is tried on. `PROPERTY_RUNS=1000000 npx vitest run test/topic -t "as the definition"`
 * is the long run that bench/README.md tells of.
 */
export const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 3_000)
export const timeout = 10_000 + numRuns * 20
