import { canonicalCode } from './code.ts'
import { detect } from './detect.ts'
import { writtenIn } from './script.ts'

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
 * The language of an article: a BCP 47 primary subtag in lower case, or null if nothing tells for sure. The feed's word
 * comes first (as configured, the item's, the document's), then what the letters of the text give away. Only what they
 * leave open is guessed from its words, for which a detector is loaded when it is first needed.
 */
export async function languageOf({ configured, item, document, text }: Words): Promise<string | null> {
  const said = primaryOf(configured) ?? primaryOf(item) ?? primaryOf(document)
  if (said) return said
  const possible = writtenIn(text)
  return possible.length > 1 ? detect(text, possible) : (possible[0] ?? null)
}

// RFC 5646, section 2.2.1: undetermined, several, none, uncoded.
const SAYS_NOTHING = new Set(['und', 'mul', 'zxx', 'mis'])

/** "zh_CN" → "zh"; null for what is no language tag. */
function primaryOf(tag: string | null): string | null {
  const primary = tag?.slice(0, 40).trim().split(/[-_]/)[0] ?? ''
  if (!/^[a-z]{2,3}$/i.test(primary)) return null
  const language = canonicalCode(primary)
  return SAYS_NOTHING.has(language) ? null : language
}
