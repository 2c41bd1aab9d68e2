import { Scan } from './scan.ts'

export { standsAlone } from './letters.ts'

/** A word, or one character of a script written without spaces, as it is compared. */
export interface Token {
  readonly text: string
  /** UTF-16 offsets of what it stands for in the original text. */
  readonly start: number
  readonly end: number
  /** A comma, stop or line end cuts it from the token before, and one of the two is a lone character. */
  readonly cut: boolean
}

/**
 * Cuts a text into tokens, in time in proportion to its length: articles and queries alike, so what is written the
 * same is found. Letters and digits of most scripts make whole words; characters of scripts without spaces stand alone;
 * U.S. and F.B.I. are one token, `u.s`; all else separates.
 */
export function tokenize(text: string): Token[] {
  const scan = new Scan()
  scan.read(text)
  return Array.from({ length: scan.count }, (_, n) => ({
    text: scan.word(n),
    start: scan.starts[n] ?? 0,
    end: scan.ends[n] ?? 0,
    cut: scan.cuts[n] === 1,
  }))
}
