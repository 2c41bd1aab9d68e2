import { Hono } from 'hono'
import type { Setup } from '../shared/store/configs.ts'
import type { Origin, Topic } from '../shared/words.ts'
import { ById, checked, found, Nothing, queryOf } from './ask.ts'
import type { SiteDeps } from './deps.ts'

/** A topic as it counts now. */
export interface TopicNow extends Topic {
  readonly v: 1
  readonly origin: Origin
  /** The ids of the channels that hear of it. */
  readonly channels: readonly string[]
  /** What was said of it through the API. */
  readonly entry?: Readonly<Record<string, unknown>>
}

/** What is looked for. */
export function topics({ current }: SiteDeps): Hono {
  return new Hono()
    .get('/topics', async c => {
      checked(Nothing, queryOf(c))
      return c.json({ topics: topicsNow(await current()) })
    })
    .get('/topics/:id', async c => {
      const { id } = checked(ById, c.req.param())
      checked(Nothing, queryOf(c))
      const topic = topicsNow(await current()).find(topic => topic.id === id)
      return c.json(found(topic, 'topic'))
    })
}

function topicsNow(setup: Setup | null): TopicNow[] {
  const { topics, channels, fromApi } = setup ?? { topics: [], channels: [], fromApi: [] }
  const made = new Map(fromApi.map(one => [one.id, one]))
  return topics.map(topic => {
    const said = made.get(topic.id)
    const told = channels.filter(channel => channel.topics.includes(topic.id)).map(({ id }) => id)
    const entry = said && { ...said.entry, channels: said.channels }
    return { v: 1, origin: said ? 'api' : 'file', ...topic, channels: told, ...(entry && { entry }) }
  })
}
