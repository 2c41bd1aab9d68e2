import { spelling } from '../store/people.ts'
import type { Channel, Route, Subscriber } from '../words.ts'
import { end } from './end.ts'
import { type InviteDeps, invite } from './invite.ts'

type Desk = Pick<Channel, 'id'> & { readonly route: Route }
type Wanted = Pick<Subscriber, 'channel' | 'protocol' | 'address'>

const keyOf = ({ channel, address }: Pick<Subscriber, 'channel' | 'address'>) => `${channel} ${spelling(address)}`

/**
 * Brings the ways out and the people of the file in line with it. Asked is only whom the file has never had asked:
 * applying it again mails nobody, neither who is pending nor who let it lapse; and who has left is never asked again.
 * Whom the file no longer names is told no more. What others have added stays.
 */
export async function applyAudience(channels: readonly Channel[], wanted: readonly Wanted[], deps: InviteDeps) {
  const { store, carrier } = deps
  for (const channel of channels) for (const route of channel.routes) await carrier.open(channel, route)
  const known = await store.people.registry()
  const before = new Map(known.map(person => [keyOf(person), person]))
  for (const person of wanted) await settle(person, before.get(keyOf(person)) ?? null, deps)

  const kept = new Set(wanted.map(keyOf))
  const gone = known.filter(person => person.origin === 'file' && person.state !== 'left' && !kept.has(keyOf(person)))
  for (const person of gone) await end(person, deps)
}

async function settle(wanted: Wanted, before: Subscriber | null, deps: InviteDeps): Promise<void> {
  if (before?.state === 'left') return
  const wasAsked = before?.origin === 'file' && !(before.state === 'pending' && before.subscription === null)
  if (wasAsked) return
  if (before?.state === 'confirmed') await deps.store.people.move(before, { origin: 'file' })
  else await invite({ ...wanted, route: wanted.protocol === 'sms' ? 'sms' : 'mail', origin: 'file' }, before, deps)
}

/** Takes ways out away: who was on them is forgotten, but for those who left. */
export async function closeRoutes(desks: readonly Desk[], { store, carrier }: InviteDeps): Promise<void> {
  if (desks.length === 0) return
  for (const { id, route } of desks) await carrier.close({ channel: id, route })
  const isOn = (person: Subscriber) => desks.some(({ id, route }) => person.channel === id && person.route === route)
  for (const person of await store.people.registry())
    if (isOn(person) && person.state !== 'left') await store.people.remove(person)
}
