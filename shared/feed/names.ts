import type { Element } from './element.ts'
import { type Family, familyOf } from './namespaces.ts'

type Attributes = Element['attributes']

/** What the names of elements mean, by the namespaces that are declared in those that are open around them. */
export class Names {
  /** By prefixes that stand somewhere: authors use them outside as well. */
  readonly #families = new Map<string, Family>()
  /** What prefixes mean again once the element at this depth is left. */
  readonly #hidden: { readonly depth: number; readonly prefix: string; readonly family: Family }[] = []
  /** The default namespace in each of the open elements; of the document itself, none. */
  readonly #bare = ['']

  /** What an element says of prefixes holds inside it. */
  enter(attributes: Attributes): void {
    for (const [key, uri] of attributes) {
      if (!key.startsWith('xmlns:')) continue
      const prefix = key.slice(6)
      const family = this.#families.get(prefix)
      if (family !== undefined) this.#hidden.push({ depth: this.#bare.length, prefix, family })
      this.#families.set(prefix, familyOf(prefix, uri))
    }
    this.#bare.push(attributes.get('xmlns') ?? this.#bare.at(-1) ?? '')
  }

  /** Closes every element from this depth on. */
  leave(from: number): void {
    this.#bare.length = from
    for (let last = this.#hidden.at(-1); last !== undefined && last.depth >= from; last = this.#hidden.at(-1)) {
      this.#families.set(last.prefix, last.family)
      this.#hidden.pop()
    }
  }

  /** @param written as the document spells it @param isInEntry whether an entry of Atom is directly around it */
  of(written: string, attributes: Attributes, isInEntry: boolean): Pick<Element, 'name' | 'family'> {
    const [, prefix = '', tag = ''] = /^(?:([^:]*):)?(.*)$/s.exec(written.toLowerCase()) ?? []
    const own = attributes.get('xmlns')
    const uri = prefix === '' ? (own ?? this.#bare.at(-1)) : attributes.get(`xmlns:${prefix}`)
    const known = uri === undefined ? this.#families.get(prefix) : familyOf(prefix, uri)
    // In an entry, what declares a default namespace nobody knows is no word of Atom's.
    const isForeign = isInEntry && (own ?? '') !== '' && known === 'core'
    const family = isForeign ? 'other' : (known ?? familyOf(prefix, ''))
    return { name: family === 'core' || family === 'atom' ? tag : `${family}:${tag}`, family }
  }
}
