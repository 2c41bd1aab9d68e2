import type { Route } from '../words.ts'
import { type At, alertStore } from './alerts.ts'
import type { Db, Item } from './db.ts'
import type { Lease } from './owing.ts'
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
  /** It is to be looked at then, whatever waits; null if not. */
  readonly lookAt: string | null
}

function toDesk(item: Item): Desk {
  const { channel, route, owner, knocks = 0, minute = '', sentThisMinute = 0, lookAt = null } = item
  return { channel, route, owner, knocks, minute, sentThisMinute, lookAt }
}

/** A desk's lease and its alerts. */
export const deskStore = (db: Db) => ({
  ...alertStore(db),

  /**
   * Says that something waits at a desk. Whoever settles works out when; this only makes sure somebody looks.
   * @param lookAt when somebody is to look once more, whatever they find now
   */
  async knock({ id, route }: At, now: Date, lookAt?: Date): Promise<void> {
    const again = lookAt ? { lookAt: lookAt.toISOString() } : {}
    await db.update(deskKey(id, route), {
      set: { todo: TODO.due, todoAt: now.toISOString(), channel: id, route, v: FORMAT, ...again },
      add: { knocks: 1 },
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
    const desks = await db.getMany(items)
    return desks.map(item => ({ id: item['channel'], route: item['route'] }))
  },

  /** Takes a due desk's lease, unless somebody holds it. */
  async take({ id, route }: At, { owner, now, until }: Lease): Promise<Desk | null> {
    const item = await db.update(deskKey(id, route), {
      set: { owner, leaseUntil: until.toISOString() },
      // Ours already, if the client asks again for an answer that was lost; it need not be due then: a knock may have
      // come in between.
      when: '(todoAt <= :now AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)) OR #owner = :owner',
      values: { owner, now: now.toISOString() },
    })
    return item && toDesk(item)
  },

  /** Lets the lease go and says when to come back; stays due if somebody knocked since it was taken. */
  async close(desk: Desk, next: string | null): Promise<void> {
    const key = deskKey(desk.channel, desk.route)
    const { owner, knocks, minute, sentThisMinute } = desk
    const pace = { minute, sentThisMinute }
    const lease = ['owner', 'leaseUntil']
    const closed = await db.update(key, {
      ...(next
        ? { set: { ...pace, todoAt: next }, remove: lease }
        : { set: pace, remove: ['todo', 'todoAt', ...lease] }),
      when: '#owner = :owner AND knocks = :knocks',
      values: { owner, knocks },
    })
    if (!closed) await db.update(key, { set: pace, remove: lease, when: '#owner = :owner', values: { owner } })
  },
})
