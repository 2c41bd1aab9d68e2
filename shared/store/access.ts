import type { Db } from './db.ts'
import { ACCESS_KEY, FORMAT } from './table.ts'

/** What opens the site on AWS: of the token only its hash is kept (SHA-256, hex). */
export const accessStore = (db: Db) => ({
  /** null before the first deployment is done */
  async hash(): Promise<string | null> {
    return (await db.get(ACCESS_KEY))?.['hash'] ?? null
  },

  /** From now on this token counts, and no other. */
  async set(hash: string): Promise<void> {
    await db.put({ ...ACCESS_KEY, v: FORMAT, hash })
  },

  /** The same, unless there is one that counts. */
  async setFirst(hash: string): Promise<void> {
    await db.put({ ...ACCESS_KEY, v: FORMAT, hash }, { when: 'attribute_not_exists(pk)' })
  },
})
