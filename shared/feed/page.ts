import { type Element, tagOf } from './element.ts'
import { resolve } from './resolve.ts'
import { growTree } from './tree.ts'

/** UTF-16 units of a page. What it says of itself and of its feeds stands in its head. */
const MAX_TEXT = 1_000_000

/** A page's elements in the order of the document, and where its relative links start from. Never throws. */
export function elementsOf(
  text: string,
  url: string,
): { readonly elements: readonly Element[]; readonly base: string } {
  const elements = elementsIn(growTree(text.slice(0, MAX_TEXT), 'html', url).root)
  const base = resolve(elements.find(element => tagOf(element) === 'base')?.attributes.get('href'), url) || url
  return { elements, base }
}

/** The tree's depth is bounded. */
function elementsIn(element: Element, found: Element[] = []): Element[] {
  for (const child of element.children) {
    if (typeof child === 'string') continue
    found.push(child)
    elementsIn(child, found)
  }
  return found
}
