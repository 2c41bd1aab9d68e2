import type { At } from '../store/alerts.ts'
import { spelling } from '../store/people.ts'
import type { Channel, Subscriber } from '../words.ts'
import { end } from './end.ts'
import { type InviteDeps, invite } from './invite.ts'

type Wanted = Pick<Subscriber, 'channel' | 'protocol' | 'address'>

const keyOf = ({ channel, address }: Pick<Subscriber, 'channel' | 'address'>) => `${channel} ${spelling(address)}`

/**
 * Brings the ways out and the people of the file in line with it. Asked is only whom the file has never had asked:
 * applying it again mails nobody, neither who is pending nor who let it lapse; and who has left is never asked again.
 * Whom the file no longer names is told no more. What others have added stays.
 * @returns how many were asked, how many of those who were told or asked are no more, and how many alerts that cancelled
 */
export async function applyAudience(channels: readonly Channel[], wanted: readonly Wanted[], deps: InviteDeps) {
  const { store, carrier } = deps
  for (const channel of channels) for (const route of channel.routes) await carrier.open(channel, route)
  const known = await store.people.registry()
  const before = new Map(known.map(person => [keyOf(person), person]))
  let added = 0
  for (const person of wanted) if (await settle(person, before.get(keyOf(person)) ?? null, deps)) added++

  const kept = new Set(wanted.map(keyOf))
  const gone = known.filter(person => person.origin === 'file' && person.state !== 'left' && !kept.has(keyOf(person)))
  let cancelled = 0
  for (const person of gone) cancelled += (await end(person, deps)).cancelled
  return { added, removed: gone.filter(isOpen).length, cancelled }
}

const isOpen = ({ state }: Subscriber) => state === 'pending' || state === 'confirmed'

/** @returns whether they were asked */
async function settle(wanted: Wanted, before: Subscriber | null, deps: InviteDeps): Promise<boolean> {
  if (before?.state === 'left') return false
  const wasAsked = before?.origin === 'file' && !(before.state === 'pending' && before.subscription === null)
  if (wasAsked) return false
  if (before?.state === 'confirmed') await deps.store.people.move(before, { origin: 'file' })
  else await invite({ ...wanted, route: wanted.protocol === 'sms' ? 'sms' : 'mail', origin: 'file' }, before, deps)
  return before?.state !== 'confirmed'
}

/**
 * Takes ways out away: who was on them is forgotten, but for those who left.
 * @returns how many of them were told or asked
 */
export async function closeRoutes(desks: readonly At[], { store, carrier }: InviteDeps): Promise<number> {
  if (desks.length === 0) return 0
  for (const { id, route } of desks) await carrier.close({ channel: id, route })
  const isOn = (person: Subscriber) => desks.some(({ id, route }) => person.channel === id && person.route === route)
  const gone = (await store.people.registry()).filter(person => isOn(person) && person.state !== 'left')
  for (const person of gone) await store.people.remove(person)
  return gone.filter(isOpen).length
}
