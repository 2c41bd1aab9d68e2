import { Hono } from 'hono'
import { ById, checked, found, Newest, NewestOfChannel, NewestOfTopic, Nothing } from './ask.ts'
import type { SiteDeps } from './deps.ts'
import { type FeedNow, feedsNow } from './questions/feeds.ts'
import { newestMessages } from './questions/messages.ts'
import { audiences } from './questions/people.ts'
import { newestStories } from './questions/stories.ts'

/** What the pages say, for programs. Every object that is kept carries the version of its format, `v`. */
export function api({ store, current, now }: SiteDeps): Hono {
  return new Hono()
    .get('/matches', async c => {
      const { topic, limit } = checked(NewestOfTopic, c.req.query())
      const matches = await (topic ? store.matches.ofTopic(topic, now(), limit) : store.matches.newest(now(), limit))
      return c.json({ matches })
    })
    .get('/stories', async c => {
      const { limit } = checked(Newest, c.req.query())
      const stories = await newestStories(store, now(), limit)
      return c.json({ stories: stories.map(story => ({ v: 1, ...story })) })
    })
    .get('/stories/:id', async c => {
      const { id } = checked(ById, c.req.param())
      return c.json({ v: 1, ...found(await store.stories.get(id), 'story') })
    })
    .get('/messages', async c => {
      const { channel, limit } = checked(NewestOfChannel, c.req.query())
      const channels = (await current())?.channels ?? []
      const wanted = channels.filter(({ id }) => channel === undefined || id === channel)
      return c.json({ messages: await newestMessages(store, wanted, limit) })
    })
    .get('/feeds', async c => {
      checked(Nothing, c.req.query())
      const { feeds } = await feedsNow(store, (await current())?.slots ?? 0, now())
      return c.json({ feeds: feeds.map(publicly) })
    })
    .get('/channels', async c => {
      checked(Nothing, c.req.query())
      const channels = (await current())?.channels ?? []
      const told = channels.map(async channel => ({ ...channel, audience: await audiences(store, channel) }))
      return c.json({ channels: await Promise.all(told) })
    })
}

/** What a feed remembers of its publisher's bytes is of no use to anybody else. */
function publicly({ feed, checkedAt }: FeedNow) {
  const { id, url, origin, title, tags, language, everySeconds, baselineAt, health } = feed
  return { id, url, origin, title, tags, language, everySeconds, baselineAt, checkedAt, health }
}
