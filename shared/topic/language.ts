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

// Enough of an article to know its script; the rest would only cost time.
const LOOKED_AT = 2_000

/** Scripts that tell a language, and which one. */
const SCRIPTS: readonly (readonly [letters: RegExp, language: (text: string) => string])[] = [
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, chineseOrJapanese],
  [/\p{Script=Hangul}/gu, () => 'ko'],
  [/\p{Script=Cyrillic}/gu, cyrillic],
  [/\p{Script=Arabic}/gu, arabic],
  [/\p{Script=Hebrew}/gu, () => 'he'],
  [/\p{Script=Greek}/gu, () => 'el'],
  [/\p{Script=Thai}/gu, () => 'th'],
  [/\p{Script=Lao}/gu, () => 'lo'],
  [/\p{Script=Khmer}/gu, () => 'km'],
  [/\p{Script=Myanmar}/gu, () => 'my'],
  [/\p{Script=Devanagari}/gu, () => 'hi'],
  [/\p{Script=Bengali}/gu, () => 'bn'],
  [/\p{Script=Tamil}/gu, () => 'ta'],
  [/\p{Script=Telugu}/gu, () => 'te'],
  [/\p{Script=Armenian}/gu, () => 'hy'],
  [/\p{Script=Georgian}/gu, () => 'ka'],
]

// Letters that only one of the languages of the script writes. Kazakh and Belarusian share і with Ukrainian.
const CYRILLIC_ONLY: readonly (readonly [letters: RegExp, language: string])[] = [
  [/[әғқңөұү]/giu, 'kk'],
  [/ў/giu, 'be'],
  [/[іїєґ]/giu, 'uk'],
  [/[ѓќѕ]/giu, 'mk'],
  [/[ђћљњџј]/giu, 'sr'],
]

/** The language that a text's script gives away, or null: Latin letters belong to too many. */
function languageOfScript(text: string): string | null {
  const start = text.slice(0, LOOKED_AT)
  const counted = SCRIPTS.map(([letters, language]) => ({ letters: count(start, letters), language }))
  const most = counted.reduce((a, b) => (b.letters > a.letters ? b : a))
  // Names and brands stay in Latin letters, and a Latin word is several letters long.
  if (most.letters === 0 || most.letters * 5 < count(start, /\p{Script=Latin}/gu)) return null
  return most.language(start)
}

/** Japanese is never long without kana; a Chinese brand may borrow one. */
function chineseOrJapanese(text: string): string {
  const kana = count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  return kana * 10 >= count(text, /\p{Script=Han}/gu) ? 'ja' : 'zh'
}

/** A name from a neighbour brings one letter of his, so one in fifty must be. */
function cyrillic(text: string): string {
  const all = count(text, /\p{Script=Cyrillic}/gu)
  return CYRILLIC_ONLY.find(([letters]) => count(text, letters) * 50 >= all)?.[1] ?? 'ru'
}

/** Arabic itself borrows پ or گ for a foreign name, and a Persian keyboard's ی and ک for its own. */
function arabic(text: string): string {
  const all = count(text, /\p{Script=Arabic}/gu)
  if (count(text, /[ٹڈڑںےہھ]/gu) * 50 >= all) return 'ur'
  return count(text, /[پچژگ]/gu) * 50 >= all ? 'fa' : 'ar'
}

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0
