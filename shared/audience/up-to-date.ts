import { spelling } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import type { Subscriber } from '../words.ts'
import { type At, type Carrier, here, type Listed } from './carrier.ts'
import { abandoned, standing } from './standing.ts'

export interface UpToDateDeps {
  readonly store: Pick<Store, 'people'>
  readonly carrier: Pick<Carrier, 'listed' | 'end'>
  readonly now: () => Date
}

/**
 * Brings those we know on a route in line with the carrier's own list, if it keeps one.
 * @returns them as they now stand, and whom the list has besides
 */
export async function bringUpToDate(at: At, known: readonly Subscriber[], { store, carrier, now }: UpToDateDeps) {
  const list = await carrier.listed(at)
  const listed = new Map(here(list).map((one): [string, Listed] => [spelling(one.address), one]))
  const people: Subscriber[] = []
  for (const person of known) {
    const { channel, address, state } = person
    const there = listed.get(spelling(address)) ?? null
    listed.delete(spelling(address))
    const change = list === 'gone' ? abandoned(person) : standing(person, list === null ? undefined : there, now())
    if (change?.state === 'lapsed' && change.subscription !== null) await carrier.end({ ...person, ...change })
    const since = change && change.state !== state ? now().toISOString() : person.since
    const moved = change ? await store.people.move(person, { ...change, since }) : person
    const after = moved ?? (await store.people.get(channel, address)) // changed meanwhile, or gone
    if (after) people.push(after)
  }
  return { people, strangers: [...listed.values()] }
}
