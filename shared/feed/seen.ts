import { createHash } from 'node:crypto'

/** Items that have left the listing are remembered this long: publishers take them off and put them back. */
const MOST_ABSENT = 300

const ID_DIGITS = 16

/** Twelve bytes as hex digits: what an item is, and what it says. */
export const markOf = (article: string, content: string): string => digits(article, ID_DIGITS) + digits(content, 8)

const digits = (text: string, length: number) => createHash('sha256').update(text).digest('hex').slice(0, length)

/** What a document says, so that one sent again as it was is not read again. */
export const bodyHash = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 22)

/** Whether nothing of what a document lists has been seen before: then items may have come and gone unread. */
export function isGap(listed: readonly string[], seen: readonly string[]): boolean {
  const known = new Set(seen.map(mark => mark.slice(0, ID_DIGITS)))
  return seen.length > 0 && listed.length > 0 && !listed.some(mark => known.has(mark.slice(0, ID_DIGITS)))
}

/** What to remember after a reading: all that is listed, then the latest of what no longer is. */
export function remember(listed: readonly string[], seen: readonly string[]): string[] {
  const ids = new Set(listed.map(mark => mark.slice(0, ID_DIGITS)))
  return [...new Set(listed), ...seen.filter(mark => !ids.has(mark.slice(0, ID_DIGITS))).slice(0, MOST_ABSENT)]
}
