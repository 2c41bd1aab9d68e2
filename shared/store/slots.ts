import type { Slot } from '../words.ts'
import type { Db, Item } from './db.ts'
import { FORMAT, slotKey } from './table.ts'

const toSlot = (n: number, item: Item | undefined): Slot => ({
  n,
  everySeconds: item?.['everySeconds'] ?? 60,
  period: item?.['period'] ?? 0,
  finishedAt: item?.['finishedAt'] ?? null,
})

/** A slot's lease is also its heartbeat: when it was last finished, and for which period. */
export const slotStore = (db: Db) => ({
  /** The slots 0 to `count` - 1. */
  async list(count: number): Promise<Slot[]> {
    const items = await db.getMany(Array.from({ length: count }, (_, n) => slotKey(n)))
    const byKey = new Map(items.map(item => [item['pk'], item]))
    return Array.from({ length: count }, (_, n) => toSlot(n, byKey.get(slotKey(n).pk)))
  },

  /** Makes a slot run at `everySeconds`. */
  async pace(n: number, everySeconds: number): Promise<void> {
    await db.update(slotKey(n), {
      UpdateExpression: 'SET everySeconds = :every, v = :v',
      ConditionExpression: 'attribute_not_exists(pk) OR everySeconds <> :every',
      ExpressionAttributeValues: { ':every': everySeconds, ':v': FORMAT },
    })
  },

  /**
   * Takes the lease until `until`, unless someone holds it or the period is done.
   * @returns the slot as the last worker left it, or null
   */
  async take(n: number, period: number, lease: { owner: string; now: Date; until: Date }): Promise<Slot | null> {
    const item = await db.update(slotKey(n), {
      UpdateExpression: 'SET #owner = :owner, leaseUntil = :until, v = :v',
      ConditionExpression:
        // Ours already, if the client asks again for an answer that was lost.
        '(attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR #owner = :owner) AND ' +
        '(attribute_not_exists(#period) OR #period < :period)',
      ExpressionAttributeNames: { '#owner': 'owner', '#period': 'period' },
      ExpressionAttributeValues: {
        ':owner': lease.owner,
        ':until': lease.until.toISOString(),
        ':now': lease.now.toISOString(),
        ':period': period,
        ':v': FORMAT,
      },
    })
    return item && toSlot(n, item)
  },

  /** Marks the period done and lets the lease go, if it is still ours. */
  async finish(n: number, done: { owner: string; period: number; at: Date }): Promise<boolean> {
    const item = await db.update(slotKey(n), {
      UpdateExpression: 'SET #period = :period, finishedAt = :at REMOVE leaseUntil, #owner',
      ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner', '#period': 'period' },
      ExpressionAttributeValues: { ':owner': done.owner, ':period': done.period, ':at': done.at.toISOString() },
    })
    return item !== null
  },

  /** Lets the lease go without the period being done, so that it is offered again. */
  async release(n: number, owner: string): Promise<void> {
    await db.update(slotKey(n), {
      UpdateExpression: 'REMOVE leaseUntil, #owner',
      ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': owner },
    })
  },
})
