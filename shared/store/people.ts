import { createHash } from 'node:crypto'
import type { Route, Subscriber } from '../words.ts'
import { type Db, type Item, under } from './db.ts'
import { FORMAT, INDEX, PEOPLE, personKey, registeredPersonKey, subscribersOf } from './table.ts'

type Person = Pick<Subscriber, 'address' | 'channel'>

/** Capital letters do not make two mailboxes of one; they may make two addresses of the web. */
export const spelling = (address: string) => (address.includes('://') ? address : address.toLowerCase())

/** Leading keys say PERSON, so that a policy can keep the poller away from addresses. */
const idOf = ({ address }: Person) => createHash('sha256').update(spelling(address)).digest('base64url').slice(0, 22)
const keyOf = (person: Person) => personKey(idOf(person), person.channel)
const registeredKeyOf = (person: Person) => registeredPersonKey(idOf(person), person.channel)

/** What was written before people had a state counts as nobody had asked them yet. */
function toSubscriber(item: Item): Subscriber {
  const { channel, route, address, origin, protocol = 'email', subscription = null } = item
  const { state = 'pending', since = '1970-01-01T00:00:00.000Z' } = item
  return { channel, route, protocol, address, origin, state, since, subscription }
}

export const peopleStore = (db: Db) => ({
  /**
   * Everybody there is, on whatever channel. Whoever is on one is here: registered first, struck off last. Somebody who
   * is registered only was cut short while being added or removed: they count as nobody had asked them.
   */
  async registry(): Promise<Subscriber[]> {
    const registered = await db.all(under(PEOPLE))
    const people = await db.getMany(registered.map(item => keyOf(toSubscriber(item))))
    const there = new Map(people.map(item => [`${item['pk']} ${item['sk']}`, item]))
    return registered.map(item => {
      const { pk, sk } = keyOf(toSubscriber(item))
      return toSubscriber(there.get(`${pk} ${sk}`) ?? { ...item, state: 'pending', subscription: null })
    })
  },

  /** @returns null if they are not on the channel, nor ever were */
  async get(channel: string, address: string): Promise<Subscriber | null> {
    const item = await db.get(keyOf({ channel, address }))
    return item ? toSubscriber(item) : null
  },

  /**
   * Adds somebody, or writes them anew.
   * @param before how they were read; null if they were not there
   * @returns false if that has changed: then nothing is written
   */
  async add(person: Subscriber, before: Subscriber | null = null): Promise<boolean> {
    const { channel, route, address } = person
    await db.put({ ...registeredKeyOf(person), v: FORMAT, ...person })
    return db.put(
      { ...keyOf(person), v: FORMAT, ...person, belongs: subscribersOf(channel, route), belongsAt: address },
      {
        when: 'attribute_not_exists(#state) OR (#state = :was AND since = :since)',
        values: { was: before?.state ?? '', since: before?.since ?? '' },
      },
    )
  },

  /** Writes how somebody now stands, over the state they were read in. @returns null if that has changed */
  async move(from: Subscriber, to: Partial<Pick<Subscriber, 'state' | 'since' | 'subscription' | 'origin'>>) {
    const { state, since, subscription, origin } = { ...from, ...to }
    const item = await db.update(keyOf(from), {
      set: { state, since, subscription, origin },
      when: '#state = :state AND since = :since',
      values: { state: from.state, since: from.since },
    })
    return item && toSubscriber(item)
  },

  async remove(person: Person): Promise<void> {
    await db.remove(keyOf(person))
    await db.remove(registeredKeyOf(person))
  },

  /** Who is or was on a channel's route: who is told are those of them that are `confirmed`. */
  async of(channel: string, route: Route): Promise<Subscriber[]> {
    const found = await db.all({
      IndexName: INDEX.belongs,
      KeyConditionExpression: 'belongs = :route',
      ExpressionAttributeValues: { ':route': subscribersOf(channel, route) },
    })
    const people = await db.getMany(found)
    return people.map(toSubscriber)
  },
})
