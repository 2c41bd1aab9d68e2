import { escapeMarkup } from './references.ts'

const CHANNEL = ['title', 'link', 'language', 'ttl', 'self', 'hub', 'skipHours', 'skipDays'] as const
const ITEM = [
  ...(['guid', 'title', 'link', 'pubDate', 'dated', 'updated', 'language', 'summary', 'content'] as const),
  ...(['authors', 'categories', 'enclosures'] as const),
] as const

/**
 * A feed in the one dialect we read, whatever it was before: '' for what is missing, titles and bodies as harmless
 * HTML, dates as the publisher spelled them, `dated` the element of the first, links absolute, of several things one a line. An enclosure is its address
 * and, behind a space, its media type.
 */
export type Rss = Record<(typeof CHANNEL)[number], string> & { items: RssItem[] }
export type RssItem = Record<(typeof ITEM)[number], string>

/**
 * Writes well-formed RSS 2.0 and has rss-parser read it: the only place to do so. What RSS has no element for goes by
 * a name of our own. So do bodies: rss-parser's way with `description` is quadratic. It is loaded on first use, for it
 * brings node:http and xml2js, which an unchanged poll never needs.
 */
export async function throughRssParser({ items, ...channel }: Rss): Promise<Rss> {
  const { default: Parser } = await import('rss-parser')
  const parser = new Parser<typeof channel, RssItem>({ customFields: { feed: [...CHANNEL], item: [...ITEM] } })
  const written = items.map(item => tag('item', fields(item))).join('')
  return parser.parseString(`<rss version="2.0">${tag('channel', fields(channel) + written)}</rss>`)
}

const tag = (name: string, inside: string): string => `<${name}>${inside}</${name}>`

const fields = (named: Readonly<Record<string, string>>): string =>
  Object.entries(named)
    .map(([name, text]) => tag(name, text && `<![CDATA[${possible(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`))
    .join('')

/** Without what XML cannot hold, not even escaped (1.0, section 2.2, Char). */
const possible = (text: string): string => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

/** As XML, in an element or a quoted attribute. */
export const clean = (text: string): string => escapeMarkup(possible(text))
