import { Tokenizer } from 'htmlparser2'
import { tokenizable, withCdataClosed } from './angles.ts'
import { type Element, tagOf, VOID } from './element.ts'
import { Names } from './names.ts'
import { decodeReferences } from './references.ts'
import { resolve } from './resolve.ts'

/** Deeper elements lose their tags, not their text. */
export const MAX_DEPTH = 200
/** UTF-16 units of all different ones of a document. Past them an element has the base around it. */
const MAX_BASES = 4_000_000
const MAX_ELEMENTS = 100_000
/** Of one element. Room for every item and the space after it. */
const MAX_CHILDREN = 10_000
/** UTF-16 units, before references are decoded. Links are far shorter, alerts need only a body's beginning. */
const MAX_ATTRIBUTE = 20_000
const MAX_TEXT = 300_000
/** Feeds list tens; whoever lists more shows only the first. */
export const MAX_ITEMS = 2000

/** In pages. In feeds links and sources hold something. */
const VOID_IN_HTML = new Set([...VOID, 'link', 'source', 'track'])
// A field inside one of these means that its end was forgotten.
const ONE_LINE = new Set(['title', 'link', 'guid', 'pubdate'])
const FIELDS = new Set([...ONE_LINE, 'description', 'author', 'category', 'content:encoded', 'dc:creator', 'dc:date'])
const ITEMS = new Set(['item', 'entry'])
const isEntry = ({ name, family }: Element): boolean => family === 'atom' && ITEMS.has(name)
const ITEM_TAG = /<(?:[\w.-]{1,32}:)?(?:item|entry)[\s/>]/gi
const HOLD_ITEMS = new Set(['rss', 'rdf', 'feed', 'channel', 'items'])
/** Also content that says that it is XML (RFC 4287, section 4.1.3.3); the item in it is not one of the feed's. */
const holdsItems = ({ name, family, attributes }: Element): boolean =>
  HOLD_ITEMS.has(name) ||
  family === 'other' ||
  (name === 'content' && /[+/]xml\s*$/i.test(attributes.get('type') ?? ''))
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
  readonly #void: ReadonlySet<string>
  // Not its Parser: that one moves its whole stack at each tag, which is quadratic in depth.
  readonly #tokenizer: Tokenizer
  /** Outermost first; that one is the document. */
  readonly #open: [Element, ...Element[]]
  readonly #names = new Names()
  readonly #entities = new Map<string, string>()
  readonly #bases = new Map<string, string>()
  #basesLength = 0
  readonly #mended = new Set<string>()
  #written = ''
  #at = 0
  #attributes = new Map<string, string>()
  #attribute = ''
  #value = ''
  #elements = 0
  #items = 0

  constructor(text: string, isXml: boolean, base: string) {
    this.#text = isXml ? withCdataClosed(text) : text
    if (this.#text !== text) this.#mended.add('CDATA left open')
    this.#isXml = isXml
    this.#void = isXml ? VOID : VOID_IN_HTML
    this.#tokenizer = new Tokenizer({ xmlMode: isXml, decodeEntities: false }, this)
    this.#open = [{ name: '', family: 'core', attributes: new Map(), base, at: 0, children: [] }]
  }

  grow(): { root: Element; mended: string[] } {
    const { tokens, mended } = this.#isXml ? tokenizable(this.#text) : { tokens: this.#text, mended: [] }
    for (const what of mended) this.#mended.add(what)
    this.#tokenizer.write(tokens)
    this.#tokenizer.end()
    // What is missing at the end of a document that is too long was never meant to be read.
    if (!this.#tokenizer.running) this.#mended.add(`too long: read ${this.#beginning() ?? 'only the beginning'}`)
    else if (this.#open.length > 1) {
      const read = this.#beginning()
      this.#mended.add(`breaks off in the middle${read === null ? '' : `: read ${read}`}`)
    }
    return { root: this.#open[0], mended: [...this.#mended] }
  }

  /** How many of the items that seem to be there were read, null if all were. */
  #beginning(): string | null {
    const listed = this.#isXml ? (this.#text.match(ITEM_TAG)?.length ?? 0) : 0
    const read = Math.min(this.#items, MAX_ITEMS)
    return listed > read ? `${read} of about ${listed} items` : null
  }

  onopentagname(from: number, to: number): void {
    this.#written = this.#text.slice(from, to)
    this.#at = from
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
    const { name, family } = this.#names.of(this.#written, this.#attributes, isEntry(this.#top))
    if (this.#isXml) this.#forget(name)
    const holdsNothing = closed || (this.#void.has(tagOf({ name })) && family !== 'other')
    if (!holdsNothing && this.#open.length >= MAX_DEPTH) return
    if (++this.#elements > MAX_ELEMENTS || this.#items > MAX_ITEMS) {
      this.#tokenizer.pause()
      return
    }
    const base = this.#baseOf(this.#attributes.get('xml:base'))
    const element: Element = { name, family, attributes: this.#attributes, base, at: this.#at, children: [] }
    this.#put(element)
    if (holdsNothing) return
    this.#names.enter(this.#attributes)
    this.#open.push(element)
  }

  /** Each is kept once, and so many at most: elements that name a long one could be a hundred thousand. */
  #baseOf(written: string | undefined): string {
    const around = this.#top.base
    if (written === undefined) return around
    const key = `${written} ${around}`
    const known = this.#bases.get(key)
    if (known !== undefined || this.#basesLength > MAX_BASES) return known ?? around
    const base = resolve(written, around) || around
    this.#basesLength += key.length + base.length
    this.#bases.set(key, base)
    return base
  }

  onclosetag(from: number, to: number): void {
    const tag = this.#text.slice(from, to).toLowerCase().replace(/^.*?:/, '')
    const at = this.#open.findLastIndex(open => tagOf(open) === tag)
    if (at > 0) this.#leave(at, 1)
    else if (!this.#void.has(tag)) this.#mended.add('end tags of nothing')
  }

  ontext(from: number, to: number): void {
    const text = this.#text.slice(from, Math.min(to, from + MAX_TEXT))
    // A DOCTYPE that declares something leaves its last bracket.
    if (this.#open.length === 1 && /[^\s\]>]/.test(text)) this.#mended.add('text around the document')
    this.#put(this.#isXml ? decodeReferences(text, this.#entities) : text)
  }

  oncdata(from: number, to: number, offset: number): void {
    this.#put(this.#text.slice(from, Math.min(to - offset, from + MAX_TEXT)))
  }

  ondeclaration(from: number, to: number): void {
    const [, name, double, single] = ENTITY.exec(this.#text.slice(Math.max(from, to - 200), to)) ?? []
    if (name === undefined || this.#open.length > 1 || this.#entities.size >= 50) return
    this.#entities.set(name, decodeReferences(double ?? single ?? ''))
  }

  onattribentity(): void {}
  ontextentity(): void {}
  oncomment(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  get #top(): Element {
    return this.#open.at(-1) ?? this.#open[0]
  }

  #put(child: Element | string): void {
    if (this.#top.children.length < MAX_CHILDREN) this.#top.children.push(child)
    else this.#mended.add('too long: read only the beginning')
  }

  /** Ends what its author forgot to end before this. */
  #forget(name: string): void {
    if (ONE_LINE.has(this.#top.name) && FIELDS.has(name)) this.#leave(this.#open.length - 1)
    if (!ITEMS.has(name)) return
    const at = this.#open.findLastIndex(holdsItems)
    this.#leave(Math.max(at, 0) + 1)
    if (this.#open[at]?.name !== 'content') this.#items++
  }

  /** Closes everything from this place on, of which so many had a right to be open still. */
  #leave(from: number, rightly = 0): void {
    if (this.#open.length > from + rightly) this.#mended.add('tags left open')
    this.#open.length = from
    this.#names.leave(from)
  }
}
