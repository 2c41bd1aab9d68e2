import { createHash } from 'node:crypto'
import type { FeedItem, ReadFeed } from '../words.ts'
import { type Channel, writeRss } from './canonical.ts'
import { cut } from './cut.ts'
import { readDate } from './dates.ts'
import { decode } from './decode.ts'
import { FeedError } from './fault.ts'
import { mendJson } from './json-feed.ts'
import { mend } from './mend.ts'
import { type Parsed, parseRss } from './parse.ts'
import { openProlog } from './prolog.ts'
import { resolve } from './resolve.ts'
import { sanitise } from './sanitise.ts'
import { plainText } from './text.ts'
import { type Element, growTree } from './tree.ts'

const TEXT_LENGTH = 1000
const ROOTS = new Set(['rss', 'rdf', 'feed', 'channel', 'entry'])

/**
 * Reads a feed's document in any dialect: RSS, Atom, RDF or JSON Feed, well formed or not.
 * @param headers of the answer, names in lower case
 * @param url where the document was found in the end: relative links start from it
 * @throws FeedError `not-a-feed`, or `malformed` if it is one that even we cannot read. Nothing else.
 */
export async function readFeed(bytes: Uint8Array, headers: Record<string, string>, url: string): Promise<ReadFeed> {
  try {
    const { text, mended: recoded } = await decode(bytes, headers['content-type'] ?? '')
    const base = resolve(headers['content-location'] ?? '', url) ?? url
    const isJson = /^[\s\ufeff]*[{[]/.test(text)
    const { channel, mends } = isJson ? { channel: fromJson(text, base), mends: [] } : fromXml(text, base)
    const mended = recoded === null ? mends : [recoded, ...mends]
    return finish(await parseRss(writeRss(channel)), mended.join('; ') || null)
  } catch (error) {
    if (error instanceof FeedError) throw error
    throw new FeedError({ kind: 'malformed', message: `cannot be read: ${String(error).slice(0, 200)}` })
  }
}

function fromJson(text: string, base: string): Channel {
  let json: unknown = null
  try {
    // A list is none, and megabytes of `[` take seconds to find out.
    if (!text.trimStart().startsWith('[')) json = JSON.parse(text)
  } catch {
    throw new FeedError({ kind: 'malformed', message: 'malformed: JSON that breaks off or is misspelt' })
  }
  const channel = mendJson(json, base)
  if (channel === null) throw notAFeed('JSON, but not a JSON Feed')
  return channel
}

function fromXml(text: string, base: string): { channel: Channel; mends: readonly string[] } {
  const { document, entities } = openProlog(text)
  const { root: outside, mended: mends } = growTree(document, base, entities)
  const elements = outside.children.filter(child => typeof child !== 'string')
  const root = rootIn(outside)
  if (root !== undefined) return { channel: mend(root), mends }
  if (text.trim() === '') throw notAFeed('an empty document')
  const first = elements[0]?.name.replace(/^.*:/, '')
  if (first === undefined) throw notAFeed('neither XML nor JSON')
  throw notAFeed(
    ['html', 'head', 'body'].includes(first) ? 'an HTML page' : `XML whose root is <${first.slice(0, 40)}>`,
  )
}

/** The feed, also if somebody wrapped it in a page. */
function rootIn(outside: Element): Element | undefined {
  const elements = outside.children.filter(child => typeof child !== 'string')
  const pages = elements.filter(({ tag }) => /^(html|body)$/i.test(tag))
  return elements.find(({ name }) => ROOTS.has(name)) ?? pages.map(rootIn).find(root => root !== undefined)
}

const notAFeed = (what: string): FeedError => new FeedError({ kind: 'not-a-feed', message: `not a feed: ${what}` })

function finish(parsed: Parsed, mended: string | null): ReadFeed {
  const { title, link, language, ttl, skipHours, skipDays, items } = parsed
  return {
    title: plainText(title),
    home: link || null,
    language: language || null,
    everyMinutes: ttl === '' ? null : Number(ttl),
    skipHours: skipHours.hour.map(Number).filter(hour => Number.isInteger(hour) && hour >= 0 && hour <= 24),
    skipDays: skipDays.day,
    hub: parsed['na:hub'] || null,
    self: parsed['na:self'] || null,
    mended,
    items: items.map(finishItem),
  }
}

function finishItem(item: Parsed['items'][number]): FeedItem {
  const [teaser] = item.summary
  const [full] = item.content
  const title = cut(plainText(item.title), TEXT_LENGTH)
  const summary = cut(plainText(teaser?._ ?? '') || plainText(full?._ ?? ''), TEXT_LENGTH)
  const content = full ?? teaser
  return {
    id: item.guid || item.link || createHash('sha256').update(`${title}\n${summary}`).digest('hex').slice(0, 20),
    title,
    link: item.link || null,
    summary,
    content: content === undefined ? '' : sanitise(content._, content.$.base),
    published: readDate(item.pubDate),
    updated: readDate(item.updated),
    publishedSource: item.pubDate || null,
    authors: item.authors.map(plainText),
    categories: item.categories.map(plainText),
    enclosures: item.enclosures.map(({ $ }) => ({ url: $.url, type: $.type || null })),
    language: item.language || null,
  }
}
