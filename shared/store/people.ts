import { createHash } from 'node:crypto'
import type { Route, Subscriber } from '../words.ts'
import type { Db } from './db.ts'
import { FORMAT, INDEX, personKey, subscribersOf } from './table.ts'

/** The leading key says PERSON, so that a policy can keep the poller away from addresses. */
const keyOf = ({ address, channel }: Pick<Subscriber, 'address' | 'channel'>) =>
  personKey(createHash('sha256').update(address).digest('base64url').slice(0, 22), channel)

export const peopleStore = (db: Db) => ({
  async add(subscriber: Subscriber): Promise<void> {
    const { channel, route, address } = subscriber
    await db.put({
      ...keyOf(subscriber),
      v: FORMAT,
      ...subscriber,
      belongs: subscribersOf(channel, route),
      belongsAt: address,
    })
  },

  async remove(subscriber: Pick<Subscriber, 'address' | 'channel'>): Promise<void> {
    await db.remove(keyOf(subscriber))
  },

  /** Who is on a channel's route. */
  async of(channel: string, route: Route): Promise<Subscriber[]> {
    const found = await db.all({
      IndexName: INDEX.belongs,
      KeyConditionExpression: 'belongs = :route',
      ExpressionAttributeValues: { ':route': subscribersOf(channel, route) },
    })
    const people = await db.getMany(found.map(({ pk, sk }) => ({ pk, sk })))
    return people.map(item => ({
      channel: item['channel'],
      route: item['route'],
      address: item['address'],
      origin: item['origin'],
    }))
  },
})
