/** Control, format (bidi, zero-width) and line-separating characters, halves of a letter: they hide or rearrange text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu

/** A stranger's words with nothing in them that cannot be seen. */
export const visible = (text: string) => text.replace(UNSEEN, ' ')

/** The same on one line. */
export const oneLine = (text: string) => visible(text).replace(/\s+/g, ' ').trim()

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** At most `most` UTF-16 units, cut between letters as people see them, "…" in place of what is gone. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  // A grapheme may be a thousand combining marks long; the slice bounds the work, the sum the result.
  for (const { segment } of graphemes.segment(text.slice(0, most))) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
