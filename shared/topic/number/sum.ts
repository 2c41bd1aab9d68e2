import type { NumberWord } from './words.ts'
import type { Written } from './written.ts'

/** The word between two words of a number, if any. */
export type Joint = '' | 'and' | 'y' | 'et' | 'of'

const NONE = Number.POSITIVE_INFINITY

/**
 * A number as its words add up. A part grows until a thousand, a million or the like multiplies it; then comes the next
 * part, which is smaller. So "twenty-five thousand" is 25,000, and no 20 with 5,000 behind it.
 */
export class Sum {
  /** The last token that was taken. */
  last: number
  /** The last thousand, million or the like, or infinity. */
  scale = NONE
  #whole = 0
  /** Null right behind a thousand, million or the like. */
  #part: number | null
  #before: NumberWord | null = null
  /** Nothing is added to a number in digits, nor to dozens and thousands that leave open how many. */
  readonly #isClosed: boolean

  private constructor(part: number, last: number, isClosed: boolean) {
    this.#part = part
    this.last = last
    this.#isClosed = isClosed
  }

  static ofDigits({ value, last }: Written): Sum {
    return new Sum(value, last, true)
  }

  /** Null if no number begins with the word. "Cent" and "ciento" begin one, if more follows. */
  static ofWord(word: NumberWord, token: number): Sum | null {
    const { value, multiplies, alone } = word
    if (alone === null && value !== 100) return null
    const isVague = alone !== null && alone > value
    const sum = new Sum(multiplies && value >= 1e3 ? (isVague ? 2 : 1) : (alone ?? value), token, isVague)
    if (multiplies && value >= 1e3) sum.#close(value)
    sum.#before = word
    return sum
  }

  get written(): Written {
    return { value: this.#whole + (this.#part ?? 0), last: this.last }
  }

  /** Takes the next word, if it belongs to this number, and says whether it did. */
  take(word: NumberWord, joint: Joint, token: number): boolean {
    const isTaken = word.multiplies && !word.isJoined ? this.#multiply(word, joint) : this.#add(word, joint)
    if (!isTaken) return false
    this.last = token
    this.#before = word
    return true
  }

  /** Half of what was counted last: two and a half million, a million and a half. */
  takeHalf(last: number): void {
    if (this.#part === null) this.#whole += this.scale / 2
    else this.#part += 0.5
    this.last = last
  }

  /** Adds a smaller number that follows in digits: 200 тыс. behind 1 млн. */
  join({ written, scale }: Sum): void {
    this.#whole += written.value
    this.last = written.last
    this.scale = scale
  }

  #multiply(word: NumberWord, joint: Joint): boolean {
    const ofSome = joint === 'of' && this.#before?.multiplies === true // tens of thousands; "one of thousands" is one
    if (joint !== '' && !ofSome) return false
    if (word.value >= 1e3) return this.#close(word.value)
    if (this.#part === null) return this.#add(word, '') // mille cent
    if (this.#part >= 100) return false
    this.#part *= word.value
    return true
  }

  /** A larger one multiplies all before it: mil millones. */
  #close(scale: number): boolean {
    const part = this.#part
    if (scale > this.scale) this.#whole = (this.#whole + (part ?? 0)) * scale
    else if (part !== null && scale < this.scale) this.#whole += part * scale
    else return false
    this.#part = null
    this.scale = scale
    return true
  }

  #add(word: NumberWord, joint: Joint): boolean {
    const isBegun = this.#part !== null
    const begins = word.value < this.scale && (word.alone !== null || word.multiplies)
    if (this.#isClosed || joint === 'of' || !(isBegun || begins)) return false
    const sum = isBegun ? added(this.#part ?? 0, this.#before, word, joint) : word.value
    this.#part = sum ?? this.#part
    return sum !== null
  }
}

/** What a number below a thousand is with a word behind it; null if the word is another number. */
function added(part: number, before: NumberWord | null, { value, tongue, alone }: NumberWord, joint: Joint) {
  const [tens, isFrench] = [part % 100, before?.tongue === 'fr']
  if (joint === 'and' && tens !== 0) return null // "twenty and two" are two numbers
  if (joint === 'y' && (tens < 30 || value >= 10)) return null
  if (joint === 'et' && value !== 1 && value !== 11) return null
  // "Un" counts behind an "et" or "y" only, and in quatre-vingt-un.
  if (alone === null && joint === '' && !(isFrench && tens === 80)) return null
  if (tongue === 'ar' && tens > 0 && tens < 10 && value >= 10 && value < 100) return part + value
  if (isFrench && tens === 4 && value === 20) return part + 76 // quatre-vingts
  return value < roomOf(part, isFrench) ? part + value : null
}

/** What is added is less than the last unit. French adds seven to ten, and twelve to sixty and to eighty. */
function roomOf(part: number, isFrench: boolean): number {
  const tens = part % 100
  if (tens === 10) return isFrench ? 10 : 0
  return isFrench && (tens === 60 || tens === 80) ? 20 : 10 ** (/0*$/.exec(String(part))?.[0].length ?? 0)
}
