import { escapeMarkup } from './references.ts'

/** HTML, with the address its links start from. */
export interface Body {
  readonly html: string
  readonly base: string
}

/** A feed in the one dialect we read: RSS 2.0's own fields, whatever it was before. Titles and bodies are HTML. */
export interface Channel {
  readonly title: string
  readonly link: string
  readonly language: string
  readonly self: string
  readonly hub: string
  /** Minutes, or '' */
  readonly ttl: string
  readonly skipHours: readonly string[]
  readonly skipDays: readonly string[]
  readonly items: readonly Item[]
}

export interface Item {
  readonly guid: string
  readonly title: string
  readonly link: string
  readonly summary: Body
  readonly content: Body
  readonly pubDate: string
  readonly updated: string
  readonly language: string
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly enclosures: readonly { readonly url: string; readonly type: string }[]
}

/** Well-formed RSS 2.0. Bodies go by names of our own: rss-parser's way with `description` is quadratic. */
export function writeRss(channel: Channel): string {
  const { title, link, language, self, hub, ttl, skipHours, skipDays, items } = channel
  const skip = tag('skipHours', many('hour', skipHours)) + tag('skipDays', many('day', skipDays))
  const head = fields({ title, link, language, ttl, 'na:self': self, 'na:hub': hub }) + skip
  return `<rss version="2.0"><channel>${head}${items.map(writeItem).join('')}</channel></rss>`
}

function writeItem(item: Item): string {
  const { guid, title, link, pubDate, updated, language, summary, content, authors, categories, enclosures } = item
  const own = fields({ title, link, guid, pubDate, 'na:updated': updated, 'na:language': language })
  const bodies = body('na:summary', summary) + body('na:content', content)
  const files = enclosures.map(({ url, type }) => `<enclosure url="${clean(url)}" type="${clean(type)}"/>`).join('')
  return `<item>${own}${bodies}${many('dc:creator', authors)}${many('category', categories)}${files}</item>`
}

const body = (name: string, { html, base }: Body): string =>
  html === '' ? '' : `<${name} base="${clean(base)}">${clean(html)}</${name}>`

const tag = (name: string, inside: string): string => (inside === '' ? '' : `<${name}>${inside}</${name}>`)

const many = (name: string, texts: readonly string[]): string => texts.map(text => tag(name, clean(text))).join('')

const fields = (named: Readonly<Record<string, string>>): string =>
  Object.entries(named)
    .map(([name, text]) => tag(name, clean(text)))
    .join('')

/** XML 1.0 cannot hold every character, not even escaped (its section 2.2, Char). */
const clean = (text: string): string =>
  escapeMarkup(text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''))
