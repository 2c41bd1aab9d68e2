import { Hono } from 'hono'
import {
  AskedArticles,
  AskedFeeds,
  AskedMatches,
  AskedStories,
  ById,
  checked,
  found,
  NewestOfChannel,
  Nothing,
  queryOf,
  refusal,
} from './ask.ts'
import { backfill } from './backfill.ts'
import type { SiteDeps } from './deps.ts'
import { NOWHERE, problem } from './problem.tsx'
import { type FeedNow, feedFinder, feedsNow } from './questions/feeds.ts'
import { newestMessages } from './questions/messages.ts'
import { audiences } from './questions/people.ts'
import { findArticles, findMatches, findStories } from './questions/search.ts'
import { subscriptions } from './subscriptions.ts'
import { topics } from './topics.ts'

/** What the pages say, for programs. Every object that is kept carries the version of its format, `v`. */
export function api(deps: SiteDeps): Hono {
  const { store, current, now } = deps
  return new Hono()
    .get('/matches', async c => {
      const { found: matches, ...rest } = await findMatches(deps, checked(AskedMatches, queryOf(c)))
      return c.json({ matches, ...rest })
    })
    .get('/articles', async c => {
      const { found, ...rest } = await findArticles(deps, checked(AskedArticles, queryOf(c)))
      return c.json({ articles: found.map(article => ({ v: 1, ...article })), ...rest })
    })
    .get('/stories', async c => {
      const { found, ...rest } = await findStories(deps, checked(AskedStories, queryOf(c)))
      return c.json({ stories: found.map(story => ({ v: 1, ...story })), ...rest })
    })
    .get('/stories/:id', async c => {
      const { id } = checked(ById, c.req.param())
      return c.json({ v: 1, ...found(await store.stories.get(id), 'story') })
    })
    .get('/messages', async c => {
      const { channel, limit } = checked(NewestOfChannel, queryOf(c))
      const channels = (await current())?.channels ?? []
      const wanted = channels.filter(({ id }) => channel === undefined || id === channel)
      if (channel !== undefined && wanted.length === 0) throw refusal(`channel: there is no channel "${channel}"`)
      return c.json({ messages: await newestMessages(store, wanted, limit) })
    })
    .get('/feeds', async c => {
      const asked = checked(AskedFeeds, queryOf(c))
      const { feeds } = await feedsNow(store, (await current())?.slots ?? 0, now())
      return c.json({ feeds: feeds.filter(feedFinder(asked)).map(publicly) })
    })
    .get('/channels', async c => {
      checked(Nothing, queryOf(c))
      const channels = (await current())?.channels ?? []
      const told = channels.map(async channel => ({ ...channel, audience: await audiences(deps, channel) }))
      return c.json({ channels: await Promise.all(told) })
    })
    .route('/backfill', backfill(deps))
    .route('/', subscriptions(deps))
    .route('/', topics(deps))
    .all('*', c => problem(c, 404, NOWHERE))
}

/** What a feed remembers of its publisher's bytes is of no use to anybody else. */
function publicly({ feed, checkedAt }: FeedNow) {
  const { id, url, origin, title, tags, language, everySeconds, baselineAt, moved, health } = feed
  const movedTo = moved?.to ?? null
  return { id, url, movedTo, origin, title, tags, language, everySeconds, baselineAt, checkedAt, health }
}
