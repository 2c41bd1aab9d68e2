import type { Matched } from '../words.ts'
import type { Db, Item } from './db.ts'
import { type Found, type Search, type Shelf, search } from './search.ts'
import {
  expiresAt,
  INDEX,
  KEEP_DAYS,
  matchesOfFeed,
  matchesOfTopic,
  matchKey,
  newestMatches,
  newestMatchesOf,
} from './table.ts'

/** What matches are found by, at the price of what is answered. */
type By = { readonly topic: string } | { readonly feed: string }

function toMatched(item: Item): Matched {
  const { at, topic, topicName, severity, language, score, threshold, evidence, article, story, quiet } = item
  return { v: 1, at, topic, topicName, severity, language, score, threshold, evidence, article, story, quiet }
}

export const matchStore = (db: Db) => ({
  /**
   * Makes a match queryable. Its key is made of what it is, so doing it twice does it once.
   * @param rev of the article: a worker that slept does not write over what an edit has made of the match since
   */
  async keep(match: Matched, rev = 1): Promise<void> {
    const { at, topic, article } = match
    const item = {
      ...matchKey(topic, at, article.id),
      ...match,
      rev,
      newest: newestMatchesOf(at, article.id),
      newestAt: `${at}#${article.id}#${topic}`,
      belongs: matchesOfFeed(article.feed),
      belongsAt: `${at}#${article.id}#${topic}`,
      expires: expiresAt(new Date(at), KEEP_DAYS.match),
    }
    await db.put(item, { when: 'attribute_not_exists(rev) OR rev <= :rev', values: { rev } })
  },

  /** Matches of a topic, of a feed or of all, newest first. */
  async search(asked: Search<Matched> & { readonly by?: By | undefined }): Promise<Found<Matched>> {
    return search(db, shelfOf(asked.by), toMatched, asked)
  },
})

function shelfOf(by: By | undefined): Shelf {
  const keepDays = KEEP_DAYS.match
  if (by === undefined)
    return { index: INDEX.newest, hash: 'newest', range: 'newestAt', partitions: newestMatches, keepDays }
  if ('topic' in by)
    return { hash: 'pk', range: 'sk', partitions: month => [matchesOfTopic(by.topic, month)], keepDays }
  const ofFeed = { index: INDEX.belongs, hash: 'belongs', range: 'belongsAt', keysOnly: true }
  return { ...ofFeed, partitions: () => [matchesOfFeed(by.feed)], keepDays }
}
