import { createHash } from 'node:crypto'
import { type Candidate, candidatesIn } from './candidates.ts'
import { cut } from './cut.ts'
import { readDate } from './dates.ts'
import { decode } from './decode.ts'
import type { FeedItem, ReadFeed } from './document.ts'
import { type Element, tagOf } from './element.ts'
import { FeedError } from './fault.ts'
import { plainText } from './html.ts'
import { nameOfLink } from './identity.ts'
import { jsonToAtom } from './json-feed.ts'
import { mend } from './mend.ts'
import { resolve } from './resolve.ts'
import { type Rss, type RssItem, throughRssParser } from './rss.ts'
import { growTree } from './tree.ts'

const TEXT_LENGTH = 1000
/** As many as are fetched; of more the beginning is read. */
const MAX_BYTES = 5 * 1024 * 1024
/** What a feed's outermost element may be. */
const ROOTS = new Map<string, ReadFeed['dialect']>([
  ['rss', 'RSS'],
  ['channel', 'RSS'],
  ['rdf', 'RDF'],
  ['feed', 'Atom'],
  ['entry', 'Atom'],
])
/** What a page begins with: HTML may leave out its outermost tags. */
const PAGES = new Set(['html', 'head', 'body', 'meta', 'title', 'script'])

/** A feed as RSS, what it was before, and what was mended to read it; null if it was well formed. */
type Markup = Rss & Pick<ReadFeed, 'dialect' | 'mended'>

/** Of all that a document lists, what is to be read. */
type Choose = (listed: readonly FeedItem[]) => readonly FeedItem[]

/**
 * Reads a feed's document in any dialect: RSS, Atom, RDF or JSON Feed, well formed or not.
 * @param headers of the answer, names in lower case
 * @param url where the document was found in the end: relative links start from it
 * @param choose picks the items that the answer is to have, in the document's order; all of them if absent. Only what
 *   is picked goes through rss-parser: most of what a feed lists was read before
 * @throws FeedError `not-a-feed`, or `malformed` if it is one that even we cannot read. Nothing else.
 */
export async function readFeed(
  bytes: Uint8Array,
  headers: Record<string, string>,
  url: string,
  choose: Choose = all => all,
): Promise<ReadFeed> {
  const { mended, dialect, ...found } = await orFault(markupOf(bytes, headers, url))
  const listed = found.items.map(item => ({ item, read: finish(item, found.language) }))
  const chosen = new Set(choose(listed.map(({ read }) => read)))
  const items = listed.filter(({ read }) => chosen.has(read)).map(({ item }) => item)
  const { link, ttl, ...feed } = items.length > 0 ? await orFault(throughRssParser({ ...found, items })) : found
  return {
    dialect,
    title: plainText(feed.title),
    home: link || null,
    language: feed.language || null,
    everyMinutes: ttl === '' ? null : Number(ttl),
    skipHours: linesOf(feed.skipHours)
      .map(Number)
      .filter(hour => Number.isInteger(hour) && hour >= 0 && hour <= 24),
    skipDays: linesOf(feed.skipDays),
    hub: feed.hub || null,
    self: feed.self || null,
    mended,
    items: items.length > 0 ? feed.items.map(item => finish(item, feed.language)) : [],
  }
}

/** The same with titles and bodies as HTML. @throws FeedError */
export async function readMarkup(bytes: Uint8Array, headers: Record<string, string>, url: string): Promise<Rss> {
  const { mended: _, dialect: __, ...found } = await orFault(markupOf(bytes, headers, url))
  return orFault(throughRssParser(found))
}

/** decode → tree → plain RSS 2.0 */
async function markupOf(bytes: Uint8Array, headers: Record<string, string>, url: string): Promise<Markup> {
  const { text, mended: recoded } = await decode(bytes.subarray(0, MAX_BYTES), headers['content-type'] ?? '')
  const base = resolve(headers['content-location'], url) || url
  if (text.trim() === '') throw notAFeed('an empty document')
  const isJson = /^\s*[{[]/.test(text)
  const { root, mended } = growTree(isJson ? jsonToAtom(text) : text, 'xml', base)
  const feed = rootIn(root)
  if (feed === undefined) throw notAFeed(insteadOf(root, () => candidatesIn(text, headers['link'] ?? '', url)))
  const dialect = isJson ? 'JSON Feed' : (ROOTS.get(feed.name) ?? 'RSS')
  return { ...mend(feed), dialect, mended: [recoded ?? [], mended].flat().join('; ') || null }
}

/** Whatever fails over a stranger's document is the document's fault. */
async function orFault<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof FeedError) throw error
    const isJson = error instanceof SyntaxError
    const why = isJson ? 'JSON that breaks off or is misspelt' : `cannot be read: ${String(error).slice(0, 200)}`
    throw new FeedError({ kind: 'malformed', message: `malformed: ${why}` })
  }
}

/** The element that is the feed, also if somebody wrapped it in a page or broke its outermost tag. */
function rootIn(outside: Element): Element | undefined {
  const elements = elementsIn(outside)
  return elements.find(({ name }) => ROOTS.has(name)) ?? elements.map(rootIn).find(root => root !== undefined)
}

/** What a document is that holds no feed. */
function insteadOf(outside: Element, candidates: () => readonly Candidate[]): string {
  const [first] = elementsIn(outside).map(tagOf)
  if (first === undefined) return 'neither XML nor JSON'
  if (!PAGES.has(first)) return `XML whose root is <${first.slice(0, 40)}>`
  const declared = candidates().find(({ how }) => how === 'declared')
  return `an HTML page${declared ? `; did you mean ${declared.url}?` : ''}`
}

const linesOf = (list: string): string[] => list.split('\n').filter(line => line !== '')

const elementsIn = ({ children }: Element): Element[] => children.filter(child => typeof child !== 'string')

const notAFeed = (what: string): FeedError => new FeedError({ kind: 'not-a-feed', message: `not a feed: ${what}` })

function finish(item: RssItem, spoken: string): FeedItem {
  const language = item.language || spoken
  const title = cut(plainText(item.title), TEXT_LENGTH)
  const summary = cut(plainText(item.summary) || plainText(item.content), TEXT_LENGTH)
  return {
    id:
      item.guid ||
      nameOfLink(item.link) ||
      createHash('sha256').update(`${title}\n${summary}`).digest('hex').slice(0, 20),
    title,
    link: item.link || null,
    summary,
    content: item.content || item.summary,
    published: readDate(item.pubDate, language),
    updated: readDate(item.updated, language),
    publishedSource: item.pubDate || null,
    publishedIn: item.dated || null,
    authors: linesOf(item.authors),
    categories: linesOf(item.categories),
    enclosures: linesOf(item.enclosures).map(file => ({
      url: file.replace(/ .*/, ''),
      type: file.replace(/^\S* ?/, '') || null,
    })),
    language: item.language || null,
  }
}
