import type { At, Carrier } from '../shared/audience/carrier.ts'
import { standing } from '../shared/audience/standing.ts'
import type { Setup } from '../shared/store/configs.ts'
import { spelling } from '../shared/store/people.ts'
import type { Store } from '../shared/store/store.ts'
import { type Channel, type Log, ROUTES, type Subscriber } from '../shared/words.ts'
import { attempt, throwAll } from './attempt.ts'

export interface ReconcileDeps {
  readonly store: Pick<Store, 'people'>
  readonly carrier: Pick<Carrier, 'listed' | 'end'>
  readonly current: () => Promise<Pick<Setup, 'channels'> | null>
  readonly now: () => Date
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
    if (await reconcileRoute(at, people, deps)) isHeard = true
  }
  if (!isHeard) deps.log({ what: 'unheard', channel: id })
}

/** @returns whether anybody there has confirmed */
async function reconcileRoute(at: At, people: readonly Subscriber[], deps: ReconcileDeps): Promise<boolean> {
  const { store, carrier, now } = deps
  const list = await carrier.listed(at)
  const listed = new Map(list?.map(one => [spelling(one.address), one]))
  const since = now().toISOString()
  let isHeard = false
  for (const person of people) {
    const change = standing(person, list === null ? undefined : (listed.get(spelling(person.address)) ?? null), now())
    listed.delete(spelling(person.address))
    if (change === 'end') await carrier.end(person)
    const isNew = change !== null && change !== 'end' && change.state !== person.state
    const after = change === null || change === 'end' ? person : { ...change, since: isNew ? since : person.since }
    if (after !== person) await store.people.move(person, after)
    if (after.state === 'confirmed') isHeard = true
  }
  for (const { protocol, address, subscription } of listed.values()) {
    const state = subscription === null ? 'pending' : 'confirmed' // subscribed by somebody at SNS itself
    await store.people.add({ ...at, protocol, address, origin: 'api', state, since, subscription })
    if (state === 'confirmed') isHeard = true
  }
  return isHeard
}
