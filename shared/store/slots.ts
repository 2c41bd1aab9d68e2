import type { Slot } from '../words.ts'
import type { Db, Item } from './db.ts'
import { FORMAT, slotKey } from './table.ts'

const toSlot = (n: number, item: Item | undefined): Slot => ({
  n,
  everySeconds: item?.['everySeconds'] ?? 60,
  period: item?.['period'] ?? 0,
  finishedAt: item?.['finishedAt'] ?? null,
  left: item?.['left'] ?? [],
})

/** No period begins later than now, give or take two clocks: one that does was written by a clock that ran ahead. */
const SKEW_SECONDS = 3600

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
   * Takes the lease until `until`, unless someone holds it or the period is done and nothing of it is left.
   * @returns the slot as the last worker left it, or null
   */
  async take(n: number, period: number, lease: { owner: string; now: Date; until: Date }): Promise<Slot | null> {
    const item = await db.update(slotKey(n), {
      UpdateExpression: 'SET #owner = :owner, leaseUntil = :until, v = :v',
      ConditionExpression:
        // Ours already, if the client asks again for an answer that was lost.
        '(attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR #owner = :owner) AND ' +
        '(attribute_not_exists(#period) OR #period < :period OR #period > :ahead OR size(#left) > :none)',
      ExpressionAttributeNames: { '#owner': 'owner', '#period': 'period', '#left': 'left' },
      ExpressionAttributeValues: {
        ':owner': lease.owner,
        ':until': lease.until.toISOString(),
        ':now': lease.now.toISOString(),
        ':period': period,
        ':ahead': lease.now.getTime() / 1000 + SKEW_SECONDS,
        ':none': 0,
        ':v': FORMAT,
      },
    })
    return item && toSlot(n, item)
  },

  /** Marks the period done and lets the lease go, if it is still ours; what is left of it may be taken from `until` on. */
  async finish(n: number, done: { owner: string; period: number; at: Date; left: readonly string[]; until: Date }) {
    const item = await db.update(slotKey(n), {
      UpdateExpression: 'SET #period = :period, finishedAt = :at, #left = :left, leaseUntil = :until REMOVE #owner',
      ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner', '#period': 'period', '#left': 'left' },
      ExpressionAttributeValues: {
        ':owner': done.owner,
        ':period': done.period,
        ':at': done.at.toISOString(),
        ':left': done.left,
        ':until': done.until.toISOString(),
      },
    })
    return item !== null
  },
})
