import { fold } from '../../shared/topic/text/fold.ts'
import type { Token } from '../../shared/topic/text/tokenize.ts'

const ALONE =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u
const WORDLY = /[\p{L}\p{N}\p{M}]/u
const MARK = /\p{M}/u
const UNSEEN = /(?!\u200b)\p{Cf}/u
// Letters by their category, apostrophes by their use: п’ять, oʻzbek and l’état are spelled with any of a dozen signs.
const APOSTROPHE = /[\u02b9-\u02bf]/u
const STOP = /[.,;:!?|\n。、，；：！？…]/u
const LETTER = /^\p{L}$/u

// Hangul letters that a writer left apart compose to syllables, so a run of them is folded as one.
const JAMO = '\\u1100-\\u11ff\\u3131-\\u318e\\ua960-\\ua97f\\ud7b0-\\ud7ff\\uffa0-\\uffdc'
// Thirty marks on a character at most are put in order together: the Stream-Safe Text Format of UAX #15. More would
// take quadratic time (V8: 2.4 s for 80,000). Half-width kana carry their voicing behind them as letters of their own.
const MARKS = '[\\p{M}\\uff9e\\uff9f]'
const CHARACTER = new RegExp(`(?:[${JAMO}]+|[^\\p{M}])${MARKS}{0,30}|${MARKS}{1,30}`, 'uy')

/** What `tokenize` is to answer: each character folded by itself, each letter looked at by itself, no tables. */
export function tokenizeSlowly(text: string): Token[] {
  const cutter = new Cutter()
  let at = 0
  while (at < text.length) {
    const end = endOfCharacter(text, at)
    const character = text.slice(at, end)
    const folded = end - at === 1 && character < '\u0080' ? character.toLowerCase() : fold(character)
    for (const letter of folded) cutter.take(letter, at, end)
    at = end
  }
  return joinInitials(cutter.tokens, text)
}

function endOfCharacter(text: string, at: number): number {
  const next = text.charCodeAt(at + 1)
  if (text.charCodeAt(at) < 0x80 && !(next >= 0x300)) return at + 1
  CHARACTER.lastIndex = at
  return CHARACTER.test(text) ? CHARACTER.lastIndex : at + 1
}

/** Letters in, tokens out. */
class Cutter {
  readonly tokens: { -readonly [Key in keyof Token]: Token[Key] }[] = []
  /** Whether the last token may still grow. */
  #growing = false
  /** Whether the last token is a lone character. */
  #alone = false
  #stopped = false

  /** One folded letter or sign, and where in the original it comes from. */
  take(letter: string, start: number, end: number): void {
    if (UNSEEN.test(letter)) return
    if (!WORDLY.test(letter) || APOSTROPHE.test(letter)) {
      this.#growing = false
      this.#stopped ||= STOP.test(letter)
      return
    }
    const mark = MARK.test(letter)
    const alone = !mark && ALONE.test(letter)
    const last = this.tokens.at(-1)
    if (this.#growing && last && (mark || !(alone || this.#alone))) {
      last.text += letter
      last.end = end
      return
    }
    this.tokens.push({ text: letter, start, end, cut: this.#stopped && (alone || this.#alone) })
    this.#growing = true
    this.#alone = alone
    this.#stopped = false
  }
}

/** F.B.I. as one token: single letters with nothing but a full stop between them. */
function joinInitials(tokens: readonly Token[], text: string): Token[] {
  const joined: Token[] = []
  let initial = false
  for (const token of tokens) {
    const before = joined.at(-1)
    const single = LETTER.test(token.text) && !ALONE.test(token.text)
    if (single && initial && before !== undefined && text.slice(before.end, token.start) === '.')
      joined[joined.length - 1] = { ...before, text: `${before.text}.${token.text}`, end: token.end }
    else joined.push(token)
    initial = single
  }
  return joined
}
