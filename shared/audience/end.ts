import type { Subscriber } from '../words.ts'
import type { InviteDeps, Invited } from './invite.ts'
import { UNNAMED } from './standing.ts'

/**
 * Ends a subscription. One that cannot be ended before it was confirmed stays as lapsed, under its name: should it be
 * confirmed yet, it is ended then. One without a name has lapsed by itself.
 */
export async function end(person: Subscriber, { store, carrier, now }: InviteDeps): Promise<Invited> {
  const { channel, address, state, subscription } = person
  const isOver = state === 'lapsed' && subscription === null
  if (isOver || (await carrier.end(person)) === 'ended') {
    await store.people.remove(person)
    return { subscriber: person, next: `${address} is told no more.` }
  }
  const lapsed = { state: 'lapsed', origin: 'api', subscription: subscription ?? UNNAMED } as const
  const moved = await store.people.move(person, { ...lapsed, since: now().toISOString() })
  const after = moved ?? (await store.people.get(channel, address))
  if (!after) await store.people.remove(person) // which was cut short
  return {
    subscriber: after ?? person,
    next: `What ${address} was asked cannot be taken back at SNS: it lapses by itself. If they agree after all, it is ended within the hour.`,
  }
}
