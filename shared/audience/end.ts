import type { Subscriber } from '../words.ts'
import type { InviteDeps, Invited } from './invite.ts'

/**
 * Ends a subscription. One that cannot be ended before it was confirmed stays as lapsed, under its name: should it be
 * confirmed yet, the next reconciliation ends it.
 */
export async function end(person: Subscriber, { store, carrier, now }: InviteDeps): Promise<Invited> {
  const { address, state } = person
  if ((await carrier.end(person)) === 'ended') {
    await store.people.remove(person)
    return { subscriber: person, next: `${address} is told no more.` }
  }
  const lapsed = { state: 'lapsed', origin: 'api' } as const
  const moved = state === 'lapsed' ? person : await store.people.move(person, { ...lapsed, since: now().toISOString() })
  return {
    subscriber: moved ?? person,
    next: `What ${address} was asked cannot be taken back at SNS: it lapses by itself. If they agree after all, it is ended within the hour.`,
  }
}
