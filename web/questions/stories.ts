import type { Store } from '../../shared/store/store.ts'
import type { Story } from '../../shared/words.ts'

/** The newest stories of this month and the one before. */
export async function newestStories({ stories }: Pick<Store, 'stories'>, now: Date, limit: number): Promise<Story[]> {
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
  const pages = await Promise.all([now, before].map(month => stories.newest(month.toISOString(), limit)))
  return pages.flat().slice(0, limit)
}
