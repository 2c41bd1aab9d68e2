import type { Article } from '../words.ts'

const OLD_DAYS = 7

/** Whether an item was published so long before we first saw it that it tells nobody. */
export const isOld = ({ published, firstSeen }: Pick<Article, 'published' | 'firstSeen'>): boolean =>
  published !== null && Date.parse(firstSeen) - Date.parse(published) > OLD_DAYS * 86_400_000
