import { createHash } from 'node:crypto'
import type { Route, Subscriber } from '../words.ts'
import type { Db, Item } from './db.ts'
import { under } from './db.ts'
import { FORMAT, INDEX, PEOPLE, personKey, registeredPersonKey, subscribersOf } from './table.ts'

type Person = Pick<Subscriber, 'address' | 'channel'>

/** Leading keys say PERSON, so that a policy can keep the poller away from addresses. */
const idOf = ({ address }: Person) => createHash('sha256').update(address).digest('base64url').slice(0, 22)
const keyOf = (person: Person) => personKey(idOf(person), person.channel)
const registeredKeyOf = (person: Person) => registeredPersonKey(idOf(person), person.channel)

const toSubscriber = (item: Item): Subscriber => ({
  channel: item['channel'],
  route: item['route'],
  protocol: item['protocol'],
  address: item['address'],
  origin: item['origin'],
  state: item['state'],
  since: item['since'],
  subscription: item['subscription'],
})

export const peopleStore = (db: Db) => ({
  /** Everybody there is, on whatever channel. Whoever is on one is here: registered first, struck off last. */
  async registry(): Promise<Subscriber[]> {
    return (await db.all(under(PEOPLE))).map(toSubscriber)
  },

  async add(subscriber: Subscriber): Promise<void> {
    const { channel, route, address } = subscriber
    await db.put({ ...registeredKeyOf(subscriber), v: FORMAT, ...subscriber })
    await db.put({
      ...keyOf(subscriber),
      v: FORMAT,
      ...subscriber,
      belongs: subscribersOf(channel, route),
      belongsAt: address,
    })
  },

  async remove(person: Person): Promise<void> {
    await db.remove(keyOf(person))
    await db.remove(registeredKeyOf(person))
  },

  /** Who is on a channel's route. */
  async of(channel: string, route: Route): Promise<Subscriber[]> {
    const found = await db.all({
      IndexName: INDEX.belongs,
      KeyConditionExpression: 'belongs = :route',
      ExpressionAttributeValues: { ':route': subscribersOf(channel, route) },
    })
    const people = await db.getMany(found.map(({ pk, sk }) => ({ pk, sk })))
    return people.map(toSubscriber)
  },
})
