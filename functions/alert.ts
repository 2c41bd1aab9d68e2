import type { AlertDeps } from './alert/deps.ts'
import { owe } from './alert/owe.ts'
import { settle } from './alert/settle.ts'
import { attempt, throwAll } from './attempt.ts'

/** Pays debts: works out who is owed what, then tells whoever is due. Runs every minute, and sooner when woken. */
export async function payDebts(deps: AlertDeps): Promise<void> {
  const setup = await deps.current()
  if (!setup) return
  // Whatever cannot be worked out must not keep what has been from being sent.
  throwAll([await attempt('owing', () => owe(setup, deps)), await attempt('settling', () => settle(setup, deps))])
}
