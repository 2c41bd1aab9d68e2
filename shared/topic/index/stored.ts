import type { Index } from './index.ts'
import type { Lexicon } from './lexicon.ts'

/**
 * Raised whenever an index of before would be read otherwise: the layout, the program's numbers, how words are cut,
 * folded and stemmed. test/topic/stored.test.ts remembers for it.
 */
const FORMAT = 3

/** An index as bytes: small integers in the machine's order, which is the same on every one that runs Node 20. */
export function storedIndex({ nodes, asks, code, extents, starts, filedFrom, filed }: Index): Uint8Array {
  const lexicons = [nodes.words, nodes.beginnings, nodes.exact, nodes.ranges].flatMap(
    ({ slots, from, units, nodes }) => {
      return [slots, from, units, nodes]
    },
  )
  const asked = Int32Array.of(asks.fields, Number(asks.stems))
  const forest = [nodes.slots, nodes.parents, nodes.steps, nodes.marks, ...lexicons]
  const arrays = [Int32Array.of(FORMAT), ...forest, asked, code, extents, starts, filedFrom, filed]
  const bytes = new Uint8Array(arrays.reduce((size, array) => size + 4 + aligned(array.byteLength), 0))
  let at = 0
  for (const { buffer, byteOffset, byteLength, length } of arrays) {
    new Int32Array(bytes.buffer, at, 1)[0] = length
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at + 4)
    at += 4 + aligned(byteLength)
  }
  return bytes
}

/** @returns null for what another version of this program has stored: the queries must be indexed again */
export function openIndex(stored: Uint8Array): Index | null {
  const bytes = new Opened(stored)
  if (bytes.integers()[0] !== FORMAT) return null
  const nodes = {
    ...{ slots: bytes.integers(), parents: bytes.integers(), steps: bytes.integers(), marks: bytes.bytes() },
    ...{ words: lexiconIn(bytes), beginnings: lexiconIn(bytes), exact: lexiconIn(bytes), ranges: lexiconIn(bytes) },
  }
  const [fields = 0, stems] = bytes.integers()
  const asks = { fields, stems: stems === 1 }
  const written = { code: bytes.integers(), extents: bytes.units(), starts: bytes.integers() }
  return { nodes, asks, ...written, filedFrom: bytes.integers(), filed: bytes.integers() }
}

const lexiconIn = (bytes: Opened): Lexicon => ({
  ...{ slots: bytes.integers(), from: bytes.integers(), units: bytes.units(), nodes: bytes.integers() },
})

/** One array after another, each behind its length. */
class Opened {
  readonly #buffer: ArrayBuffer
  #at = 0

  constructor(stored: Uint8Array) {
    this.#buffer = new Uint8Array(stored).buffer // arrays of integers must begin at multiples of four
  }

  readonly integers = (): Int32Array => this.#next(length => new Int32Array(this.#buffer, this.#at, length))
  readonly units = (): Uint16Array => this.#next(length => new Uint16Array(this.#buffer, this.#at, length))
  readonly bytes = (): Uint8Array => this.#next(length => new Uint8Array(this.#buffer, this.#at, length))

  #next<Numbers extends ArrayBufferView>(view: (length: number) => Numbers): Numbers {
    const [length = 0] = new Int32Array(this.#buffer, this.#at, 1)
    this.#at += 4
    const numbers = view(length)
    this.#at += aligned(numbers.byteLength)
    return numbers
  }
}

const aligned = (length: number): number => (length + 3) & ~3
