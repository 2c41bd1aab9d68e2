import { expect, test } from 'vitest'
import { loadSimulation } from './bundle.ts'
import { type Hunt, MUTANTS } from './mutants.ts'

type Simulation = Awaited<ReturnType<typeof loadSimulation>>

/** Everything that goes wrong in each world of a hunt. */
async function* hunting(
  { simulate, smallCalls, smallWorlds }: Simulation,
  hunt: Hunt,
): AsyncGenerator<readonly string[]> {
  if ('calls' in hunt) {
    for (const [at, call] of (await smallCalls()).entries())
      if (hunt.calls.test(call)) for (const { outcome } of await smallWorlds(at)) yield outcome.wrong
  } else for (let seed = 1; seed <= hunt.seeds; seed++) yield (await simulate(seed, hunt)).wrong
}

test.each(MUTANTS)(
  'the simulation notices that $name',
  async ({ patches, breaks, hunt }) => {
    const seen: string[] = []
    for await (const wrong of hunting(await loadSimulation(patches), hunt)) {
      seen.push(...wrong)
      if (wrong.some(each => breaks.test(each))) return
    }
    expect(seen).toContainEqual(expect.stringMatching(breaks))
  },
  60_000,
)
