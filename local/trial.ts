import { articleOf, type FeedAsKnown, listedIn } from '../functions/poll/article.ts'
import type { ReadFeed } from '../shared/feed/document.ts'
import { held } from '../shared/story/join.ts'
import type { Matcher } from '../shared/topic/match.ts'
import type { Article, Match } from '../shared/words.ts'

/** One item as it would be recorded, with the spelling of its date and why it would match. */
export interface Tried extends Article {
  readonly publishedSource: string | null
  readonly publishedIn: string | null
  readonly matches: readonly Match[]
}

/** What polling a document would record, newest first, undated last; nothing is stored. */
export async function trial(feed: FeedAsKnown, document: ReadFeed, match: Matcher, now: Date): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const { item, id } of listedIn(document.items, feed)) {
    const article = await articleOf(id, item, feed, document, now)
    const { publishedSource, publishedIn } = item
    tried.push({ ...article, publishedSource, publishedIn, matches: held(match(article)) })
  }
  return tried.toSorted((a, b) => (b.published ?? '').localeCompare(a.published ?? ''))
}
