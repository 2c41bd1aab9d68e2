import { decodeReferences } from './references.ts'
import { isInline } from './sanitise.ts'

/** What a reader sees of HTML that `sanitise` made, on one line. */
export const plainText = (safe: string): string =>
  decodeReferences(safe.replace(/<\/?([a-z\d]+)[^>]*>/g, (_, tag: string) => (isInline(tag) ? '' : ' ')))
    .replace(/[\u00ad\ufeff]/g, '')
    .replace(/[\s\p{Cc}\u200b]+/gu, ' ')
    .trim()
