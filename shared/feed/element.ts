import type { Family } from './namespaces.ts'

/** An element, its names resolved. */
export interface Element {
  /** Lower case; of a module with the module's usual prefix (`dc:date`), of RSS and Atom bare (`item`). */
  readonly name: string
  readonly family: Family
  /** By names in lower case. */
  readonly attributes: ReadonlyMap<string, string>
  /** xml:base in force here (RFC 4287, section 2) */
  readonly base: string
  /** Where it begins in the document's text, in UTF-16 units. */
  readonly at: number
  readonly children: (Element | string)[]
}

/** An element's name without its prefix. */
export const tagOf = ({ name }: Pick<Element, 'name'>): string => name.slice(name.indexOf(':') + 1)

/** What holds nothing, though authors do not say so. */
export const VOID = new Set('area base br col embed hr img input meta param wbr'.split(' '))
