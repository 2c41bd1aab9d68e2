import { printable } from '../local/terminal.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { addressOf } from '../shared/config/feeds.ts'
import { feedAt } from '../shared/feed/discover.ts'
import { FeedError } from '../shared/feed/fault.ts'
import type { Fetch } from '../shared/feed/fetch.ts'
import { canonicalLink } from '../shared/feed/identity.ts'
import { languageOf } from '../shared/topic/language/language.ts'
import type { Article } from '../shared/words.ts'
import { counted } from '../web/counted.ts'
import { Failure } from './failure.ts'
import { howToAdd, itemsOf, knownFeed } from './look.ts'
import type { Page } from './page.ts'

/** For one question: a publisher may have hundreds. */
const MOST_ASKED = 10

/** What a topic is asked of, and what is to be said of where it was found. */
export interface Asked {
  readonly articles: readonly (Pick<Article, 'title' | 'summary' | 'language'> & Partial<Article>)[]
  /** The feed that shows them; null if none does. */
  readonly feed: string | null
  readonly remarks: readonly string[]
}

/**
 * The article that a page is: as a feed shows it, of those that are configured for its site or that the page declares,
 * else as the page describes itself. Asks ten feeds at most, until one shows it.
 * @throws Failure if no feed shows it and the page does not say what it is about
 */
export async function articleOn(page: Page, configuration: Configuration, fetch: Fetch): Promise<Asked> {
  const addresses = [page.url, page.landed, ...(page.about?.addresses ?? [])]
  const sites = new Set(addresses.map(siteOf))
  const own = configuration.feeds.map(({ url }) => url).filter(url => sites.has(siteOf(url)))
  const feeds = [...new Map([...own, ...page.feeds].map(url => [addressOf(url), url])).values()]
  const unasked = feeds.splice(MOST_ASKED).length
  const remarks: string[] = []
  for (const feed of feeds) {
    const shown = await shownBy(feed, addresses, configuration, fetch)
    if (typeof shown !== 'string') return shown
    remarks.push(`  ${feed}  ${shown}`)
  }
  if (unasked > 0) remarks.push(`  … ${unasked} more, not asked`)
  return described(page, [...withoutFeed(page, feeds.length > 0), ...remarks])
}

/** The article as a feed shows it, else why it does not. */
async function shownBy(
  url: string,
  addresses: readonly string[],
  configuration: Configuration,
  fetch: Fetch,
): Promise<Asked | string> {
  try {
    const found = await feedAt(url, fetch)
    const items = await itemsOf(found, url, configuration)
    const pages = addresses.map(canonicalLink)
    const article = items.find(({ page }) => page !== null && pages.includes(page))
    if (article === undefined) return `${counted(items.length, 'item')}, not this one`
    const isKnown = knownFeed([url, found.url], configuration) !== undefined
    const remarks = isKnown
      ? []
      : ['That feed is not configured: nobody is told of what only it shows.', howToAdd(found.url)]
    return { articles: [article], feed: url, remarks: [`As shown by ${url}:`, ...remarks] }
  } catch (error) {
    if (error instanceof FeedError) return printable(error.message)
    throw error
  }
}

function withoutFeed({ url, landed, about }: Page, wereAsked: boolean): string[] {
  const leads = canonicalLink(landed) === canonicalLink(url) ? [] : [`That address leads to ${landed}.`]
  if (wereAsked) return [...leads, 'None of these feeds shows this page now, and nobody is told of what no feed shows:']
  const { host } = new URL(landed)
  const none = about === null ? '' : ', and the page names none'
  return [...leads, `No feed of ${host} is configured${none}: nobody is told of what no feed shows.`]
}

/** @throws Failure if it does not say what it is about */
async function described({ url, about, landed, fault }: Page, remarks: readonly string[]): Promise<Asked> {
  if (!about?.title) {
    const why = fault ?? 'the page names no headline'
    throw new Failure(1, [`${printable(`${url}: ${why}`)}; give its headline instead.`, ...remarks].join('\n'))
  }
  const { title, summary } = about
  const text = `${title} ${summary}`
  const language = await languageOf({ configured: null, item: null, document: about.language, text })
  const articles = [{ title, summary, language, link: landed }]
  return { articles, feed: null, remarks: [...remarks, 'As the page describes itself:'] }
}

/** Where hosts of one publisher meet: `rss.nytimes.com` and `www.nytimes.com`, `www.bbc.co.uk` and `news.bbc.co.uk`. */
const SITE = /[^.]+\.(?:(?:com?|org?|net?|gov?|gob|gouv|ac|edu)\.(?=[^.]{2}$))?[^.]+$/

function siteOf(url: string): string {
  const { hostname } = new URL(url)
  return SITE.exec(hostname)?.[0] ?? hostname
}
