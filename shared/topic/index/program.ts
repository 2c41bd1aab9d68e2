import type { Near, Query, Scope, Term } from '../query/query.ts'
import type { Range } from '../query/range.ts'
import { filedAs } from '../text/forms.ts'
import { tokenize } from '../text/tokenize.ts'
import { type NodesBuilder, stepBy } from './nodes.ts'

/**
 * A query as numbers, read from left to right. A negative number is an atom and the fields in which it counts. Any other
 * is an operator in its lowest three bits and, above them, how many numbers belong to it.
 */
export type Code = Int32Array

export const AND = 0
export const OR = 1
export const NOT = 2
/** A term that is found as any of several atoms: one for each language that makes another word of it. */
const ANY = 3
/** A phrase with gaps: how many words between and in which fields, then its words. */
export const SLOP = 4
/** How many words between, then an ANY for either side. */
export const NEAR = 5
/** How much it counts, then the term or NEAR. */
export const BOOST = 6

// Negative numbers are atoms.
const NO_BOOST = 10_000
export const boostIn = (number: number): number => (number - NO_BOOST) / 100

/** A set of fields is a sum of these. */
export const FIELD_BITS = { title: 1, summary: 2, source: 4, lang: 8 } as const
const bitsOf = (field: Scope | null): number =>
  field === null ? FIELD_BITS.title | FIELD_BITS.summary : FIELD_BITS[field]

const atomIn = (node: number, fields: number): number => ~(node * 16 + fields)
export const nodeIn = (atom: number): number => ~atom >> 4
export const fieldsIn = (atom: number): number => ~atom & 15
export const operatorIn = (instruction: number): number => instruction & 7
/** Where the instruction after this one stands. */
export const after = (instruction: number, at: number): number => at + 1 + (instruction < 0 ? 0 : instruction >> 3)

/** The phrase with gaps that stands there: its words, how many others may stand between, and the fields it counts in. */
export function gappedAt(code: Code, at: number) {
  const bounds = code[at + 1] ?? 0
  return { words: [...code.subarray(at + 2, after(code[at] ?? 0, at))], between: bounds >> 4, fields: bounds & 15 }
}

/** Writes queries as code, one behind the other. */
export class CodeWriter {
  readonly code: number[] = []
  /** Of each number of the code, from where to where it stands in its query: UTF-16 offsets, one after the other. */
  readonly extents: number[] = []
  readonly #nodes: NodesBuilder

  constructor(nodes: NodesBuilder) {
    this.#nodes = nodes
  }

  write(query: Query): void {
    if (query.kind === 'term') this.#boosted(query, () => this.#writeTerm(query))
    else if (query.kind === 'near') this.#boosted(query, () => this.#writeNear(query))
    else if (query.kind === 'not') this.#group(NOT, query, () => this.write(query.part))
    else
      this.#group(query.kind === 'and' ? AND : OR, query, () => {
        for (const part of query.parts) this.write(part)
      })
  }

  #boosted(part: Near | Term, body: () => void): void {
    if (part.boost === 1) body()
    else
      this.#group(BOOST, part, () => {
        this.#push(NO_BOOST + Math.round(part.boost * 100), part)
        body()
      })
  }

  #writeNear(near: Near): void {
    const side = (terms: readonly Term[]) =>
      this.#group(ANY, near, () => {
        for (const term of terms) this.#writeTerm(term)
      })
    this.#group(NEAR, near, () => {
      this.#push(near.within, near)
      side(near.left)
      side(near.right)
    })
  }

  #writeTerm(term: Term): void {
    this.#nodes.asks.fields |= bitsOf(term.field)
    this.#nodes.asks.stems ||= term.as === 'stem'
    if (term.range !== null) this.#writeRange(term, term.range)
    else this.#writeSpellings(term)
  }

  #writeSpellings(term: Term): void {
    const [only, ...others] = spellings(term, this.#nodes)
    if (only === undefined) throw new Error(`no word in "${term.text}"`)
    if (others.length === 0) this.#writeWords(term, only)
    else
      this.#group(ANY, term, () => {
        for (const words of [only, ...others]) this.#writeWords(term, words)
      })
  }

  #writeRange(term: Term, { least, most }: Range): void {
    const node = this.#nodes.wordIn(this.#nodes.ranges, `${least}..${most}`)
    this.#push(atomIn(this.#nodes.atom(node), bitsOf(term.field)), term)
  }

  #writeWords(term: Term, words: readonly Word[]): void {
    const [first, ...rest] = words
    if (term.slop === 0) {
      const step = (node: number, word: Word) => this.#nodes.below(node, stepBy(word.node, word.cut))
      this.#push(atomIn(this.#nodes.atom(rest.reduce(step, first?.node ?? -1)), bitsOf(term.field)), term)
    } else
      this.#group(SLOP, term, () => {
        this.#push(term.slop * 16 + bitsOf(term.field), term)
        for (const { node } of words) this.#push(this.#nodes.atom(node), term)
      })
  }

  #push(number: number, { start, end }: Query): number {
    this.extents.push(start, end)
    return this.code.push(number) - 1
  }

  #group(operator: number, part: Query, body: () => void): void {
    const at = this.#push(0, part)
    body()
    this.code[at] = operator | ((this.code.length - at - 1) << 3)
  }
}

interface Word {
  readonly node: number
  /** Whether the query has a comma or stop before it. */
  readonly cut: boolean
}

/** Soft hyphens come unseen with what is copied from a page; the reader of feeds takes them out of every article. */
const HYPHENS = /[\u00ad\ufeff]/g

/** Each way to spell a term's words, by the lexicons that have them. */
function spellings({ text: written, as, prefix }: Term, nodes: NodesBuilder): Word[][] {
  const text = written.replace(HYPHENS, '')
  const tokens = tokenize(text)
  if (as === 'exact')
    return [tokens.map(token => ({ node: nodes.wordIn(nodes.exact, exactly(text, token)), cut: token.cut }))]
  const keys = tokens.map(token => filedAs(token.text, as))
  return Array.from({ length: Math.max(...keys.map(({ length }) => length)) }, (_, language) =>
    tokens.map(({ text: word, cut }, at) => {
      const starred = prefix && at === tokens.length - 1
      const key = starred ? word : (keys[at]?.[language] ?? keys[at]?.[0] ?? word)
      return { node: nodes.wordIn(starred ? nodes.beginnings : nodes.words, key), cut }
    }),
  )
}

/** A token as it stands in its text: capitals and accents count, only the forms of one letter do not (UAX #15, NFKC). */
export const exactly = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  text.slice(start, end).normalize('NFKC')
