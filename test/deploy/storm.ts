import { LETS_GO, type Request } from './request.ts'

/** Should all attempts of these fail, a lease lasts that nobody uses: for three minutes or five. */
const UNDER_LEASE = new RegExp(` ${LETS_GO}$|^poll Query SLOT`)

/**
 * What can become of an attempt. `lost`: it is done, and its answer does not arrive. `silence`: it is never answered.
 * `partial`: of a batch all but the last is done.
 */
type Fault = 'throttled' | '500' | '503' | 'hang up' | 'lost' | 'silence' | 'partial'

interface Strike {
  readonly fault: Fault
  /** All attempts of the operation meet it, so that the SDK's own retry does not heal it; else the first alone. */
  readonly always: boolean
}

interface Plan {
  /** What is still to come, each for another operation. */
  readonly strikes: Strike[]
  /** How many attempts met what, and how many operations met it `always`. */
  readonly met: Map<Fault | 'always', number>
  /** Operations since all came. */
  since: number
}

const LOST: Strike = { fault: 'lost', always: false }
const isWrite = (call: string) => /Put|Update|Send|Delete/.test(call)

/**
 * By order of first occurrence: the same for the same calls. Each kind of call meets throttling and an error of the
 * service's, the one in all attempts of an operation, the other in one; then a connection that ends, or an answer that
 * does not come. @param n how many kinds of call were seen before
 */
function planOf(call: string, n: number): Strike[] {
  const error: Fault = n % 4 < 2 ? '500' : '503'
  const [first, second]: readonly [Fault, Fault] = n % 2 ? ['throttled', error] : [error, 'throttled']
  const rest: Fault[] = [...(isWrite(call) ? (['lost'] as const) : []), n % 4 === 0 ? 'silence' : 'hang up']
  if (call.endsWith(' Publish')) rest.splice(0, rest.length, 'lost', 'silence', 'hang up') // its outcome matters most
  if (/Batch/.test(call)) rest.push('partial')
  return [
    { fault: first, always: !UNDER_LEASE.test(call) },
    ...[second, ...rest].map(fault => ({ fault, always: false })),
  ]
}

/** Decides what becomes of each attempt: nothing until it begins, and after it ends. */
export function openStorm() {
  const plans = new Map<string, Plan>()
  const struck = new Map<string, Strike>()
  let isOn = false
  let refused: RegExp | null = null

  const spared = () =>
    [...plans].flatMap(([call, { strikes }]) => (strikes.some(({ fault }) => /throttled|50/.test(fault)) ? call : []))

  function next(request: Request): Strike | null {
    const { call, operation, attempt, size } = request
    const plan = plans.get(call) ?? { strikes: planOf(call, plans.size), met: new Map(), since: 0 }
    plans.set(call, plan)
    const before = attempt > 1 ? struck.get(operation) : undefined
    if (attempt > 1 && !before?.always) return null
    const strike = before ?? plan.strikes[0] ?? moreOf(call, plan)
    if (!strike || (strike.fault === 'partial' && size < 2)) return null
    if (!before) plan.strikes.shift()
    struck.set(operation, strike)
    plan.met.set(strike.fault, (plan.met.get(strike.fault) ?? 0) + 1)
    if (strike.always && !before) plan.met.set('always', (plan.met.get('always') ?? 0) + 1)
    return strike
  }

  /**
   * An article is read again only when the answer to a write of it was lost: until those reads have met theirs, answers
   * go on being lost. No others: the SDK has a quota of retries, and what it does not retry leaves leases behind.
   */
  function moreOf(call: string, plan: Plan): Strike | null {
    plan.since++
    return /(PutItem|UpdateItem) ARTICLE/.test(call) && plan.since % 3 === 0 && spared().length > 0 ? LOST : null
  }

  return {
    fateOf(request: Request): Fault | null {
      if (refused?.test(request.call)) return 'throttled'
      return isOn ? (next(request)?.fault ?? null) : null
    },
    begin() {
      isOn = true
    },
    end() {
      isOn = false
    },
    /** From now on these calls are throttled, each time; null: none. */
    refuse(calls: RegExp | null) {
      refused = calls
    },
    /** Calls that are still to be throttled, or to meet an error of the service's. */
    spared,
    /** Which call met what. */
    met: () =>
      [...plans]
        .map(([call, { met }]) => ({ call, ...Object.fromEntries(met) }))
        .sort((a, b) => (a.call < b.call ? -1 : 1)),
  }
}

export type Storm = ReturnType<typeof openStorm>
