import { fold } from './fold.ts'
import { hashOn, SEED } from './hash.ts'
import {
  ALONE,
  endOfCharacter,
  foldedUnit,
  INITIAL,
  kindOfLetter,
  kindOfUnit,
  MARK,
  SEPARATES,
  STOPS,
  UNSEEN,
} from './letters.ts'

const FULL_STOP = 46
const FIRST_TOKENS = 64
const FIRST_UNITS = 512

/** The words of a text, in arrays that the next text overwrites: no object or string is made for any of them. */
export class Scan {
  /** How many tokens the text has. What stands in the arrays behind them is of no meaning. */
  count = 0
  /** UTF-16 offsets, in the original text, of what each token stands for. */
  starts = new Int32Array(FIRST_TOKENS)
  ends = new Int32Array(FIRST_TOKENS)
  /** 1 where a comma, stop or line end cuts a token from the one before, and one of the two is a lone character. */
  cuts = new Uint8Array(FIRST_TOKENS)
  /** The folded tokens one after another: token n is units[from[n]] up to, without, units[from[n + 1]]. */
  units = new Uint16Array(FIRST_UNITS)
  from = new Int32Array(FIRST_TOKENS + 1)
  /** Each folded token's `hashOf`. */
  hashes = new Int32Array(FIRST_TOKENS)

  #text = ''
  #used = 0
  /** Whether the last token may still grow. */
  #growing = false
  /** What the first letter of the last token is, and whether it has no other. */
  #kind = 0
  #single = false
  #stopped = false
  /** Whether the token before the last is an initial, or several joined. */
  #initial = false

  /** Cuts a text into tokens, in time in proportion to its length, whatever it holds. */
  read(text: string): void {
    this.#begin(text)
    let at = 0
    while (at < text.length) {
      const kind = kindOfUnit(text, at)
      const end = kind === 0 ? endOfCharacter(text, at) : at + 1
      if (kind === 0) this.#takeAll(fold(text.slice(at, end)), at, end)
      else if (this.#takes(kind, at, end)) this.#append(foldedUnit(text.charCodeAt(at)))
      at = end
    }
    this.#closeLast()
    this.#text = ''
  }

  /** The nth token, folded. */
  word(n: number): string {
    const end = this.from[n + 1] ?? 0
    let word = ''
    for (let at = this.from[n] ?? 0; at < end; at++) word += String.fromCharCode(this.units[at] ?? 0)
    return word
  }

  #begin(text: string): void {
    this.#text = text
    this.count = 0
    this.#used = 0
    this.#growing = false
    this.#kind = 0
    this.#stopped = false
    this.#initial = false
  }

  #takeAll(folded: string, start: number, end: number): void {
    for (const letter of folded)
      if (this.#takes(kindOfLetter(letter), start, end))
        for (let at = 0; at < letter.length; at++) this.#append(letter.charCodeAt(at))
  }

  /** Makes room for a letter in the last token or a new one; false if it belongs to no word. */
  #takes(kind: number, start: number, end: number): boolean {
    if (kind & UNSEEN) return false
    if (kind & SEPARATES) {
      this.#growing = false
      if (kind & STOPS) this.#stopped = true
      return false
    }
    if (this.#growing && (kind & MARK || !((kind | this.#kind) & ALONE))) {
      this.#single = false
      this.ends[this.count - 1] = end
    } else this.#open(kind, start, end)
    return true
  }

  #open(kind: number, start: number, end: number): void {
    this.#closeLast()
    const n = this.count++
    if (n === this.starts.length) this.#growTokens()
    this.starts[n] = start
    this.ends[n] = end
    this.cuts[n] = this.#stopped && (kind | this.#kind) & ALONE ? 1 : 0
    this.from[n] = this.#used
    this.hashes[n] = SEED
    this.#kind = kind
    this.#single = true
    this.#growing = true
    this.#stopped = false
  }

  #append(unit: number): void {
    if (this.#used === this.units.length) this.units = grown(this.units, new Uint16Array(2 * this.#used))
    this.units[this.#used++] = unit
    this.hashes[this.count - 1] = hashOn(this.hashes[this.count - 1] ?? 0, unit)
  }

  /** F.B.I. is one token, `f.b.i`: single letters with nothing but a full stop between them. */
  #closeLast(): void {
    const last = this.count - 1
    if (last < 0) return
    const initial = this.#single && (this.#kind & INITIAL) !== 0
    const end = this.ends[last - 1] ?? -1
    const joins = initial && this.#initial && this.starts[last] === end + 1
    if (joins && this.#text.charCodeAt(end) === FULL_STOP) this.#join(last)
    else this.from[this.count] = this.#used
    this.#initial = initial
  }

  #join(last: number): void {
    const letter = this.units.slice(this.from[last], this.#used)
    this.#used = this.from[last] ?? 0
    this.ends[last - 1] = this.ends[last] ?? 0
    this.count = last
    this.#append(FULL_STOP)
    for (const unit of letter) this.#append(unit)
    this.from[last] = this.#used
  }

  #growTokens(): void {
    const size = 2 * this.count
    this.starts = grown(this.starts, new Int32Array(size))
    this.ends = grown(this.ends, new Int32Array(size))
    this.cuts = grown(this.cuts, new Uint8Array(size))
    this.from = grown(this.from, new Int32Array(size + 1))
    this.hashes = grown(this.hashes, new Int32Array(size))
  }
}

function grown<Numbers extends Uint8Array | Uint16Array | Int32Array>(old: Numbers, larger: Numbers): Numbers {
  larger.set(old)
  return larger
}
