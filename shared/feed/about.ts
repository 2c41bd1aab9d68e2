import { cut } from './cut.ts'
import { type Element, tagOf } from './element.ts'
import { plainText, sanitise } from './html.ts'
import { elementsOf } from './page.ts'
import { resolve } from './resolve.ts'

/** UTF-16 units: as much as is read of a feed's item. */
const MAX_TEXT = 1000

/** What a page says of itself to whoever links to it. */
export interface About {
  /** On one line; '' if it says none. */
  readonly title: string
  readonly summary: string
  /** As written; null if it says none. */
  readonly language: string | null
  /** Where it says that it really lives. */
  readonly addresses: readonly string[]
  /** Whether it says that it is one article, and not a site or a section of one. */
  readonly isArticle: boolean
}

/**
 * Reads a page's own headline and description: those of the Open Graph (ogp.me), else HTML's. Never throws.
 * @param url the page's own address
 */
export function aboutPage(text: string, url: string): About {
  const { elements, base } = elementsOf(text, url)
  const first = (tag: string) => elements.find(element => tagOf(element) === tag)
  const said = saidIn(elements)
  const shown = (html = '') => cut(plainText(sanitise(html, url)), MAX_TEXT)
  const links = elements.filter(({ attributes }) => /^canonical$/i.test(attributes.get('rel') ?? ''))
  const addresses = [...links.map(({ attributes }) => attributes.get('href')), said('og:url')]
  return {
    title: shown(
      said('og:title') ??
        first('title')
          ?.children.filter(child => typeof child === 'string')
          .join(''),
    ),
    summary: shown(said('og:description') ?? said('description')),
    language: first('html')?.attributes.get('lang') ?? null,
    addresses: addresses.map(address => resolve(address, base)).filter(address => address !== ''),
    isArticle: said('og:type')?.toLowerCase() === 'article',
  }
}

/** What a page says under a name, undefined if nothing. Half of all authors take `name` for `property`, or the reverse. */
function saidIn(elements: readonly Element[]): (name: string) => string | undefined {
  const said = new Map<string, string>()
  for (const { attributes } of elements) {
    const name = (attributes.get('property') ?? attributes.get('name') ?? '').toLowerCase()
    const content = attributes.get('content')?.trim()
    if (content && !said.has(name)) said.set(name, content)
  }
  return name => said.get(name)
}
