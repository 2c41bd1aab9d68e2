import type { Store } from '../store/store.ts'
import type { Subscriber } from '../words.ts'
import type { Carrier } from './carrier.ts'
import { Refusal } from './refusal.ts'

export interface InviteDeps {
  readonly store: Pick<Store, 'people' | 'desks'>
  readonly carrier: Carrier
  readonly now: () => Date
}

export interface Invited {
  readonly subscriber: Subscriber
  /** What happens now, in words. */
  readonly next: string
}

/**
 * Asks somebody whether they want to be told, unless they are. They are written down first, as pending: whoever finds
 * them so, without a subscription, knows that this was cut short and asks again, at worst by a second mail.
 * @param before how they stood, to be put back if the carrier refuses
 * @throws Refusal if they have left, or the carrier does not take the address: then nothing has changed
 */
export async function invite(
  who: Pick<Subscriber, 'channel' | 'route' | 'protocol' | 'address' | 'origin'>,
  before: Subscriber | null,
  deps: InviteDeps,
): Promise<Invited> {
  if (before?.state === 'left') throw hasLeft(before, deps.carrier)
  if (before?.state === 'confirmed') return { subscriber: before, next: `${before.address} is told already.` }
  const { store, carrier, now } = deps
  const { channel, route, protocol, address, origin } = who
  const person = { channel, route, protocol, address, origin }
  const pending = { ...person, state: 'pending', since: now().toISOString(), subscription: null } as const
  // Somebody else changed them meanwhile, they themselves for one.
  if (!(await store.people.add(pending, before))) return invite(who, await store.people.get(channel, address), deps)
  try {
    const { next, ...asked } = await carrier.ask(pending)
    return { subscriber: (await store.people.move(pending, asked)) ?? { ...pending, ...asked }, next }
  } catch (error) {
    if (error instanceof Refusal) await (before ? store.people.add(before, pending) : store.people.remove(pending))
    throw error
  }
}

export const hasLeft = ({ address, channel }: Pick<Subscriber, 'address' | 'channel'>, { wayBack }: Carrier) =>
  new Refusal(
    409,
    `${address} has left the channel ${channel}, and nobody who left is asked again. ${wayBack(channel)}`,
  )
