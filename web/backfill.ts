import { Hono } from 'hono'
import * as z from 'zod'
import { held } from '../shared/story/join.ts'
import type { Article } from '../shared/words.ts'
import { bodyOf, LONGEST_ID, refusal } from './ask.ts'
import type { SiteDeps } from './deps.ts'

const id = z.string().max(LONGEST_ID)
const Asked = z.strictObject({ topics: z.array(id).min(1).max(1_000), articles: z.array(id).max(100) })
const LIKE = '{"topics": ["port-strikes"], "articles": ["9f2c…"]}, 1,000 topics and 100 articles at most'

/** Makes what topics find in articles of the past queryable, by the topics that count now. Nobody is told. */
export function backfill({ store, current }: SiteDeps): Hono {
  return new Hono().post('/', async c => {
    const asked = await bodyOf(c, Asked, LIKE)
    const setup = await current()
    const [wanted, there] = [new Set(asked.topics), new Set(setup?.topics.map(({ id }) => id))]
    const unknown = asked.topics.find(topic => !there.has(topic))
    if (!setup || unknown !== undefined) throw refusal(`topics: there is no topic "${unknown}" now`)
    const find = (article: Article) => held(setup.match(article).filter(({ topic }) => wanted.has(topic)))
    let added = 0
    for (const id of asked.articles) added += await store.articles.backfill(id, find)
    return c.json({ added })
  })
}
