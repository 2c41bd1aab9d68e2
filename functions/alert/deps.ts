import type { Send } from '../../shared/alert/sender.ts'
import type { Current } from '../../shared/config/current.ts'
import type { Store } from '../../shared/store/store.ts'
import type { Log } from '../log.ts'

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
