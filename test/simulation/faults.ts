import type { Random } from './random.ts'

/**
 * What can become of a call that leaves its process. `before`: it does not happen. `after`: it does, and the caller
 * does not learn it. `stall`: the answer is late, maybe too late for the function's time limit. `sleep`: the process
 * stands still past every lease, and goes on as if nothing had been. `again`: the SDK lost the answer and asked twice.
 */
export const FAULTS = [
  'fail before',
  'fail after',
  'crash before',
  'crash after',
  'stall before',
  'stall after',
  'sleep before',
  'sleep after',
  'again',
] as const
export type Fault = (typeof FAULTS)[number]

/** Decides what becomes of the next call. */
export type Fate = (call: string) => Fault | null

/** The SDK asks the table again by itself, and nothing else does. */
export const canHave = (call: string, fault: Fault) => fault !== 'again' || !/fetch|publish|enqueue/.test(call)

/** Calls by what they are about. A seed may aim at some of them: then what follows from one fault meets the next. */
const AIMS = [
  /./,
  /./,
  / LEASE/,
  /SLOT#/,
  /ARTICLE#/,
  /STORY#|TERM#/,
  /CHANNEL#/,
  /MESSAGE#/,
  /fetch/,
  /alert/,
] as const

/**
 * Draws a seed's own kinds of fault, where they strike and how often. Some seeds have none: what goes wrong there is
 * told from what a fault explains.
 */
export function swarmFate(random: Random): Fate {
  const kinds = FAULTS.filter(() => random.chance(0.4))
  const aim = random.pick(AIMS)
  const share = random.pick([0, 0.005, 0.02, 0.05]) * (aim.source === '.' ? 1 : 4)
  if (kinds.length === 0) return () => null
  return call => {
    if (!aim.test(call) || !random.chance(share)) return null
    const fault = random.pick(kinds)
    return canHave(call, fault) ? fault : null
  }
}

/** So often this call meets this fault. */
export interface Strike {
  readonly call: RegExp
  readonly fault: Fault
  readonly chance: number
}

/** For who looks for the consequences of one fault, where the swarm would need thousands of seeds. */
export const strikingFate =
  (random: Random, strikes: readonly Strike[]): Fate =>
  call =>
    strikes.find(strike => strike.call.test(call) && random.chance(strike.chance))?.fault ?? null
