import { beforeAll, expect, test } from 'vitest'
import { loadSimulation } from './bundle.ts'
import kept from './seeds.json' with { type: 'json' }

let simulate: Awaited<ReturnType<typeof loadSimulation>>['simulate']
beforeAll(async () => {
  simulate = (await loadSimulation()).simulate
})

const SEEDS = 120

test(`${SEEDS} seeds keep every promise`, async () => {
  const wrong: string[] = []
  let [faults, matches, rises, backfilled, unknown] = [0, 0, 0, 0, 0]
  for (let seed = 1; seed <= SEEDS; seed++) {
    const outcome = await simulate(seed)
    for (const each of outcome.wrong) wrong.push(`seed ${seed}: ${each}`)
    faults += outcome.faults
    matches += outcome.matches
    rises += outcome.rises
    backfilled += outcome.backfilled
    unknown += outcome.unknown
  }
  expect(wrong).toEqual([])
  // Or else nothing was tried.
  expect(Math.min(faults / 400, matches / 1000, rises / 50, backfilled / 20, unknown / 10)).toBeGreaterThan(1)
}, 120_000)

test.each(kept)('seed $seed keeps every promise: $once', async ({ seed }) => {
  expect((await simulate(seed)).wrong).toEqual([])
})

test.each([1, 2, 3])('seed %i goes the same way twice', async seed => {
  expect(await simulate(seed)).toEqual(await simulate(seed))
})

test.each([1, 2, 3])('seed %i goes the same way through the whole of the real client', async seed => {
  expect(await simulate(seed, { throughSdk: true })).toEqual(await simulate(seed))
})

test('two seeds go two ways', async () => {
  expect((await simulate(1)).hash).not.toBe((await simulate(2)).hash)
})
