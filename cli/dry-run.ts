import * as z from 'zod'
import { wants } from '../shared/alert/channel.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { isOld } from '../shared/feed/old.ts'
import { reasons } from '../shared/story/join.ts'
import { compileTopics, type Matcher } from '../shared/topic/match.ts'
import type { Article, Channel } from '../shared/words.ts'
import { counted } from '../web/counted.ts'
import { Gains } from './backfill.ts'
import type { Ask } from './site.ts'
import { openTally, type Tally, type TriedTopic } from './tally.ts'

/** From a time up to another, ISO 8601. */
export interface Span {
  readonly since: string
  readonly until: string
}

/** What topics would have found among the stored articles, beside what was found when they came. */
export interface DryRun extends Span {
  readonly feeds: number
  readonly articles: number
  readonly topics: readonly TriedTopic[]
  /** Topics that matched then, and were not tried. */
  readonly others: readonly { readonly id: string; readonly name: string; readonly matches: number }[]
  /** How many articles a channel would have been told of; stories fold them. */
  readonly channels: readonly {
    readonly id: string
    readonly articles: number
    /** null for less than a day: nights and weekends differ too much to make a day of an hour. */
    readonly perDay: number | null
  }[]
}

const StoredArticle = z.object({
  ...{ id: z.string(), feed: z.string(), feedTitle: z.string(), title: z.string(), summary: z.string() },
  ...{ link: z.string().nullable(), page: z.string().nullable(), language: z.string().nullable() },
  ...{ published: z.string().nullable(), firstSeen: z.string() },
}) satisfies z.ZodType<Article>
const Articles = z.object({ articles: z.array(StoredArticle) })
const Match = z.object({ topic: z.string(), topicName: z.string(), article: StoredArticle })
const Matches = z.object({ matches: z.array(Match) })
const Feeds = z.object({ feeds: z.array(z.object({ id: z.string(), baselineAt: z.string().nullable() })) })
const Page = z.object({ cursor: z.string().nullable() })

type Feed = z.output<typeof Feeds>['feeds'][number]

const DAY_MS = 86_400_000

/**
 * Runs topics against what is stored. What matched then is judged by the text it had then, as people were told of it.
 * @param span what is kept of articles reaches farther back; `samples`: how many articles are shown of what a topic gains,
 * and of what it loses; `misses`: whether what it nearly matches is looked for as well
 * @param progress hears now and then how far it has come
 */
export async function dryRun(
  ask: Ask,
  { topics, channels }: Pick<Configuration, 'topics' | 'channels'>,
  { samples, misses, ...span }: Span & { readonly samples: number; readonly misses: boolean },
  progress: (said: string) => void,
): Promise<{ readonly run: DryRun; readonly gains: Gains }> {
  const match = compileTopics(topics)
  const gains = new Gains()
  const tallies = new Map(topics.map(topic => [topic.id, openTally(topic, samples, misses)]))
  const others = await tryMatches(ask, span, match, tallies)
  const { feeds } = Feeds.parse(await ask('GET', '/api/feeds'))
  const told = new Map(channels.map(({ id }) => [id, 0]))
  let articles = 0
  for (const [n, feed] of feeds.entries())
    for await (const article of articlesOf(ask, feed, span)) {
      const matches = match(article)
      for (const { topic } of matches) if (tallies.get(topic)?.found(article)) gains.add(article, topic)
      for (const tally of notAmong(matches, tallies)) tally.passedOver(article)
      for (const id of toldOf(article, feed, matches, channels)) told.set(id, (told.get(id) ?? 0) + 1)
      progress(`${counted(++articles, 'article')}, of ${n + 1} of ${feeds.length} feeds`)
    }
  const tried = { since: sinceFirst(feeds, span), until: span.until }
  const found = { topics: [...tallies.values()].map(tally => tally.result()), others }
  const run = { ...tried, feeds: feeds.length, articles, ...found, channels: aDay(told, tried) }
  return { run, gains }
}

const notAmong = (matches: ReturnType<Matcher>, tallies: ReadonlyMap<string, Tally>) =>
  [...tallies].filter(([topic]) => !matches.some(match => match.topic === topic)).map(([, tally]) => tally)

function aDay(told: ReadonlyMap<string, number>, { since, until }: Span): DryRun['channels'] {
  const days = (Date.parse(until) - Date.parse(since)) / DAY_MS
  return [...told].map(([id, articles]) => ({ id, articles, perDay: days < 1 ? null : articles / days }))
}

/** What matched then: a topic that is tried keeps it or loses it. @returns the topics that are not tried */
async function tryMatches(ask: Ask, span: Span, match: Matcher, tallies: ReadonlyMap<string, Tally>) {
  const others = new Map<string, DryRun['others'][number]>()
  for await (const page of pages(ask, '/api/matches', { ...span }))
    for (const { topic: id, topicName: name, article } of Matches.parse(page).matches) {
      const tally = tallies.get(id)
      if (!tally) others.set(id, { id, name, matches: (others.get(id)?.matches ?? 0) + 1 })
      tally?.foundBefore(
        article,
        match(article).some(({ topic }) => topic === id),
      )
    }
  return [...others.values()]
}

async function* articlesOf(ask: Ask, { id: feed }: Feed, span: Span): AsyncGenerator<Article> {
  for await (const page of pages(ask, '/api/articles', { feed, ...span })) yield* Articles.parse(page).articles
}

async function* pages(ask: Ask, path: string, question: Readonly<Record<string, string>>): AsyncGenerator<unknown> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = new URLSearchParams({ ...question, limit: '200', ...(cursor !== '' && { cursor }) })
    const page = await ask('GET', `${path}?${query}`)
    yield page
    cursor = Page.parse(page).cursor
  }
}

/** The channels that would have been told of an article: of a first reading, or of what was old, nobody. */
function toldOf(article: Article, feed: Feed, matches: ReturnType<Matcher>, channels: readonly Channel[]): string[] {
  if (matches.length === 0 || isOld(article)) return []
  if (feed.baselineAt === null || article.firstSeen <= feed.baselineAt) return []
  const story = { matches: reasons(article, matches), language: article.language }
  return channels.filter(channel => wants(channel, story)).map(({ id }) => id)
}

/** Since when there can be articles at all: nothing is known of the time before the first feed was first read. */
function sinceFirst(feeds: readonly Feed[], { since, until }: Span): string {
  const [first = until] = feeds.flatMap(({ baselineAt }) => baselineAt ?? []).sort()
  return first > since ? first : since
}
