import { type Element, tagOf } from './element.ts'
import { elementsOf } from './page.ts'
import { overWeb, resolve } from './resolve.ts'

/** An address where a page's feed may be. */
export interface Candidate {
  readonly url: string
  /** `declared`: the page says that it is one. `linked`: it looks like one. `guessed`: many sites keep theirs there. */
  readonly how: 'declared' | 'linked' | 'guessed'
}

/** UTF-16 units of an address: it may stand in a message. */
const MAX_LENGTH = 500
const MAX_CANDIDATES = 40
// Not `application/json`, which WordPress says of its API, nor the `text/xml+oembed` of what can be embedded.
const FEED_TYPE = /\b(?:rss|atom|rdf|feed)\b|\/xml\b(?!\+)/i
/** Hosts, last words and folders by which feeds are known. */
const FEED_ADDRESSES = [
  /^https?:\/\/(?:feeds?|rss)\./i,
  /[/.=](?:rss|atom|rdf|feeds?)[-_]?[\d.]{0,3}(?:\.(?:xml|json|php|aspx?))?\/?(?:\?|$)/i,
  /\/(?:rss|feeds?)\/[^?]*\.(?:xml|rss|rdf)(?:\?|$)/i,
  /\/index\.(?:xml|rdf)$/i,
]
const USUAL = 'feed rss rss.xml feed.xml atom.xml index.xml feed.json index.rdf'.split(' ')

/**
 * Where the feeds of a page may be, the likeliest first: what it declares, links that look like feeds, and where sites
 * usually keep them. Each address once, and never the page's own; http(s), without user name; at most 40. Never throws.
 * @param link the HTTP header `Link` (RFC 8288), or ''
 * @param url the page's own address; without one there are neither relative links nor guesses
 */
export function candidatesIn(text: string, link: string, url: string): Candidate[] {
  const { elements, base } = elementsOf(text, url)
  const named = [...inHeader(link, url), ...elements.flatMap(element => namedBy(element, base))]
  const all = [
    ...named.filter(({ how }) => how === 'declared'),
    ...named.filter(({ how }) => how === 'linked'),
    ...guesses(url),
  ]
  const met = new Set(['', url])
  return all.filter(({ url }) => !met.has(url) && met.add(url)).slice(0, MAX_CANDIDATES)
}

function namedBy(element: Element, base: string): Candidate[] {
  const { attributes } = element
  const tag = tagOf(element)
  const rel = attributes.get('rel') ?? ''
  const isAlternate = /\b(?:alternate|feed)\b/i.test(rel) && !/\bstylesheet\b/i.test(rel)
  if (tag !== 'a' && !(tag === 'link' && isAlternate)) return []
  const url = address(attributes.get('href'), base)
  const looksSo = FEED_ADDRESSES.some(kind => kind.test(url))
  const isJson = /^\s*application\/json\b/i.test(attributes.get('type') ?? '')
  const isTitledSo = /\b(?:rss|feeds?)\b/i.test(attributes.get('title') ?? '')
  const isFeed = FEED_TYPE.test(attributes.get('type') ?? '') || (isJson && (looksSo || isTitledSo))
  if (isFeed && tag === 'link') return [{ url, how: 'declared' }]
  return isFeed || looksSo ? [{ url, how: 'linked' }] : []
}

function inHeader(link: string, base: string): Candidate[] {
  return [...link.matchAll(/<([^<>]*)>([^<]*)/g)]
    .filter(([, , about = '']) => /\balternate\b/i.test(about) && FEED_TYPE.test(about))
    .map(([, href]) => ({ url: address(href, base), how: 'declared' }))
}

function guesses(url: string): Candidate[] {
  // A page below the root may be a blog of its own: `/blog`, `/blog/index.html`.
  const folder = url.replace(/[?#].*/, '').replace(/\/(?:[^/]*\.[^/]*)?$/, '')
  const paths = [...USUAL.map(path => `/${path}`), ...USUAL.map(path => `${folder}/${path}`)]
  return paths.map(path => ({ url: address(path, url), how: 'guessed' }))
}

/** Without its fragment; '' if it is none that we would ask or propose. */
function address(href: string | undefined, base: string): string {
  const url = resolve(href && overWeb(href), base).replace(/#.*/, '')
  return url.length > MAX_LENGTH || /^\w+:\/\/[^/]*@/.test(url) ? '' : url
}
