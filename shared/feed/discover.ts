import type { Fault } from '../words.ts'
import { type Candidate, candidatesIn } from './candidates.ts'
import { decode } from './decode.ts'
import type { ReadFeed } from './document.ts'
import { FeedError } from './fault.ts'
import type { Fetch, Page } from './fetch.ts'
import { readFeed } from './read.ts'

/** A feed that was read. */
export interface Found {
  /** Where to read it from now on: with its permanent redirects followed. */
  readonly url: string
  readonly document: ReadFeed
}

/** What was found at an address: a feed, or a page and its feeds. */
export interface Discovered {
  /** Why the address itself is no feed; null if it is one. */
  readonly fault: Fault | null
  /** The likeliest first; none if nothing could be read. */
  readonly feeds: readonly Found[]
  /** What the page names besides: with its fault, or null if it was not asked because we knew enough. */
  readonly others: readonly { readonly url: string; readonly fault: Fault | null }[]
  /** Whether it was looked for where sites usually keep theirs. */
  readonly guessed: boolean
}

/** Requests beside the first. */
const MOST_ASKED = 10

/**
 * Finds the feeds of any address. One request if it is a feed; else at most ten more, one after the other: what a page
 * declares until one reads, what it links to, and guesses only if that brought nothing. A host that refuses us or fails
 * is not asked again; one address that a page declares may fail, and the next is asked.
 * @throws FeedError if the address itself cannot be fetched, or is a feed that cannot be read
 */
export async function discover(url: string, fetch: Fetch): Promise<Discovered> {
  const page = await pageAt(url, fetch)
  try {
    return { fault: null, feeds: [await read(url, page)], others: [], guessed: false }
  } catch (error) {
    if (!(error instanceof FeedError) || error.fault.kind !== 'not-a-feed') throw error
    const { text } = await decode(page.bytes, page.headers['content-type'] ?? '')
    return { fault: error.fault, ...(await ask(candidatesIn(text, page.headers['link'] ?? '', page.url), fetch)) }
  }
}

async function ask(candidates: readonly Candidate[], fetch: Fetch): Promise<Omit<Discovered, 'fault'>> {
  const feeds: Found[] = []
  const others: { url: string; fault: Fault | null }[] = []
  const closed = new Set<string>()
  let asked = 0
  let [isEnough, guessed] = [false, false]
  for (const { url, how } of candidates) {
    if (how === 'guessed' && feeds.length > 0) break
    const { host } = new URL(url)
    const answer = isEnough || closed.has(host) || asked++ >= MOST_ASKED ? null : await tryOne(url, fetch)
    guessed ||= how === 'guessed' && answer !== null
    if (answer !== null && 'document' in answer) {
      feeds.push(answer)
      isEnough ||= how === 'declared' && isNews(answer)
      continue
    }
    if (how !== 'guessed') others.push({ url, fault: answer })
    if (answer && isClosed(answer, how)) closed.add(answer.host ?? host)
  }
  return { feeds: [...feeds.filter(isNews), ...feeds.filter(feed => !isNews(feed))], others, guessed }
}

async function tryOne(url: string, fetch: Fetch): Promise<Found | Fault> {
  try {
    return await feedAt(url, fetch)
  } catch (error) {
    if (error instanceof FeedError) return error.fault
    throw error
  }
}

/**
 * Whether a host that answers so would answer the next request likewise, or does not want it. What a page declares is
 * meant to be asked: there one address may be forbidden or broken, and the next not.
 */
const isClosed = ({ kind, status, retryAt }: Fault, how: Candidate['how']) =>
  ['address', 'unreachable', 'timeout'].includes(kind) ||
  retryAt !== undefined ||
  (kind === 'status' && (how === 'declared' ? status === 429 : status !== 404))

/** Blogs declare a feed of what their readers write, and one that nobody writes. */
const isNews = ({ document: { title, items } }: Found) => items.length > 0 && !/\bcomments\b/i.test(title)

type Changed = Extract<Page, { status: 'changed' }>

/** @throws FeedError if it cannot be fetched */
export async function pageAt(url: string, fetch: Fetch): Promise<Changed> {
  const page = await fetch({ url, validators: {} })
  if (page.status === 'changed') return page
  throw new Error(`${url}: "unchanged", though nothing was asked`)
}

/** @throws FeedError if it cannot be fetched, or is no feed */
export const feedAt = async (url: string, fetch: Fetch): Promise<Found> => read(url, await pageAt(url, fetch))

const read = async (url: string, page: Changed): Promise<Found> => ({
  url: page.movedTo ?? url,
  document: await readFeed(page.bytes, page.headers, page.url),
})
