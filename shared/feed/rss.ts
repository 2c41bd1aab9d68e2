import * as z from 'zod'
import { escapeMarkup } from './references.ts'

const Text = z.string().default('')
const Texts = z.array(z.string()).default([])

const Item = z.object({
  guid: Text,
  title: Text,
  link: Text,
  pubDate: Text,
  updated: Text,
  language: Text,
  summary: Text,
  content: Text,
  author: Texts,
  category: Texts,
  /** An address, and behind a space its media type if one is known. */
  file: Texts,
})
const Channel = z.object({
  title: Text,
  link: Text,
  language: Text,
  self: Text,
  hub: Text,
  /** Minutes, or '' */
  ttl: Text,
  /** Behind one another, with spaces between. */
  skipHours: Text,
  skipDays: Text,
})
const Rss = Channel.extend({ items: z.array(Item) })

/**
 * A feed in the one dialect we read, whatever it was before: '' for what is missing, titles and bodies as harmless
 * HTML, dates as the publisher spelled them, links absolute.
 */
export type Rss = z.infer<typeof Rss>
export type RssItem = z.infer<typeof Item>

/**
 * Well-formed RSS 2.0; what that has no element for goes by a name of our own. So do bodies: rss-parser's way with
 * `description` is quadratic.
 */
export function writeRss({ items, ...channel }: Rss): string {
  const written = items.map(item => tag('item', fields(item))).join('')
  return `<rss version="2.0">${tag('channel', fields(channel) + written)}</rss>`
}

/**
 * Hands our RSS to rss-parser, the only place to do so. Loaded on first use: it brings node:http and xml2js, which an
 * unchanged poll never needs.
 */
export async function parseRss(rss: string): Promise<Rss> {
  const { default: Parser } = await import('rss-parser')
  const item = Object.entries(Item.shape).map(([name, kind]) => [name, name, { keepArray: kind === Texts }])
  const parser = new Parser({ customFields: { feed: Object.keys(Channel.shape), item } })
  return Rss.parse(await parser.parseString(rss))
}

const tag = (name: string, inside: string): string => `<${name}>${inside}</${name}>`

const fields = (named: Readonly<Record<string, string | readonly string[]>>): string =>
  Object.entries(named)
    .flatMap(([name, texts]) => [texts].flat().map(text => (text === '' ? '' : tag(name, clean(text)))))
    .join('')

/** XML 1.0 cannot hold every character, not even escaped (its section 2.2, Char). */
const clean = (text: string): string =>
  escapeMarkup(text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''))
