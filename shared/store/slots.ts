import type { Slot } from '../words.ts'
import type { Db, Item } from './db.ts'
import type { Lease } from './owing.ts'
import { FORMAT, slotKey } from './table.ts'

function toSlot(n: number, item: Item = {}): Slot {
  const { everySeconds = 60, period = 0, finishedAt = null, left = [] } = item
  return { n, everySeconds, period, finishedAt, left }
}

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
      set: { everySeconds, v: FORMAT },
      when: 'attribute_not_exists(pk) OR everySeconds <> :every',
      values: { every: everySeconds },
    })
  },

  /**
   * Takes the lease until `until`, unless someone holds it or the period is done and nothing of it is left.
   * @returns the slot as the last worker left it, or null
   */
  async take(n: number, period: number, { owner, now, until }: Lease): Promise<Slot | null> {
    const item = await db.update(slotKey(n), {
      set: { owner, leaseUntil: until.toISOString(), v: FORMAT },
      when:
        // Ours already, if the client asks again for an answer that was lost.
        '(attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR #owner = :owner) AND ' +
        '(attribute_not_exists(#period) OR #period < :period OR #period > :ahead OR size(#left) > :none)',
      values: { owner, now: now.toISOString(), period, ahead: now.getTime() / 1000 + SKEW_SECONDS, none: 0 },
    })
    return item && toSlot(n, item)
  },

  /** Marks the period done and lets the lease go, if it is still ours; what is left of it may be taken from `until` on. */
  async finish(n: number, done: { owner: string; period: number; at: Date; left: readonly string[]; until: Date }) {
    const { owner, period, at, left, until } = done
    const item = await db.update(slotKey(n), {
      set: { period, finishedAt: at.toISOString(), left, leaseUntil: until.toISOString() },
      remove: ['owner'],
      when: '#owner = :owner',
      values: { owner },
    })
    return item !== null
  },
})
