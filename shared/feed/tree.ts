import { Tokenizer } from 'htmlparser2'
import { type Family, familyOf } from './namespaces.ts'
import { decodeReferences } from './references.ts'
import { resolve } from './resolve.ts'

/** Deeper elements lose their tags, not their text. */
const MAX_DEPTH = 200
const MAX_ELEMENTS = 100_000
/** Of one element. Room for every item and the space after it. */
const MAX_CHILDREN = 10_000
/** UTF-16 units, before references are decoded. Links are far shorter, alerts need only a body's beginning. */
const MAX_ATTRIBUTE = 20_000
const MAX_TEXT = 300_000
/** Feeds list tens; whoever lists more shows only the first. */
export const MAX_ITEMS = 2000

/** An element, its names resolved. */
export interface Element {
  /** Lower case; of a module with the module's usual prefix (`dc:date`), of RSS and Atom bare (`item`). */
  readonly name: string
  /** The tag without its prefix, as written. */
  readonly tag: string
  readonly family: Family
  /** By names in lower case. */
  readonly attributes: ReadonlyMap<string, string>
  /** xml:base in force here (RFC 4287, section 2) */
  readonly base: string
  readonly children: (Element | string)[]
}

/** What is open, with the family that names without a prefix have inside it. */
interface Open {
  readonly element: Element
  readonly written: string
  readonly bare: Family
}

const VOID = new Set('area base br col embed hr img input meta param wbr'.split(' '))
// A field inside one of these means that its end was forgotten.
const ONE_LINE = new Set(['title', 'link', 'guid', 'pubdate'])
const FIELDS = new Set([...ONE_LINE, 'description', 'author', 'category', 'content:encoded', 'dc:creator', 'dc:date'])
const ITEMS = new Set(['item', 'entry'])
const HOLD_ITEMS = new Set(['rss', 'rdf', 'feed', 'channel', 'items'])
// Short and plain: entities are the classic way to make a small file huge.
const ENTITY = /ENTITY\s+([\w.-]{1,32})\s+(?:"([^"<]{0,40})"|'([^'<]{0,40})')\s*$/

/**
 * The elements of a document, however broken it is: what is left open is closed, what closes nothing is ignored, an
 * item inside an item ends the first. Linear in time, without recursion, bounded in depth, elements and items.
 * @param dialect in `html` references in text stay as they are
 * @param base the document's own address
 * @returns the (nameless) parent of whatever stands outermost, and what was mended to find it, in words
 */
export const growTree = (text: string, dialect: 'xml' | 'html', base: string): { root: Element; mended: string[] } =>
  new Grower(text, dialect === 'xml', base).grow()

/** Takes what htmlparser2's Tokenizer sees, as places in the document. */
class Grower {
  readonly #text: string
  readonly #isXml: boolean
  // Not its Parser: that one moves its whole stack at each tag, which is quadratic in depth.
  readonly #tokenizer: Tokenizer
  readonly #outside: Open
  readonly #open: Open[] = []
  // Not scoped: nobody binds one prefix twice, and scopes could be made to cost more than the document.
  readonly #families = new Map<string, Family>()
  readonly #entities = new Map<string, string>()
  readonly #mended = new Set<string>()
  #written = ''
  #attributes = new Map<string, string>()
  #attribute = ''
  #value = ''
  #elements = 0
  #items = 0

  constructor(text: string, isXml: boolean, base: string) {
    this.#text = text
    this.#isXml = isXml
    this.#tokenizer = new Tokenizer({ xmlMode: isXml, decodeEntities: false }, this)
    const element: Element = { name: '', tag: '', family: 'core', attributes: new Map(), base, children: [] }
    this.#outside = { element, written: '', bare: 'core' }
  }

  grow(): { root: Element; mended: string[] } {
    this.#tokenizer.write(this.#text)
    this.#tokenizer.end()
    // What is missing at the end of a document that is too long was never meant to be read.
    if (!this.#tokenizer.running) this.#mended.add('too long: only the beginning was read')
    else if (this.#open.length > 0) this.#mended.add('breaks off in the middle')
    return { root: this.#outside.element, mended: [...this.#mended] }
  }

  onopentagname(from: number, to: number): void {
    this.#written = this.#text.slice(from, to)
    this.#attributes = new Map()
  }

  onattribname(from: number, to: number): void {
    this.#attribute = this.#text.slice(from, to).toLowerCase()
    this.#value = ''
  }

  onattribdata(from: number, to: number): void {
    this.#value += this.#text.slice(from, to)
  }

  onattribend(): void {
    if (this.#attributes.has(this.#attribute)) return
    this.#attributes.set(this.#attribute, decodeReferences(this.#value.slice(0, MAX_ATTRIBUTE), this.#entities))
  }

  onselfclosingtag(): void {
    this.onopentagend(0, true)
  }

  onopentagend(_: number, closed = false): void {
    const bare = this.#declare()
    const name = this.#nameOf(bare)
    if (this.#isXml) this.#forget(name.name)
    const holdsNothing = closed || (VOID.has(name.tag.toLowerCase()) && name.family !== 'other')
    if (!holdsNothing && this.#open.length >= MAX_DEPTH) return
    if (++this.#elements > MAX_ELEMENTS || this.#items > MAX_ITEMS) {
      this.#tokenizer.pause()
      return
    }
    const { base } = this.#top.element
    const own = resolve(this.#attributes.get('xml:base'), base) || base
    const element: Element = { ...name, attributes: this.#attributes, base: own, children: [] }
    this.#put(element)
    if (!holdsNothing) this.#open.push({ element, written: this.#written.toLowerCase(), bare })
  }

  onclosetag(from: number, to: number): void {
    const written = this.#text.slice(from, to).toLowerCase()
    const at = this.#open.findLastIndex(open => open.written === written)
    if (at >= 0) this.#leave(at, 1)
    else if (!VOID.has(written)) this.#mended.add('end tags of nothing')
  }

  ontext(from: number, to: number): void {
    const text = this.#text.slice(from, Math.min(to, from + MAX_TEXT))
    // A DOCTYPE that declares something leaves its last bracket.
    if (this.#open.length === 0 && /[^\s\]>]/.test(text)) this.#mended.add('text around the document')
    this.#put(this.#isXml ? decodeReferences(text, this.#entities) : text)
  }

  oncdata(from: number, to: number, offset: number): void {
    this.#put(this.#text.slice(from, Math.min(to - offset, from + MAX_TEXT)))
  }

  ondeclaration(from: number, to: number): void {
    const [, name, double, single] = ENTITY.exec(this.#text.slice(Math.max(from, to - 200), to)) ?? []
    if (name === undefined || this.#open.length > 0 || this.#entities.size >= 50) return
    this.#entities.set(name, decodeReferences(double ?? single ?? ''))
  }

  onattribentity(): void {}
  ontextentity(): void {}
  oncomment(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  get #top(): Open {
    return this.#open.at(-1) ?? this.#outside
  }

  #put(child: Element | string): void {
    const { children } = this.#top.element
    if (children.length < MAX_CHILDREN) children.push(child)
  }

  /** Ends what its author forgot to end before this. */
  #forget(name: string): void {
    if (ONE_LINE.has(this.#top.element.name) && FIELDS.has(name)) this.#leave(this.#open.length - 1)
    if (!ITEMS.has(name)) return
    this.#items++
    const holds = ({ element }: Open) => HOLD_ITEMS.has(element.name) || element.family === 'other'
    this.#leave(this.#open.findLastIndex(holds) + 1)
  }

  /** Closes everything from this place on, of which so many had a right to be open still. */
  #leave(from: number, rightly = 0): void {
    if (this.#open.length > from + rightly) this.#mended.add('tags left open')
    this.#open.length = from
  }

  /** The family of names without a prefix inside the element that opens. */
  #declare(): Family {
    for (const [key, uri] of this.#attributes)
      if (key.startsWith('xmlns:')) this.#families.set(key.slice(6), familyOf(key.slice(6), uri))
    const uri = this.#attributes.get('xmlns')
    return uri === undefined ? this.#top.bare : familyOf('', uri)
  }

  #nameOf(bare: Family): Pick<Element, 'name' | 'tag' | 'family'> {
    const [, prefix = '', tag = ''] = /^(?:([^:]*):)?(.*)$/s.exec(this.#written) ?? []
    const known = prefix === '' ? bare : this.#families.get(prefix.toLowerCase())
    const family = known ?? familyOf(prefix.toLowerCase(), '')
    const isModule = family !== 'core' && family !== 'atom'
    return { name: isModule ? `${family}:${tag.toLowerCase()}` : tag.toLowerCase(), tag, family }
  }
}
