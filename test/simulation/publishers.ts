import { statusFault } from '../../shared/feed/failure.ts'
import { FeedError } from '../../shared/feed/fault.ts'
import type { Fetch, Page } from '../../shared/feed/fetch.ts'
import { articleId, feedId } from '../../shared/feed/identity.ts'
import { validatorsIn } from '../../shared/feed/politeness.ts'
import type { Severity } from '../../shared/words.ts'

export type TopicId = 'fraud' | 'ports' | 'blasts'

/** One item as its feed lists it. Reports of one event are one story. */
export interface Listed {
  readonly id: string
  readonly event: number
  readonly title: string
  readonly link: string
  /** What it must be found to be about, and how grave. */
  readonly matches: readonly (readonly [TopicId, Severity])[]
}

/** The id that an item's article has. Of an item, only its own id counts. */
export const articleOf = (url: string, id: string) => articleId(feedId(url), id)

interface Publication {
  items: readonly Listed[]
  edition: number
  readonly hasValidators: boolean
}

type Ask = Parameters<Fetch>[0]

/** What an answer showed. */
export interface Answered {
  readonly page: Page
  readonly items: readonly Listed[]
}

/** Publishers without sockets: each a host with feeds, which may ask to be left alone. */
export function openPublishers(now: () => Date) {
  const feeds = new Map<string, Publication>()
  const limitedUntil = new Map<string, number>()
  let hiccups = (): boolean => false

  const publication = (url: string): Publication => {
    const found = feeds.get(url)
    if (!found) throw new Error(`nobody publishes ${url}`)
    return found
  }
  const change = (url: string, items: (before: readonly Listed[]) => readonly Listed[]) => {
    const feed = publication(url)
    feed.items = items(feed.items)
    feed.edition++
  }
  const refuse = (status: number, headers: Record<string, string>): never => {
    throw new FeedError(statusFault(status, headers, now()))
  }

  return {
    open(url: string, hasValidators: boolean, items: readonly Listed[]): void {
      feeds.set(url, { items, edition: 1, hasValidators })
    },
    listed: (url: string) => publication(url).items,
    /** Its newest item, or the same anew. */
    add: (url: string, item: Listed) => change(url, before => [item, ...before.filter(({ id }) => id !== item.id)]),
    edit: (url: string, item: Listed) => change(url, before => before.map(old => (old.id === item.id ? item : old))),
    drop: (url: string, isGone: (item: Listed) => boolean) =>
      change(url, before => before.filter(item => !isGone(item))),
    /** From now on, for so long, this host answers 429 and says until when. */
    limit: (host: string, ms: number) => limitedUntil.set(host, now().getTime() + ms),
    /** Whether the next answer is an error of the publisher's own. */
    hiccup(decide: () => boolean): void {
      hiccups = decide
    },

    /** @throws FeedError as a fetch does */
    answer({ url, validators }: Ask): Answered {
      const waitMs = (limitedUntil.get(new URL(url).host) ?? 0) - now().getTime()
      if (waitMs > 0) refuse(429, { 'retry-after': String(Math.ceil(waitMs / 1000)) })
      if (hiccups()) refuse(500, {})
      const { items, edition, hasValidators } = publication(url)
      const headers = { ...(hasValidators && { etag: `"${edition}"` }), 'content-type': 'application/feed+json' }
      const known = validatorsIn(headers)
      if (validators.etag && validators.etag === known.etag)
        return { page: { status: 'unchanged', validators, movedTo: null, freshSeconds: null }, items: [] }
      const document = {
        ...{ version: 'https://jsonfeed.org/version/1.1', title: `Wire ${feedId(url).slice(0, 4)}` },
        items: items.map(({ id, title, link }) => ({ id, title, url: link })),
      }
      const bytes = Buffer.from(JSON.stringify(document))
      return {
        page: { status: 'changed', bytes, headers, url, movedTo: null, validators: known, freshSeconds: null },
        items,
      }
    },
  }
}
