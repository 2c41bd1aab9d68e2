import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import type { Article, Topic } from '../shared/words.ts'
import { counted } from '../web/counted.ts'
import { Failure } from './failure.ts'
import type { Ask } from './site.ts'

/** What was gained: which topics find an article that they did not find when it came. */
export class Gains {
  private readonly articles = new Map<string, Pick<Article, 'id' | 'firstSeen'>>()
  private readonly topics = new Set<string>()

  add(article: Article, topic: string): void {
    this.articles.set(article.id, { id: article.id, firstSeen: article.firstSeen })
    this.topics.add(topic)
  }

  /** The oldest first: an event is named after its first report. */
  get all() {
    const oldestFirst = [...this.articles.values()].sort((a, b) => a.firstSeen.localeCompare(b.firstSeen))
    return { articles: oldestFirst.map(({ id }) => id), topics: [...this.topics] }
  }
}

const Topics = z.object({ topics: z.array(z.looseObject({ id: z.string(), origin: z.string() })) })
const Added = z.object({ added: z.number() })
/** As many as one request may name. */
const AT_ONCE = 100
const TOPICS_AT_ONCE = 1_000

/**
 * @throws Failure for a topic that does not count as the file says: what is found by one query must not stand under
 * the name of another
 */
export async function mustCount(topics: readonly Topic[], path: string, ask: Ask): Promise<void> {
  const now = Topics.parse(await ask('GET', '/api/topics')).topics
  const file = printable(path)
  for (const topic of topics) {
    const counts = now.find(({ id }) => id === topic.id)
    if (counts && isDeepStrictEqual(lookedFor(counts), lookedFor({ ...topic }))) continue
    const isOfApi = counts?.origin === 'api' // its file may hold nothing else: to apply that would remove every feed
    const remedy = isOfApi ? 'send it by `news-alerts topics put`' : `start, apply or deploy ${file}`
    throw new Failure(2, `The topic ${topic.id} of ${file} is not the one that counts now; ${remedy} first.`)
  }
}

/** What decides whether a topic matches, and what its matches say. */
const lookedFor = ({ name, severity, query, threshold, boost, raise }: Record<string, unknown>) =>
  JSON.parse(JSON.stringify({ name, severity, query, threshold, boost, raise }))

/** Has what was gained made queryable. @returns how many matches were not there before */
export async function backfill({ all: { articles, topics } }: Gains, ask: Ask, progress: (said: string) => void) {
  let added = 0
  for (let from = 0; from < articles.length; from += AT_ONCE) {
    const batch = articles.slice(from, from + AT_ONCE)
    for (let first = 0; first < topics.length; first += TOPICS_AT_ONCE) {
      const body = { topics: topics.slice(first, first + TOPICS_AT_ONCE), articles: batch }
      added += Added.parse(await ask('POST', '/api/backfill', body)).added
    }
    progress(
      `${counted(added, 'match', 'matches')} made queryable, in ${Math.min(from + AT_ONCE, articles.length)} of ${articles.length} articles`,
    )
  }
  return added
}
