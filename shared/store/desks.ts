import type { Channel, Route } from '../words.ts'
import { alertStore } from './alerts.ts'
import type { Db, Item } from './db.ts'
import { deskKey, FORMAT, INDEX, TODO } from './table.ts'

/** Where a channel's route is served: its lease, and how much it has sent lately. */
export interface Desk {
  readonly channel: string
  readonly route: Route
  readonly owner: string
  /** Rises with every knock; a desk is only closed over the knocks its worker has seen. */
  readonly knocks: number
  /** Messages published in the minute that begins at `minute`. */
  readonly minute: string
  readonly sentThisMinute: number
}

type At = Pick<Channel, 'id'> & { readonly route: Route }

const toDesk = (item: Item): Desk => ({
  channel: item['channel'],
  route: item['route'],
  owner: item['owner'],
  knocks: item['knocks'] ?? 0,
  minute: item['minute'] ?? '',
  sentThisMinute: item['sentThisMinute'] ?? 0,
})

/** A desk's lease and its alerts. */
export const deskStore = (db: Db) => ({
  ...alertStore(db),

  /** Says that something waits at a desk. Whoever settles works out when; this only makes sure somebody looks. */
  async knock({ id, route }: At, now: Date): Promise<void> {
    await db.update(deskKey(id, route), {
      UpdateExpression: 'SET todo = :due, todoAt = :now, channel = :id, route = :route, v = :v ADD knocks :one',
      ExpressionAttributeValues: {
        ':due': TODO.due,
        ':now': now.toISOString(),
        ':id': id,
        ':route': route,
        ':v': FORMAT,
        ':one': 1,
      },
    })
  },

  /** Desks at which something is due, longest first. The index may lag: `take` decides. */
  async due(now: Date, limit: number): Promise<At[]> {
    const { items } = await db.page({
      IndexName: INDEX.todo,
      KeyConditionExpression: 'todo = :due AND todoAt <= :now',
      ExpressionAttributeValues: { ':due': TODO.due, ':now': now.toISOString() },
      Limit: limit,
    })
    const desks = await db.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
    return desks.map(item => ({ id: item['channel'], route: item['route'] }))
  },

  /** Takes a due desk's lease, unless somebody holds it. */
  async take({ id, route }: At, lease: { owner: string; now: Date; until: Date }): Promise<Desk | null> {
    const item = await db.update(deskKey(id, route), {
      UpdateExpression: 'SET #owner = :owner, leaseUntil = :until',
      ConditionExpression:
        // Ours already, if the client asks again for an answer that was lost; it need not be due then: a knock may have
        // come in between.
        '(todoAt <= :now AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)) OR #owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: {
        ':owner': lease.owner,
        ':now': lease.now.toISOString(),
        ':until': lease.until.toISOString(),
      },
    })
    return item && toDesk(item)
  },

  /** Lets the lease go and says when to come back; stays due if somebody knocked since it was taken. */
  async close(desk: Desk, next: string | null): Promise<void> {
    const key = deskKey(desk.channel, desk.route)
    const names = { '#owner': 'owner', '#minute': 'minute' }
    const pace = { ':owner': desk.owner, ':minute': desk.minute, ':sent': desk.sentThisMinute }
    const closed = await db.update(key, {
      UpdateExpression:
        'SET #minute = :minute, sentThisMinute = :sent' +
        (next ? ', todoAt = :next REMOVE #owner, leaseUntil' : ' REMOVE todo, todoAt, #owner, leaseUntil'),
      ConditionExpression: '#owner = :owner AND knocks = :knocks',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ...pace, ':knocks': desk.knocks, ...(next && { ':next': next }) },
    })
    if (closed) return
    await db.update(key, {
      UpdateExpression: 'SET #minute = :minute, sentThisMinute = :sent REMOVE #owner, leaseUntil',
      ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: pace,
    })
  },
})
