import type { At, Carrier } from '../shared/audience/carrier.ts'
import { bringUpToDate, type UpToDateDeps } from '../shared/audience/up-to-date.ts'
import type { Setup } from '../shared/store/configs.ts'
import { type Channel, ROUTES, type Subscriber } from '../shared/words.ts'
import { attempt, throwAll } from './attempt.ts'
import type { Log } from './log.ts'

export interface ReconcileDeps extends UpToDateDeps {
  readonly carrier: Pick<Carrier, 'listed' | 'end' | 'carries'>
  readonly current: () => Promise<Pick<Setup, 'channels'> | null>
  readonly log: Log
}

/** Brings what we know of people in line with the carrier's own lists, and says which channels nobody hears. Hourly. */
export async function reconcile(deps: ReconcileDeps): Promise<void> {
  const setup = await deps.current()
  if (!setup) return
  const people = await deps.store.people.registry()
  const failures: (Error | null)[] = []
  for (const channel of setup.channels)
    failures.push(await attempt(`reconcile ${channel.id}`, () => reconcileChannel(channel, people, deps)))
  throwAll(failures)
}

async function reconcileChannel({ id, routes }: Channel, everybody: readonly Subscriber[], deps: ReconcileDeps) {
  let isHeard = false
  for (const route of ROUTES.filter(route => routes.includes(route))) {
    const at = { channel: id, route }
    const people = everybody.filter(person => person.channel === id && person.route === route)
    const isConfirmed = await reconcileRoute(at, people, deps)
    if (isConfirmed && deps.carrier.carries.includes(route)) isHeard = true
  }
  if (!isHeard) deps.log({ what: 'unheard', channel: id })
}

/** @returns whether anybody there has confirmed */
async function reconcileRoute(at: At, known: readonly Subscriber[], deps: ReconcileDeps): Promise<boolean> {
  const { people, strangers } = await bringUpToDate(at, known, deps)
  let isConfirmed = people.some(({ state }) => state === 'confirmed')
  for (const { protocol, address, subscription } of strangers) {
    const state = subscription === null ? 'pending' : 'confirmed' // subscribed by somebody at SNS itself
    const since = deps.now().toISOString()
    const stranger = { ...at, protocol, address, origin: 'api', state, since, subscription } as const
    if ((await deps.store.people.add(stranger)) && state === 'confirmed') isConfirmed = true
  }
  return isConfirmed
}
