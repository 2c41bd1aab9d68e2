import type { Route } from '../words.ts'

/**
 * Every name in the table, for store, infra and local alike. Nothing else spells a key.
 *
 * Four ways in beside the primary key:
 * - `todo` (global, sparse, keys only): who has work waiting, oldest first: articles that owe, desks that are due;
 * - `due` (local, sparse, keys only): what one desk has to settle, by due time. Local, because settling must read it
 *   consistently: a global index lags, and a debt not yet visible would be forgotten when the desk is closed;
 * - `newest` (global, all attributes): matches and stories by time;
 * - `belongs` (global, keys only): articles and matches of a feed, subscribers of a channel, parts of configurations
 *   that are not replaced.
 */
export const INDEX = { todo: 'todo', due: 'due', newest: 'newest', belongs: 'belongs' } as const

/** Partitions of `todo`. */
export const TODO = { owed: 'OWED', due: 'DUE' } as const

const MATCH_SHARDS = 4
const month = (time: string) => time.slice(0, 7)
const shardOf = (id: string) => [...id].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % MATCH_SHARDS, 0)

export const slotKey = (slot: number) => ({ pk: `SLOT#${slot}`, sk: 'LEASE' })
export const feedsOf = (slot: number) => ({ pk: `SLOT#${slot}`, prefix: 'FEED#' })
export const feedKey = (slot: number, feed: string) => ({ pk: `SLOT#${slot}`, sk: `FEED#${feed}` })
export const REGISTRY = 'REGISTRY'
export const registryKey = (feed: string) => ({ pk: REGISTRY, sk: `FEED#${feed}` })
export const articleKey = (article: string) => ({ pk: `ARTICLE#${article}`, sk: 'ARTICLE' })
export const articlesOfFeed = (feed: string) => `FEED#${feed}#ARTICLES`
export const matchesOfFeed = (feed: string) => `FEED#${feed}#MATCHES`
export const matchesOfTopic = (topic: string, time: string) => `TOPIC#${topic}#${month(time)}`
export const matchKey = (topic: string, time: string, article: string) => ({
  pk: matchesOfTopic(topic, time),
  sk: `${time}#${article}`,
})
/** Spread over shards: one partition takes 1,000 write units a second at most (Amazon DynamoDB Developer Guide). */
export const newestMatchesOf = (time: string, article: string) => `MATCHES#${month(time)}#${shardOf(article)}`
export const newestMatches = (time: string) =>
  Array.from({ length: MATCH_SHARDS }, (_, shard) => `MATCHES#${month(time)}#${shard}`)
export const storyKey = (story: string) => ({ pk: `STORY#${story}`, sk: 'STORY' })
export const newestStories = (time: string) => `STORIES#${month(time)}`
export const termKey = (term: string) => ({ pk: `TERM#${term}`, sk: 'TERM' })
export const ACCESS_KEY = { pk: 'ACCESS', sk: 'TOKEN' } as const
export const OWE_KEY = { pk: 'OWE', sk: 'LEASE' } as const
const deskOf = (channel: string, route: Route) => `CHANNEL#${channel}#${route}`
export const deskKey = (channel: string, route: Route) => ({ pk: deskOf(channel, route), sk: 'DESK' })
const ALERT = 'ALERT#'
export const alertKey = (channel: string, route: Route, story: string) => ({
  pk: deskOf(channel, route),
  sk: `${ALERT}${story}`,
})
export const MESSAGE = 'MESSAGE#'
/** By sequence: a desk's messages are read newest first by key, and two workers cannot freeze the same one. */
export const messageKey = (channel: string, route: Route, seq: number) => ({
  pk: deskOf(channel, route),
  sk: `${MESSAGE}${String(seq).padStart(9, '0')}`,
})
export const personKey = (person: string, channel: string) => ({ pk: `PERSON#${person}`, sk: `CHANNEL#${channel}` })
export const PEOPLE = 'PERSON#REGISTRY'
export const registeredPersonKey = (person: string, channel: string) => ({ pk: PEOPLE, sk: `${person}#${channel}` })
export const subscribersOf = (channel: string, route: Route) => `CHANNEL#${channel}#${route}#PEOPLE`
export const CURRENT_CONFIG = { pk: 'CONFIG', sk: 'CURRENT' } as const
export const configKey = (version: string, part: string) => ({ pk: `CONFIG#${version}`, sk: part })
/** By name: parts of the version that counts, and of what is being written. */
export const VERSIONS = 'CONFIG#VERSIONS'
export const configOf = (version: string) => `CONFIG#${version}`

const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
]

const KEYS_ALONE = { ProjectionType: 'KEYS_ONLY' as const }

/** The table as DynamoDB's CreateTable takes it (billing, encryption and retention are infra's). */
export const TABLE_SHAPE = {
  KeySchema: key('pk', 'sk'),
  AttributeDefinitions: ['pk', 'sk', 'todo', 'todoAt', 'dueAt', 'newest', 'newestAt', 'belongs', 'belongsAt'].map(
    AttributeName => ({ AttributeName, AttributeType: 'S' as const }),
  ),
  LocalSecondaryIndexes: [{ IndexName: INDEX.due, KeySchema: key('pk', 'dueAt'), Projection: KEYS_ALONE }],
  GlobalSecondaryIndexes: [
    { IndexName: INDEX.todo, KeySchema: key('todo', 'todoAt'), Projection: KEYS_ALONE },
    { IndexName: INDEX.newest, KeySchema: key('newest', 'newestAt'), Projection: { ProjectionType: 'ALL' as const } },
    { IndexName: INDEX.belongs, KeySchema: key('belongs', 'belongsAt'), Projection: KEYS_ALONE },
  ],
}

/** Item format. A reader that meets a greater one is too old to touch it. */
export const FORMAT = 1
/** Days an item is kept (`expires`); a part of a configuration, once it is replaced. */
export const KEEP_DAYS = { article: 90, match: 400, story: 400, message: 90, term: 7, replaced: 1 } as const
/** Seconds since 1970, as DynamoDB's TTL wants them. */
export const expiresAt = (now: Date, days: number) => Math.floor(now.getTime() / 1000) + days * 86_400
