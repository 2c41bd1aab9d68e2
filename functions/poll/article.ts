import { cut } from '../../shared/feed/cut.ts'
import type { FeedItem, ReadFeed } from '../../shared/feed/document.ts'
import { articleId, canonicalLink, contentHash, distinct } from '../../shared/feed/identity.ts'
import { hostOf } from '../../shared/feed/schedule.ts'
import { markOf } from '../../shared/feed/seen.ts'
import { languageOf } from '../../shared/topic/language/language.ts'
import type { Article, Feed } from '../../shared/words.ts'

/** What is known of a feed before it is read. */
export type FeedAsKnown = Pick<Feed, 'id' | 'url' | 'language'>

export interface Listed {
  readonly item: FeedItem
  readonly id: string
  readonly content: string
  readonly mark: string
}

/** What a document lists, under the ids that its articles have. */
export const listedIn = (items: readonly FeedItem[], feed: FeedAsKnown): Listed[] =>
  distinct(items.filter(saysSomething)).map(({ name, item }) => {
    const [id, content] = [articleId(feed.id, name), contentHash(item)]
    return { item, id, content, mark: markOf(id, content) }
  })

const saysSomething = ({ title, summary, link }: FeedItem) => Boolean(title || summary || link)

/** Strangers choose the name of their feed, and it stands in every item. */
const LONGEST_NAME = 200

export const titleOf = (document: ReadFeed): string => cut(document.title, LONGEST_NAME)

/** One item as an article of its feed, with whatever it lacks filled in. */
export async function articleOf(
  id: string,
  item: FeedItem,
  feed: FeedAsKnown,
  document: ReadFeed,
  readAt: Date,
): Promise<Article> {
  const { summary, link, published } = item
  const title = item.title || cut(summary, 120) || link || '(no title)'
  const language = await languageOf({
    ...{ configured: feed.language, item: item.language, document: document.language },
    text: `${title} ${summary}`,
  })
  return {
    ...{
      id,
      feed: feed.id,
      feedTitle: titleOf(document) || hostOf(feed),
      title,
      summary,
      link,
    },
    ...{ page: link && canonicalLink(link), language, published, firstSeen: readAt.toISOString() },
  }
}
