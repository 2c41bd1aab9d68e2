import type { Subscriber } from '../words.ts'
import type { InviteDeps, Invited } from './invite.ts'
import { UNNAMED } from './standing.ts'

interface Ended extends Invited {
  /** Alerts that were owed where nobody is left. */
  readonly cancelled: number
}

/**
 * Ends a subscription. What is owed is owed to the channel's route, so others there are told; what was owed by SMS, when
 * nobody is left to receive any, is cancelled. By mail it is still shown in the inbox. One that cannot be ended before it
 * was confirmed stays as lapsed, under its name: should it be confirmed yet, it is ended then. One without a name has
 * lapsed by itself.
 */
export async function end(person: Subscriber, { store, carrier, now }: InviteDeps): Promise<Ended> {
  const { channel, address, state, subscription } = person
  const isOver = state === 'lapsed' && subscription === null
  if (isOver || (await carrier.end(person)) === 'ended') {
    await store.people.remove(person)
    const cancelled = await cancelUnheard(person, store)
    const and = cancelled > 0 ? ` Nobody is left there by SMS: alerts cancelled: ${cancelled}.` : ''
    return { subscriber: person, cancelled, next: `${address} is told no more.${and}` }
  }
  const lapsed = { state: 'lapsed', origin: 'api', subscription: subscription ?? UNNAMED } as const
  const moved = await store.people.move(person, { ...lapsed, since: now().toISOString() })
  const after = moved ?? (await store.people.get(channel, address))
  if (!after) await store.people.remove(person) // which was cut short
  return {
    subscriber: after ?? person,
    cancelled: 0, // nobody was told there through them
    next: `What ${address} was asked cannot be taken back at SNS: it lapses by itself. If they agree after all, it is ended within the hour.`,
  }
}

async function cancelUnheard({ channel, route }: Subscriber, { people, desks }: InviteDeps['store']): Promise<number> {
  if (route !== 'sms') return 0
  // Not by the index, which may lag and still hold who has just been removed.
  const isHeard = (await people.registry()).some(
    person => person.channel === channel && person.route === route && person.state === 'confirmed',
  )
  return isHeard ? 0 : desks.cancel({ id: channel, route })
}
