import type { Configuration } from '../shared/config/configuration.ts'
import { type About, aboutPage } from '../shared/feed/about.ts'
import { candidatesIn } from '../shared/feed/candidates.ts'
import { decode } from '../shared/feed/decode.ts'
import { pageAt } from '../shared/feed/discover.ts'
import { FeedError } from '../shared/feed/fault.ts'
import type { Fetch } from '../shared/feed/fetch.ts'
import { readFeed } from '../shared/feed/read.ts'
import { knownFeed } from './look.ts'

/** A page that somebody gave the address of. */
export interface Page {
  readonly url: string
  /** Where that leads. */
  readonly landed: string
  /** What it says of itself; null if it could not be read, for `fault`. */
  readonly about: About | null
  readonly fault: string | null
  /** Those that it declares. */
  readonly feeds: readonly string[]
}

/** Opens an address for whoever asks about one article. @returns null if it is a feed, a site's home page or none */
export async function openPage(url: string, configuration: Configuration, fetch: Fetch): Promise<Page | null> {
  if (!URL.canParse(url) || knownFeed([url], configuration)) return null
  try {
    const page = await pageAt(url, fetch)
    if (await isFeed(page)) return null
    const { text } = await decode(page.bytes, page.headers['content-type'] ?? '')
    const about = aboutPage(text, page.url)
    if (isHome(url) && !about.isArticle) return null
    const declared = candidatesIn(text, page.headers['link'] ?? '', page.url).filter(({ how }) => how === 'declared')
    return { url, landed: page.url, about, fault: null, feeds: declared.map(feed => feed.url) }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return { url, landed: url, about: null, fault: error.message, feeds: [] }
  }
}

async function isFeed({ bytes, headers, url }: Awaited<ReturnType<typeof pageAt>>): Promise<boolean> {
  try {
    await readFeed(bytes, headers, url)
    return true
  } catch (error) {
    if (error instanceof FeedError) return error.fault.kind !== 'not-a-feed'
    throw error
  }
}

/** Not `/?p=123`, as small blogs call their articles. */
function isHome(url: string): boolean {
  const { pathname, search } = new URL(url)
  return pathname === '/' && search === ''
}
