const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The start of a text, at most `length` UTF-16 units, no character or accent cut in half. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const at = graphemes.segment(text.slice(0, length + 40)).containing(length)?.index ?? 0
  // A stack of a thousand accents is one grapheme: then cut it, but not between surrogates.
  if (at > 0) return text.slice(0, at).trimEnd()
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
