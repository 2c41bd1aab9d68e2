import type * as z from 'zod'
import type { Found, Search } from '../../shared/store/search.ts'
import type { Store } from '../../shared/store/store.ts'
import { compileTopics, type Searched } from '../../shared/topic/match.ts'
import { type Article, type Matched, SEVERITIES, type Severity, type Story } from '../../shared/words.ts'
import { type AskedArticles, type AskedMatches, type AskedStories, LONGEST_ID, refusal } from '../ask.ts'
import { cursorAt, placeOf } from '../cursor.ts'
import type { SiteDeps } from '../deps.ts'

/** What a search answers: all there is between this answer's first and `searchedBackTo`, or up to `limit` of it. */
export interface Answer<T> {
  readonly found: readonly T[]
  /** To go on with the same question; null if nothing is left to search. */
  readonly cursor: string | null
  readonly searchedBackTo: string
}

type Asked = z.output<typeof AskedStories>
type Paged = Pick<Asked, 'since' | 'until' | 'limit' | 'cursor'> & { readonly topic?: string | undefined }
type Test<T> = (thing: T) => boolean

/** @throws HTTPException 400 for a cursor that does not fit, and for a topic or feed that nobody has heard of */
export async function findMatches(deps: SiteDeps, asked: z.output<typeof AskedMatches>): Promise<Answer<Matched>> {
  const { topic, severity, language, q } = asked
  const { matches, feeds } = deps.store
  const find = q && wordsFinder(q)
  const feed = asked.feed && (await idOf(feeds, asked.feed))
  const wanted = all<Matched>([
    feed && topic && (match => match.topic === topic),
    severity && (match => isAtLeast(match.severity, severity)),
    language && (({ article }) => article.language === language),
    find && (({ article }) => find(article)),
  ])
  const by = feed ? { feed } : topic ? { topic } : undefined
  return page<Matched>('matches', deps, asked, feed, search => matches.search({ ...search, by, wanted }))
}

/** @throws HTTPException 400 likewise */
export async function findStories(deps: SiteDeps, asked: Asked): Promise<Answer<Story>> {
  const { topic, severity, language, q } = asked
  const matchesOf = ({ matches }: Story) => Object.values(matches).filter(match => !topic || match.topic === topic)
  const find = q && wordsFinder(q)
  const wanted = all<Story>([
    topic && (story => matchesOf(story).length > 0),
    severity && (story => matchesOf(story).some(match => isAtLeast(match.severity, severity))),
    language && (story => story.language === language),
    find,
  ])
  const { stories } = deps.store
  return page<Story>('stories', deps, asked, undefined, search => stories.search({ ...search, wanted }))
}

/** A feed's articles. @throws HTTPException 400 likewise */
export async function findArticles(deps: SiteDeps, asked: z.output<typeof AskedArticles>): Promise<Answer<Article>> {
  const { articles, feeds } = deps.store
  const feed = await idOf(feeds, asked.feed)
  return page<Article>('articles', deps, asked, feed, search => articles.search({ ...search, feed }))
}

/** Whether words are found as a topic's query finds them: whole, accents and capitals aside. */
export function wordsFinder(query: string): Test<Searched> {
  const about = { id: 'q', name: '', description: '', severity: 'low', examples: { match: [], reject: [] } } as const
  const match = compileTopics([{ ...about, query }])
  return searched => match(searched).length > 0
}

const isAtLeast = (severity: Severity, least: Severity) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least)

function all<T>(tests: readonly (Test<T> | '' | undefined)[]): Test<T> | undefined {
  const asked = tests.filter(test => typeof test === 'function')
  return asked.length === 0 ? undefined : thing => asked.every(test => test(thing))
}

async function page<T>(
  kind: string,
  deps: SiteDeps,
  asked: Paged,
  feed: string | undefined,
  find: (search: Search<T>) => Promise<Found<T>>,
): Promise<Answer<T>> {
  const { limit, cursor, ...question } = asked
  const now = deps.now()
  const about = [kind, question]
  const after = cursor === undefined ? undefined : placeOf(cursor, about, now)
  const { found, next, searchedBackTo } = await find({ now, after, limit, since: asked.since, until: asked.until })
  if (found.length === 0 && cursor === undefined) await explain(deps, asked.topic, feed)
  return { found, cursor: next && cursorAt(next, about, now), searchedBackTo }
}

/** A feed is known to programs by its id, to people by its address. */
async function idOf({ registry }: Store['feeds'], feed: string): Promise<string> {
  if (!/^https?:/i.test(feed)) {
    if (feed.length > LONGEST_ID) throw noFeed(feed)
    return feed
  }
  const known = (await registry()).find(({ url }) => url === feed)
  if (!known) throw noFeed(feed)
  return known.feed
}

const noFeed = (feed: string) =>
  refusal(`feed: there is no feed "${feed}"; those there are, with their ids and addresses, are at /api/feeds`)

/** Only when nothing was found: a topic that is looked for no more, or a feed no longer read, still has its matches. */
async function explain({ store, current }: SiteDeps, topic: string | undefined, feed: string | undefined) {
  const topics = ((await current())?.topics ?? []).map(({ id }) => id)
  const there = topics.length === 0 ? 'there are none' : `there are ${topics.join(', ')}`
  if (topic && !topics.includes(topic)) throw refusal(`topic: there is no topic "${topic}" now; ${there}`)
  if (feed && !(await store.feeds.registry()).some(known => known.feed === feed)) throw noFeed(feed)
}
