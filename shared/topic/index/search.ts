import { holds } from './holds.ts'
import type { Index } from './index.ts'
import { Reading, type Texts } from './reading.ts'

/** Asks all queries of an index of one article after another. */
export class Search {
  /** The article that was asked last. */
  readonly reading: Reading
  readonly #index: Index
  /** Of each query, the article of which it was asked last. */
  readonly #asked: Int32Array
  #article = 0

  constructor(index: Index) {
    this.#index = index
    this.reading = new Reading(index)
    this.#asked = new Int32Array(index.starts.length)
  }

  /** The queries that an article satisfies, by their numbers, ascending. */
  find(texts: Texts): number[] {
    const { starts, filed, filedFrom } = this.#index
    this.#article = (this.#article + 1) | 0 || 1
    this.reading.read(texts)
    const found: number[] = []
    for (const atom of this.reading.present)
      for (let at = filedFrom[atom] ?? 0; at < (filedFrom[atom + 1] ?? 0); at++) {
        const query = filed[at] ?? 0
        if (this.#asked[query] === this.#article) continue
        this.#asked[query] = this.#article
        if (holds(this.#index, this.reading, starts[query] ?? 0)) found.push(query)
      }
    return found.sort((a, b) => a - b)
  }
}
