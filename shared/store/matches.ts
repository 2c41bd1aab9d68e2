import type { Matched } from '../words.ts'
import type { Db, Item } from './db.ts'
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

const toMatched = (item: Item): Matched => ({
  v: 1,
  at: item['at'],
  topic: item['topic'],
  topicName: item['topicName'],
  severity: item['severity'],
  score: item['score'],
  evidence: item['evidence'],
  article: item['article'],
  story: item['story'],
  quiet: item['quiet'],
})

export const matchStore = (db: Db) => ({
  /** Makes a match queryable. Its key is made of what it is, so doing it twice does it once. */
  async keep(match: Matched): Promise<void> {
    const { at, topic, article } = match
    await db.put({
      ...matchKey(topic, at, article.id),
      ...match,
      newest: newestMatchesOf(at, article.id),
      newestAt: `${at}#${article.id}#${topic}`,
      belongs: matchesOfFeed(article.feed),
      belongsAt: `${at}#${article.id}#${topic}`,
      expires: expiresAt(new Date(at), KEEP_DAYS.match),
    })
  },

  /** The newest matches of all topics in the months of `now` and before it. */
  async newest(now: Date, limit: number): Promise<Matched[]> {
    const shards = months(now).flatMap(newestMatches)
    const pages = await Promise.all(
      shards.map(shard =>
        db.page({
          IndexName: INDEX.newest,
          KeyConditionExpression: 'newest = :shard',
          ExpressionAttributeValues: { ':shard': shard },
          ScanIndexForward: false,
          Limit: limit,
        }),
      ),
    )
    const items = pages.flatMap(({ items }) => items)
    items.sort((a, b) => (a['newestAt'] < b['newestAt'] ? 1 : -1))
    return items.slice(0, limit).map(toMatched)
  },

  /** A topic's newest matches in the months of `now` and before it. */
  async ofTopic(topic: string, now: Date, limit: number): Promise<Matched[]> {
    const pages = await Promise.all(
      months(now).map(month =>
        db.page({
          KeyConditionExpression: 'pk = :topic',
          ExpressionAttributeValues: { ':topic': matchesOfTopic(topic, month) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      ),
    )
    return pages
      .flatMap(({ items }) => items)
      .slice(0, limit)
      .map(toMatched)
  },
})

/** The month of a time and the one before, newest first. */
function months(now: Date): string[] {
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
  return [now.toISOString(), before.toISOString()]
}
