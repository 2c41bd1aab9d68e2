import type { Db } from './db.ts'
import { FORMAT, OWE_KEY } from './table.ts'

/** Who has something to themselves from now on, and until when. */
export interface Lease {
  readonly owner: string
  readonly now: Date
  readonly until: Date
}

/** Debts are worked out by one writer at a time: matches are few, and two might see two stories in one event. */
export const owingStore = (db: Db) => ({
  /** Takes or renews the lease. @returns false if somebody else holds it */
  async lease({ owner, now, until }: Lease): Promise<boolean> {
    const item = await db.update(OWE_KEY, {
      set: { owner, leaseUntil: until.toISOString(), v: FORMAT },
      when: 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR #owner = :owner',
      values: { owner, now: now.toISOString() },
    })
    return item !== null
  },

  async release(owner: string): Promise<void> {
    await db.update(OWE_KEY, { remove: ['leaseUntil', 'owner'], when: '#owner = :owner', values: { owner } })
  },
})
