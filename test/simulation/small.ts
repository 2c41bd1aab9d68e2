import { openDirectClient } from './direct.ts'
import { canHave, FAULTS, type Fault } from './faults.ts'
import { openRandom } from './random.ts'
import { DULL, report } from './report.ts'
import { CHANNELS, configurationOf } from './setup.ts'
import { type Outcome, openWorld } from './world.ts'

const FEED = 'https://a.example/1'
const MINUTE_MS = 60_000

/**
 * A small world: a file is applied, one feed is read, brings one item for one channel by mail and SMS, then asks to be
 * left alone for a while. Nothing but this one call goes wrong.
 * @param at which call it is, counted from 0
 */
function smallWorld(at: number, fault: Fault, heard: (call: string) => void): Promise<Outcome> {
  let calls = 0
  const world = openWorld({
    ...{ random: openRandom(1), lagMs: 0, isOdd: false, openClient: openDirectClient },
    fate(call) {
      heard(call)
      return calls++ === at && canHave(call, fault) ? fault : null
    },
  })
  world.publishers.open(FEED, true, [report(DULL, 1, 'a')])
  const desk = CHANNELS.filter(({ id }) => id === 'desk')
  world.pipeline.apply(configurationOf([{ url: FEED, everySeconds: 60 }], desk, ['fraud']))
  world.timeline.after(1.5 * MINUTE_MS, () => world.publishers.add(FEED, report({ ...DULL, fraud: true }, 2, 'a')))
  world.timeline.after(2.5 * MINUTE_MS, () => world.publishers.limit('a.example', 20 * MINUTE_MS))
  return world.live(4)
}

/** The calls of the small world while it can go wrong, by name. */
export async function smallCalls(): Promise<string[]> {
  const calls: string[] = []
  const { calls: made } = await smallWorld(-1, 'fail before', call => calls.push(call))
  return calls.slice(0, made)
}

/** What becomes of the small world if this call, counted from 0, meets each fault that it can. */
export async function smallWorlds(
  at: number,
): Promise<readonly { readonly fault: Fault; readonly outcome: Outcome }[]> {
  const outcomes = []
  for (const fault of FAULTS) {
    const outcome = await smallWorld(at, fault, () => {})
    if (outcome.faults > 0) outcomes.push({ fault, outcome })
  }
  return outcomes
}
