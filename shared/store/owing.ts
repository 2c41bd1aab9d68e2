import type { Db } from './db.ts'
import { FORMAT, OWE_KEY } from './table.ts'

/** Debts are worked out by one writer at a time: matches are few, and two might see two stories in one event. */
export const owingStore = (db: Db) => ({
  /** Takes or renews the lease. @returns false if somebody else holds it */
  async lease(lease: { owner: string; now: Date; until: Date }): Promise<boolean> {
    const item = await db.update(OWE_KEY, {
      UpdateExpression: 'SET #owner = :owner, leaseUntil = :until, v = :v',
      ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR #owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: {
        ':owner': lease.owner,
        ':until': lease.until.toISOString(),
        ':now': lease.now.toISOString(),
        ':v': FORMAT,
      },
    })
    return item !== null
  },

  async release(owner: string): Promise<void> {
    await db.update(OWE_KEY, {
      UpdateExpression: 'REMOVE leaseUntil, #owner',
      ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': owner },
    })
  },
})
