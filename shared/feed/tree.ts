import { type Family, familyOf } from './namespaces.ts'
import { decodeReferences } from './references.ts'
import { resolve } from './resolve.ts'
import { scan } from './scan.ts'

/** Deeper elements lose their tags, not their text. */
const MAX_DEPTH = 200
const MAX_ELEMENTS = 100_000
/** Of one element. Room for every item and the space after it. */
const MAX_CHILDREN = 10_000
/** UTF-16 units, before references are decoded. Links are far shorter, alerts need only a body's beginning. */
const MAX_ATTRIBUTE = 20_000
const MAX_TEXT = 300_000
/** Feeds list tens; whoever lists more shows only the first. */
const MAX_ITEMS = 2000

/** An element of a feed, its names resolved. */
export interface Element {
  /** Lower case; of a module with the module's usual prefix (`dc:date`), of RSS and Atom bare (`item`). */
  readonly name: string
  /** The tag without its prefix, as written. */
  readonly tag: string
  readonly family: Family
  readonly attributes: ReadonlyMap<string, string>
  /** xml:base in force here (RFC 4287, section 2) */
  readonly base: string
  readonly children: (Element | string)[]
}

/** A document: the (nameless) parent of whatever stands outermost, and what was mended to find it, in words. */
export interface Tree {
  readonly root: Element
  readonly mended: readonly string[]
}

/** What is open, with the default namespace in force inside it. */
interface Open {
  readonly element: Element
  readonly written: string
  readonly namespace: string
}

// Authors leave these open; they hold nothing. `link` and `source` are missing because RSS has its own.
const VOID = new Set(['br', 'hr', 'img', 'wbr', 'input'])
// A field inside one of these means that its end was forgotten.
const ONE_LINE = new Set(['title', 'link', 'guid', 'pubdate'])
const FIELDS = new Set([...ONE_LINE, 'description', 'author', 'category', 'content:encoded', 'dc:creator', 'dc:date'])
const CONTAINERS = new Set(['rss', 'rdf', 'feed', 'channel', 'items'])

/**
 * The elements of a document, however broken it is: what is left open is closed, what closes nothing is ignored,
 * an item inside an item ends the first. Bounded in depth, elements and items.
 * @param base the document's own address
 * @param own entities the document declared
 */
export function growTree(document: string, base: string, own: ReadonlyMap<string, string>): Tree {
  const grower = new Grower(base, own)
  scan(document, 'xml', grower)
  return grower.finish()
}

const NONE: ReadonlyMap<string, string> = new Map()

class Grower {
  readonly root: Element
  readonly #own: ReadonlyMap<string, string>
  readonly #open: Open[]
  // Not scoped: nobody binds one prefix twice, and scopes could be made to cost more than the document.
  readonly #prefixes = new Map<string, string>()
  readonly #mended = new Set<string>()
  #elements = 0
  #items = 0
  #tooDeep = 0

  constructor(base: string, own: ReadonlyMap<string, string>) {
    this.#own = own
    this.root = { name: '', tag: '', family: 'core', attributes: new Map(), base, children: [] }
    this.#open = [{ element: this.root, written: '', namespace: '' }]
  }

  get #top(): Open {
    return this.#open.at(-1) ?? { element: this.root, written: '', namespace: '' }
  }

  finish(): Tree {
    if (this.#isFull) this.#mended.add('too long: only the beginning was read')
    else if (this.#open.length > 1) this.#mended.add('breaks off in the middle')
    return { root: this.root, mended: [...this.#mended] }
  }

  open(written: string, raw: ReadonlyMap<string, string>, closed: boolean): void {
    if (this.#isFull) return
    const attributes = this.#decoded(raw)
    const namespace = this.#declare(attributes)
    const name = this.#nameOf(written, namespace)
    if (ONE_LINE.has(this.#top.element.name) && FIELDS.has(name.name)) this.#forget(this.#open.length - 1)
    if (isItem(name)) this.#startItem()
    if (this.#isFull) return
    const holdsNothing = closed || (VOID.has(name.tag.toLowerCase()) && name.family !== 'other')
    if (!holdsNothing && this.#open.length >= MAX_DEPTH) {
      this.#tooDeep++
      return
    }
    const parent = this.#top.element
    const element: Element = {
      ...name,
      attributes,
      base: resolve(attributes.get('xml:base') ?? '', parent.base) ?? parent.base,
      children: [],
    }
    this.#elements++
    if (parent.children.length < MAX_CHILDREN) parent.children.push(element)
    if (!holdsNothing) this.#open.push({ element, written: written.toLowerCase(), namespace })
  }

  close(written: string): void {
    if (this.#isFull) return
    const name = written.toLowerCase()
    const structural = name === 'item' || name === 'entry' || name === 'channel'
    if (this.#tooDeep > 0 && !structural) {
      this.#tooDeep--
      return
    }
    this.#tooDeep = 0
    const at = this.#open.findLastIndex(open => open.written === name)
    if (at > 0) this.#forget(at, 1)
    else if (!VOID.has(name)) this.#mended.add('end tags of nothing')
  }

  text(text: string, literal: boolean): void {
    if (this.#isFull) return
    if (this.#open.length === 1 && text.trim() !== '') this.#mended.add('text around the document')
    const bounded = text.slice(0, MAX_TEXT)
    const { children } = this.#top.element
    if (children.length < MAX_CHILDREN) children.push(literal ? bounded : decodeReferences(bounded, this.#own))
  }

  /** Closes everything from this place on, of which so many had a right to be open still. */
  #forget(from: number, rightly = 0): void {
    if (this.#open.length > from + rightly) this.#mended.add('tags left open')
    this.#open.length = from
  }

  #declare(attributes: ReadonlyMap<string, string>): string {
    for (const [key, value] of attributes) if (key.startsWith('xmlns:')) this.#prefixes.set(key.slice(6), value)
    return attributes.get('xmlns') ?? this.#top.namespace
  }

  #nameOf(written: string, namespace: string): Pick<Element, 'name' | 'tag' | 'family'> {
    const colon = written.indexOf(':')
    const prefix = written.slice(0, Math.max(colon, 0)).toLowerCase()
    const tag = written.slice(colon + 1)
    const family = familyOf(prefix, prefix === '' ? namespace : this.#prefixes.get(prefix))
    const bare = family === 'core' || family === 'atom'
    return { name: bare ? tag.toLowerCase() : `${family}:${tag.toLowerCase()}`, tag, family }
  }

  /** What is missing at the end of such a document was never meant to be read. */
  get #isFull(): boolean {
    return this.#elements > MAX_ELEMENTS || this.#items > MAX_ITEMS
  }

  #decoded(raw: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    if (raw.size === 0) return NONE
    const decode = (value: string) => decodeReferences(value.slice(0, MAX_ATTRIBUTE), this.#own)
    return new Map([...raw].map(([key, value]) => [key.toLowerCase(), decode(value)]))
  }

  #startItem(): void {
    this.#items++
    this.#tooDeep = 0
    this.#forget(this.#open.findLastIndex(({ element }, at) => at === 0 || holdsItems(element)) + 1)
  }
}

const holdsItems = ({ name, family }: Element): boolean => CONTAINERS.has(name) || family === 'other'

const isItem = ({ name }: Pick<Element, 'name'>): boolean => name === 'item' || name === 'entry'
