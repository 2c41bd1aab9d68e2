import type { Send } from '../shared/alert/sender.ts'
import type { Current } from '../shared/config/current.ts'
import type { Store } from '../shared/store/store.ts'
import type { Log } from '../shared/words.ts'
import { owe } from './owe.ts'
import { settle } from './settle.ts'

export interface AlertDeps {
  readonly store: Store
  readonly current: () => Promise<Current | null>
  readonly send: Send
  readonly now: () => Date
  readonly random: () => number
  readonly newId: () => string
  readonly log: Log
}

/** Longer than the function may run, so that a lease outlives its worker and not the reverse. */
export const LEASE_SECONDS = 300

/** Pays debts: works out who is owed what, then tells whoever is due. Runs every minute, and sooner when woken. */
export async function payDebts(deps: AlertDeps): Promise<void> {
  const setup = await deps.current()
  if (!setup) return
  // Whatever cannot be worked out must not keep what has been from being sent.
  const ends = [
    await attempt('owe', () => owe(setup, deps), deps),
    await attempt('settle', () => settle(setup, deps), deps),
  ]
  const errors = ends.flatMap(end => end ?? [])
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '))
}

/** Does one thing of several; a failure is logged and handed back, so that the others are done before it is thrown. */
export async function attempt(doing: string, work: () => Promise<unknown>, { log }: Pick<AlertDeps, 'log'>) {
  try {
    await work()
    return null
  } catch (error) {
    log({ what: 'failed', doing, error: String(error) })
    return error instanceof Error ? error : new Error(String(error))
  }
}
