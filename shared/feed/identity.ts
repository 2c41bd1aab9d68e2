import { createHash } from 'node:crypto'
import type { FeedItem } from './document.ts'

/** Parameters that say where a reader came from, never which page it is. */
const TRACKING =
  /^(utm_.*|at_(medium|campaign|link.*|format|ptr.*|bbc_team|custom\d*)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs(enc|mi)|ns_(mchannel|source|campaign|linkname|fee)|xtor|cmpid|cmp|ocid|ftag|partner|rss|ref_src|ito|smid|traffic_source|ftcamp|wt_mc|guce_.*)$/i

/** A feed's id: twenty characters from its address as configured. The same address is the same feed for ever. */
export const feedId = (url: string): string => hash(url.trim())

/** An article's id: twenty characters from its feed's id and its name there. */
export const articleId = (feed: string, name: string): string => hash(`${feed}\n${name}`)

/**
 * The items with a name each, the publisher's own id. Some publishers give every item the same one: then the link tells
 * them apart, or else the title; what is listed twice word for word is one item.
 */
export function distinct(items: readonly FeedItem[]): { readonly name: string; readonly item: FeedItem }[] {
  const count = new Map<string, number>()
  for (const { id } of items) count.set(id, (count.get(id) ?? 0) + 1)
  const named = items.map(item => ({
    name: count.get(item.id) === 1 ? item.id : `${item.id}\n${item.link ?? item.title}`,
    item,
  }))
  const names = new Set<string>()
  return named.filter(({ name }) => !names.has(name) && names.add(name))
}

/** Twelve characters that change when what people read of an item does. Links and dates are not read. */
export const contentHash = (item: FeedItem): string => hash(`${item.title}\n${item.summary}`).slice(0, 12)

/**
 * One spelling for the addresses of one page, to compare and never to visit: https, host without `www.` (both are
 * almost always one site), no fragment, no tracking parameters, the others sorted, no slash at the end.
 * What is no address is given back as it is.
 */
export function canonicalLink(link: string): string {
  let url: URL
  try {
    url = new URL(link)
  } catch {
    return link
  }
  if (url.protocol === 'http:') url.protocol = 'https:'
  url.hostname = url.hostname.replace(/^www\.(?=[^.]+\.)/, '')
  url.hash = ''
  url.username = ''
  url.password = ''
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name)
  url.searchParams.sort()
  url.pathname = url.pathname.replace(/(?<=.)\/$/, '')
  return url.href
}

/** What an item is called that has no id of its own: its page, whoever led there, and the place on it. */
export const nameOfLink = (link: string): string => canonicalLink(link) + (/#.*/s.exec(link)?.[0] ?? '')

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 20)
