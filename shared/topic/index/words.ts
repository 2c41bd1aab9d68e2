import { measureIn } from '../number/measure.ts'
import { beginningsOf, formsOf, hasForms } from '../text/forms.ts'
import type { Scan } from '../text/scan.ts'
import type { Index } from './index.ts'
import { beginningsAt, nodeAt, nodeOf, unitsOf } from './lexicon.ts'
import { exactly } from './program.ts'

/** Words remembered with all they are: a Russian or Arabic one has several forms, and the same words come again. */
const MOST_REMEMBERED = 20_000
/** Longer ones do not come again: a stranger's could fill the memory. */
const LONGEST_REMEMBERED = 40

/** Looks the words of articles up in an index. */
export class Words {
  readonly #index: Index
  readonly #remembered = new Map<string, readonly number[]>()

  constructor(index: Index) {
    this.#index = index
  }

  /** Puts the nodes that a token of a text is a word of behind `into`. */
  find(scan: Scan, token: number, text: string, language: string, into: number[]): void {
    const { words, beginnings, exact } = this.#index.nodes
    const [from, to] = [scan.from[token] ?? 0, scan.from[token + 1] ?? 0]
    const unit = scan.units[from] ?? 0
    const measure = unit >= 0x30 && unit <= 0x39 ? measureIn(scan.word(token)) : null
    if (measure !== null) for (const node of this.#formsOf(measure, language)) into.push(node)
    if (exact.nodes.length > 0) {
      const node = nodeOf(exact, exactly(text, { start: scan.starts[token] ?? 0, end: scan.ends[token] ?? 0 }))
      if (node >= 0) into.push(node)
    }
    if (this.#index.asks.stems || hasForms(scan.units, from, to)) {
      for (const node of this.#formsOf(scan.word(token), language)) into.push(node)
      return
    }
    const node = nodeAt(words, scan.units, from, to, scan.hashes[token] ?? 0)
    if (node >= 0) into.push(node)
    if (beginnings.nodes.length > 0) beginningsAt(beginnings, scan.units, from, to, into)
  }

  /** The nodes of all that a word is found as. */
  #formsOf(word: string, language: string): readonly number[] {
    const key = this.#index.asks.stems ? `${language}:${word}` : word
    const known = this.#remembered.get(key)
    if (known !== undefined) return known
    const { words, beginnings } = this.#index.nodes
    const nodes = formsOf(word, language || null).map(form => nodeOf(words, form))
    for (const form of beginnings.nodes.length > 0 ? beginningsOf(word) : [])
      beginningsAt(beginnings, unitsOf(form), 0, form.length, nodes)
    const found = [...new Set(nodes)].filter(node => node >= 0)
    if (word.length > LONGEST_REMEMBERED) return found
    if (this.#remembered.size === MOST_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(key, found)
    return found
  }
}
