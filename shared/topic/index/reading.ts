import { amountsIn } from '../number/amounts.ts'
import { partingsIn } from '../number/partings.ts'
import type { Scope } from '../query/query.ts'
import { Scan } from '../text/scan.ts'
import type { Index } from './index.ts'
import { wordsOf } from './lexicon.ts'
import { below, GOES_ON, IS_ATOM, IS_RANGE, stepBy } from './nodes.ts'
import { FIELD_BITS } from './program.ts'
import { Words } from './words.ts'

/** What an article is searched for in. */
export type Texts = Readonly<Record<Scope, string>>

/** Where an atom was found. */
export interface Place {
  readonly field: Scope
  /** Its first and last token, counted through the fields as if many lay between one field and the next. */
  readonly first: number
  readonly last: number
  /** UTF-16 offsets in the field's text. */
  readonly start: number
  readonly end: number
  readonly isAmount: boolean
}

/** No two words of different fields are near each other. */
const BETWEEN_FIELDS = 1_000
const FIELDS = ['title', 'summary', 'source', 'lang'] as const

/**
 * One article after another, read for all queries at once: which atoms are in it, and where. The arrays are used again,
 * so what is to be known of an article must be asked before the next is read.
 */
export class Reading {
  /** The atoms that are in the article, each once. */
  readonly present: number[] = []
  readonly #index: Index
  readonly #scans = { title: new Scan(), summary: new Scan(), source: new Scan(), lang: new Scan() }
  /** Of every node, the fields in which it was found. */
  readonly #fields: Uint8Array
  /** Of every node, its latest find; of every find, the one before it of the same node. */
  readonly #latest: Int32Array
  readonly #finds = { before: [] as number[], field: [] as number[], first: [] as number[], last: [] as number[] }
  /** What the first token of each field is counted as. */
  readonly #begins: number[] = []
  /** Of each field, what parts amounts from other words: `partingsIn`. */
  readonly #partings: number[][] = []
  readonly #lookUp: Words
  /** Of the field that is being read, the nodes of token n: `nodes[from[n]]` up to, without, `nodes[from[n + 1]]`. */
  readonly #words = { nodes: [] as number[], from: [] as number[] }

  /** Whether any phrase has a comma or stop where the text may have one: hardly any has. */
  readonly #hasCuts: boolean
  /** Those under which a query is filed: of an article they must be known before any is asked. */
  readonly #filedRanges: Int32Array
  /** The article whose amounts nobody has looked for. */
  #unread: Texts | null = null
  readonly #ranges: readonly { readonly node: number; readonly least: number; readonly most: number }[]

  constructor(index: Index) {
    this.#index = index
    this.#lookUp = new Words(index)
    this.#hasCuts = index.nodes.steps.some(step => (step & 1) === 1)
    this.#ranges = wordsOf(index.nodes.ranges).map((range, n) => {
      const [least = 0, most = 0] = range.split('..').map(Number)
      return { node: index.nodes.ranges.nodes[n] ?? 0, least, most }
    })
    this.#filedRanges = index.nodes.ranges.nodes.filter(
      node => (index.filedFrom[node] ?? 0) < (index.filedFrom[node + 1] ?? 0),
    )
    this.#fields = new Uint8Array(index.nodes.marks.length)
    this.#latest = new Int32Array(index.nodes.marks.length).fill(-1)
  }

  /** Whether nothing between two places, of which one or both are amounts, parts a number from what it counts. */
  belong(one: Place, other: Place): boolean {
    const [left, right] = one.first < other.first ? [one, other] : [other, one]
    if (left.last >= right.first) return true
    const nth = FIELDS.indexOf(left.field)
    const [begin = 0, before = []] = [this.#begins[nth], this.#partings[nth]]
    const own = left.isAmount ? 1 : 0
    return (before[right.first - begin] ?? 0) - (before[left.last - begin] ?? 0) === own
  }

  read(texts: Texts): void {
    this.#forget()
    let begin = 0
    for (const [nth, field] of FIELDS.entries()) {
      if (!(this.#index.asks.fields & FIELD_BITS[field])) continue
      this.#begins[nth] = begin
      this.#readField(nth, field, texts)
      begin += this.#scans[field].count + BETWEEN_FIELDS
    }
    this.#unread = this.#ranges.length > 0 ? texts : null
    for (const node of this.#filedRanges) this.#askForAmounts(node)
  }

  /** Whether an atom was found in one of the fields. */
  has(node: number, fields: number): boolean {
    this.#askForAmounts(node)
    return ((this.#fields[node] ?? 0) & fields) !== 0
  }

  /** Where an atom was found in these fields, in order. */
  places(node: number, fields: number): Place[] {
    const places: Place[] = []
    this.#askForAmounts(node)
    const isAmount = this.#isRange(node)
    for (let find = this.#latest[node] ?? -1; find >= 0; find = this.#finds.before[find] ?? -1) {
      const field = FIELDS[this.#finds.field[find] ?? 0] ?? 'title'
      if (!(FIELD_BITS[field] & fields)) continue
      const [first, last] = [this.#finds.first[find] ?? 0, this.#finds.last[find] ?? 0]
      const { starts, ends } = this.#scans[field]
      const begin = this.#begins[this.#finds.field[find] ?? 0] ?? 0
      const [start, end] = [starts[first] ?? 0, ends[last] ?? 0]
      places.push({ field, first: begin + first, last: begin + last, start, end, isAmount })
    }
    return places.reverse()
  }

  #forget(): void {
    for (const node of this.present) {
      this.#fields[node] = 0
      this.#latest[node] = -1
    }
    this.present.length = 0
    const { before, field, first, last } = this.#finds
    before.length = field.length = first.length = last.length = 0
  }

  #readField(nth: number, field: Scope, texts: Texts): void {
    const scan = this.#scans[field]
    const { nodes, from } = this.#words
    scan.read(texts[field])
    nodes.length = from.length = 0
    for (let token = 0; token < scan.count; token++) {
      from.push(nodes.length)
      this.#lookUp.find(scan, token, texts[field], texts.lang, nodes)
    }
    from.push(nodes.length)
    for (let token = 0; token < scan.count; token++)
      for (let at = from[token] ?? 0; at < (from[token + 1] ?? 0); at++)
        this.#follow(nodes[at] ?? 0, nth, token, token, scan)
  }

  /** To cut out amounts costs a third of all the rest: only when a query looks for them in an article. */
  #askForAmounts(node: number): void {
    if (this.#unread === null || !this.#isRange(node)) return
    const texts = this.#unread
    this.#unread = null
    for (const [nth, field] of FIELDS.entries())
      if (this.#index.asks.fields & FIELD_BITS[field]) this.#findAmounts(nth, field, texts)
  }

  #isRange(node: number): boolean {
    return ((this.#index.nodes.marks[node] ?? 0) & IS_RANGE) !== 0
  }

  #findAmounts(nth: number, field: Scope, texts: Texts): void {
    const [scan, text] = [this.#scans[field], texts[field]]
    const amounts = amountsIn(scan, text, texts.lang)
    this.#partings[nth] = partingsIn(scan, text, amounts)
    for (const { value, first, last } of amounts)
      for (const { node, least, most } of this.#ranges)
        if (value >= least && value <= most) this.#found(node, nth, first, last)
  }

  /** A node, and those of all longer phrases that go on with the words of the text. */
  #follow(node: number, field: number, first: number, last: number, scan: Scan): void {
    const { nodes } = this.#index
    const mark = nodes.marks[node] ?? 0
    if (mark & IS_ATOM) this.#found(node, field, first, last)
    const next = last + 1
    if (!(mark & GOES_ON) || next >= scan.count) return
    for (let at = this.#words.from[next] ?? 0; at < (this.#words.from[next + 1] ?? 0); at++) {
      const word = this.#words.nodes[at] ?? 0
      const across = this.#hasCuts ? below(nodes, node, stepBy(word, true)) : -1
      if (across >= 0) this.#follow(across, field, first, next, scan)
      const beside = scan.cuts[next] ? -1 : below(nodes, node, stepBy(word, false))
      if (beside >= 0) this.#follow(beside, field, first, next, scan)
    }
  }

  #found(node: number, field: number, first: number, last: number): void {
    const latest = this.#latest[node] ?? -1
    if (latest < 0) this.present.push(node)
    this.#fields[node] = (this.#fields[node] ?? 0) | (1 << field)
    this.#latest[node] = this.#finds.before.push(latest) - 1
    this.#finds.field.push(field)
    this.#finds.first.push(first)
    this.#finds.last.push(last)
  }
}
