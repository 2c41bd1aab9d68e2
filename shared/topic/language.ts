import { languageOfScript } from './script.ts'

interface Words {
  /** The feed's language, as configured. */
  readonly configured: string | null
  /** What the item says of itself. */
  readonly item: string | null
  /** What the feed's document says. */
  readonly document: string | null
  readonly text: string
}

/**
 * The language of an article: a BCP 47 primary subtag in lower case, or null if nothing tells. The feed's word comes
 * first (as configured, the item's, the document's), then what the script of the text gives away; Latin gives away nothing.
 */
export function languageOf({ configured, item, document, text }: Words): string | null {
  return primaryOf(configured) ?? primaryOf(item) ?? primaryOf(document) ?? languageOfScript(text)
}

// RFC 5646, section 2.2.1: undetermined, several, none, uncoded.
const SAYS_NOTHING = new Set(['und', 'mul', 'zxx', 'mis'])

/** "zh_CN" → "zh", "eng" → "en", "iw" → "he"; null for what is no language tag. */
function primaryOf(tag: string | null): string | null {
  const primary = tag?.slice(0, 40).trim().split(/[-_]/)[0] ?? ''
  if (!/^[a-z]{2,3}$/i.test(primary)) return null
  const { language } = new Intl.Locale(primary)
  return SAYS_NOTHING.has(language) ? null : language
}
