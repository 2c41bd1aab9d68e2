import { type Element, tagOf, VOID } from './element.ts'
import { decodeReferences, escapeMarkup } from './references.ts'
import { resolve } from './resolve.ts'
import { growTree } from './tree.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Allowed; they do not part words: `un<b>believ</b>able`. */
const INLINE = words(
  'a abbr acronym b bdi bdo big blink cite code del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr',
)
/** Allowed; they part words. */
const BLOCKS = words(
  'address article aside blockquote br caption center col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr img li main nav ol p pre section summary table tbody td tfoot th thead tr ul',
)
/** Not allowed; they part words. */
const BARE = words('body button form head html iframe input legend object option select svg textarea title')
/** Gone with what they hold: it was never meant to be read. */
const UNSEEN = words('script style template noscript noembed noframes')
const KNOWN = new Set([...INLINE, ...BLOCKS, ...UNSEEN])
/** `<https://example.org>` is an address, not a tag. */
const ADDRESS = /^(?:https?|mailto):/
const LINKS = words('href src cite')
const TEXTS = words('alt title lang dir colspan rowspan')

/**
 * A stranger's HTML with only what cannot do harm: known tags, http(s) links made absolute, no styles, no scripts.
 * What looks like a tag and is none is text: "List<string>" is a title. What comes out is well formed.
 */
export const sanitise = (html: string, base: string): string =>
  harmless(growTree(html.includes('<') ? withoutFalseTags(html) : html, 'html', base).root).trim()

const INLINE_TAG = new RegExp(`</?(?:${[...INLINE].join('|')})(?: [^>]*)?>`, 'g')

/** What a reader sees of HTML that `sanitise` made, on one line. */
export const plainText = (safe: string): string =>
  decodeReferences(safe.replace(INLINE_TAG, '').replace(/<[^>]*>/g, ' '))
    .replace(/[\u00ad\ufeff]/g, '')
    .replace(/[\s\p{Cc}\u200b]+/gu, ' ')
    .trim()

/**
 * HTML knows more tags than we allow, and authors invent some: what has a value, or both ends, is meant as one. One that
 * would hide what follows must have its end behind it: "Script <script> is bad" is a title.
 */
function withoutFalseTags(html: string): string {
  const lastOf = (tags: RegExp) =>
    new Map([...html.matchAll(tags)].map(({ 1: name = '', index }) => [name.toLowerCase(), index]))
  // Only looked for when they matter: most bodies consist of what is allowed.
  let found: { readonly opened: ReadonlyMap<string, number>; readonly closed: ReadonlyMap<string, number> } | undefined
  const last = () => (found ??= { opened: lastOf(/<([a-z][^\s/<>]*)/gi), closed: lastOf(/<\/([a-z][^\s/<>]*)/gi) })
  return html.replace(
    /<(?!!--|!doctype|\?[a-z])(\/?)([a-z][^\s/<>]*)?([^<>]*)/gi,
    (whole, slash, written = '', rest = '', at) => {
      const name = String(written).toLowerCase()
      if (INLINE.has(name) || BLOCKS.has(name)) return whole
      const { opened, closed } = last()
      const end = closed.get(name) ?? -1
      const isMeant = UNSEEN.has(name) || name.includes(':') || (opened.has(name) && end >= 0) || rest.includes('=')
      const hidesAll = UNSEEN.has(name) && slash === '' && end < at
      return name !== '' && isMeant && !hidesAll && !ADDRESS.test(name) ? whole : `&lt;${whole.slice(1)}`
    },
  )
}

/** References stay as they are: it was HTML, and is HTML. */
const asText = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function harmless(element: Element): string {
  const { attributes, base, children } = element
  const tag = tagOf(element)
  if (UNSEEN.has(tag)) return ''
  // Added up, not joined: of a hundred levels that would be a hundred copies.
  let inside = ''
  for (const child of children) inside += typeof child === 'string' ? asText(child) : harmless(child)
  if (!KNOWN.has(tag)) return BARE.has(tag) ? ` ${inside} ` : inside
  return `<${tag}${kept(attributes, base)}>${VOID.has(tag) ? '' : `${inside}</${tag}>`}`
}

const kept = (attributes: ReadonlyMap<string, string>, base: string): string =>
  Array.from(attributes, ([name, written]) => {
    const value = LINKS.has(name) ? resolve(written, base) : TEXTS.has(name) ? written : ''
    return value === '' ? '' : ` ${name}="${escapeMarkup(value)}"`
  }).join('')
