import * as z from 'zod'
import type { Channel, Item } from './canonical.ts'
import { readDate } from './dates.ts'
import { escapeMarkup } from './references.ts'
import { isWeb, resolve } from './resolve.ts'

const MAX_ITEMS = 2000

// JSON Feed 1.1 (jsonfeed.org/version/1.1). A field of the wrong kind is a missing field; ids may be numbers.
const text = z.union([z.string(), z.number().transform(String)]).catch('')
const Author = z.object({ name: text, url: text }).catch({ name: '', url: '' })
const authors = z.union([z.array(Author), Author.transform(author => [author])]).catch([])
const JsonItem = z
  .object({
    id: text,
    url: text,
    external_url: text,
    title: text,
    content_html: text,
    content_text: text,
    summary: text,
    date_published: text,
    date_modified: text,
    language: text,
    author: Author,
    authors,
    tags: z.array(text).catch([]),
    attachments: z.array(z.object({ url: text, mime_type: text }).catch({ url: '', mime_type: '' })).catch([]),
  })
  .nullable()
  .catch(null)
const JsonFeed = z.object({
  version: text,
  title: text,
  home_page_url: text,
  feed_url: text,
  language: text,
  author: Author,
  authors,
  hubs: z.array(z.object({ url: text }).catch({ url: '' })).catch([]),
  items: z.array(z.unknown()),
})

/** A JSON Feed in the one dialect, or null if this is another kind of JSON. */
export function mendJson(json: unknown, base: string): Channel | null {
  const read = JsonFeed.safeParse(json)
  if (!read.success) return null
  const feed = read.data
  // Other JSON has lists called items too.
  if (feed.version === '' && feed.title === '') return null
  const byline = namesOf(feed)
  return {
    title: escapeMarkup(feed.title),
    link: web(feed.home_page_url, base),
    language: feed.language,
    self: web(feed.feed_url, base),
    hub: feed.hubs.map(({ url }) => web(url, base)).find(url => url !== '') ?? '',
    ttl: '',
    skipHours: [],
    skipDays: [],
    items: feed.items.slice(0, MAX_ITEMS).flatMap(item => {
      const one = JsonItem.parse(item)
      return one === null ? [] : [mendItem(one, base, byline)]
    }),
  }
}

function mendItem(item: NonNullable<z.infer<typeof JsonItem>>, base: string, byline: readonly string[]): Item {
  const own = namesOf(item)
  const links = [item.url, item.external_url, item.id].map((link, at) => (at < 2 || isWeb(link) ? web(link, base) : ''))
  return {
    guid: item.id,
    title: escapeMarkup(item.title),
    link: links.find(link => link !== '') ?? '',
    summary: { html: escapeMarkup(item.summary), base },
    content: { html: item.content_html || escapeMarkup(item.content_text), base },
    pubDate: readable(item.date_published),
    updated: readable(item.date_modified),
    language: item.language,
    authors: own.length > 0 ? own : byline,
    categories: item.tags.filter(tag => tag !== ''),
    enclosures: item.attachments
      .map(({ url, mime_type }) => ({ url: web(url, base), type: mime_type }))
      .filter(({ url }) => url !== ''),
  }
}

/** Version 1.0 had one author, 1.1 has several. */
const namesOf = (by: { author: z.infer<typeof Author>; authors: z.infer<typeof Author>[] }): string[] => [
  ...new Set([...by.authors, by.author].map(({ name, url }) => name || url).filter(name => name !== '')),
]

const readable = (date: string): string => (readDate(date) === null ? '' : date)

function web(link: string, base: string): string {
  const absolute = resolve(link, base)
  return absolute !== null && isWeb(absolute) ? absolute : ''
}
