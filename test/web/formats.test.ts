import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as z from 'zod'
import {
  ArticleFormat,
  MatchFormat,
  MessageFormat,
  NotificationFormat,
  StoryFormat,
  schemaOf,
  TopicFormat,
  TrialFormat,
} from '../../docs/formats.ts'
import { rss, startWorld, TOPIC } from '../world.ts'

const CHANNEL = `
channels:
  - id: desk
    topics: [fraud]
    subscribers: { email: [desk@example.org], sms: ["+33639980012"] }
sms: { countries: [FR] }
`

test.each([
  ['article', ArticleFormat],
  ['match', MatchFormat],
  ['story', StoryFormat],
  ['message', MessageFormat],
  ['notification', NotificationFormat],
  ['topic', TopicFormat],
  ['trial', TrialFormat],
])('docs/schema/%s.schema.json is what the code says (`vitest -u` writes it anew)', async (name, format) => {
  const text = `${JSON.stringify(schemaOf(format), null, 2)}\n`
  await expect(text).toMatchFileSnapshot(`../../docs/schema/${name}.schema.json`)
})

describe('what the pipeline stored has the format that is promised, and no key besides', () => {
  let world: Awaited<ReturnType<typeof startWorld>>
  beforeAll(async () => {
    world = await startWorld(TOPIC + CHANNEL, ['/a.xml', '/b.xml'])
    world.publisher.serve('/a.xml', rss([]))
    world.publisher.serve('/b.xml', rss([]))
    await world.tick()
    const news = { title: 'Police break cyber fraud ring', summary: 'The cyber fraud …', link: 'https://a.example/1' }
    world.publisher.serve('/a.xml', rss([{ ...news, date: 'Mon, 02 Mar 2026 10:00:00 GMT' }]))
    world.publisher.serve('/b.xml', rss([{ title: news.title, id: 'b' }]))
    await world.tick()
  })
  afterAll(() => world.stop())

  const expectAll = (format: z.ZodType, found: readonly unknown[], count: number) => {
    expect(found).toHaveLength(count)
    // What is read drops every key that the format does not name.
    for (const one of found) expect(format.parse(one)).toEqual(one)
  }

  test('matches', async () => {
    expectAll(MatchFormat, (await world.store.matches.search({ now: world.now(), limit: 9 })).found, 2)
  })

  test('articles', async () => {
    const [feed] = await world.store.feeds.registry()
    const { found } = await world.store.articles.search({ now: world.now(), limit: 9, feed: feed?.feed ?? '' })
    expectAll(
      ArticleFormat,
      found.map(article => ({ v: 1, ...article })),
      1,
    )
  })

  test('stories', async () => {
    const { found: stories } = await world.store.stories.search({ now: world.now(), limit: 9 })
    expectAll(
      StoryFormat,
      stories.map(story => ({ v: 1, ...story })),
      1,
    )
  })

  test.each(['mail', 'sms'] as const)('messages by %s', async route => {
    expectAll(MessageFormat, await world.store.messages.ofRoute('desk', route, 9), 1)
  })
})
