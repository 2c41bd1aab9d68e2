import { feedId } from '../../shared/feed/identity.ts'
import { isGraver, type Match, type Severity } from '../../shared/words.ts'
import type { Item } from './expression.ts'
import { plainItem } from './plain.ts'
import { articleOf, type Listed, type TopicId } from './publishers.ts'
import type { MemoryTable } from './table.ts'

/** The first time that a feed showed us an item to be so grave by a topic. */
export interface Shown {
  readonly feed: string
  readonly article: string
  readonly topic: TopicId
  readonly severity: Severity
  readonly event: number
  /** When the item was first about the topic. */
  readonly since: number
  readonly at: number
  /** Its feed was not taken out of the file before it was recorded. */
  readonly kept: boolean
  /** Kept, and a first reading of the feed was over before the run began that saw it: people must be told. */
  readonly loud: boolean
}

/** What people may be told: an answer showed it, not the first of its feed, and it was not known to be so grave. */
interface News {
  readonly article: string
  readonly topic: string
  readonly severity: Severity
  readonly at: number
  /** When it was worked out who is to be told of it: a channel that comes later is not. */
  paidAt: number
}

type FoundMatch = Match & { readonly quiet: boolean }

interface Ends {
  readonly now: () => number
  readonly table: () => MemoryTable
}

/** Keeps what feeds showed us: what must be told, what may be, and what a backfill must find. */
export function openShown({ now, table }: Ends) {
  const shown = new Map<string, Shown>()
  const gravest = new Map<string, Shown>()
  const news: News[] = []
  const texts = new Map<string, Listed['matches']>()
  const read = new Set<string>()
  /** By feed, since when its item says that a first reading is over. */
  const begun = new Map<string, number>()

  const recorded = (article: string) => {
    const item = table().items.get(`ARTICLE#${article}\nARTICLE`)
    if (!item) return undefined
    const { title, matches } = plainItem(item)
    const of = (topic: string): FoundMatch | undefined => matches.find((match: FoundMatch) => match.topic === topic)
    return { title, of }
  }

  return {
    ...{ shown, news, recorded },
    /** An answer arrived at a run that began then. */
    answered(url: string, items: readonly Listed[], runSince: number): void {
      const feed = feedId(url)
      const isBegun = (begun.get(feed) ?? Infinity) < runSince
      const isFirst = items.length > 0 && !read.has(url)
      if (items.length > 0) read.add(url)
      for (const { id, event, title, matches } of items) {
        texts.set(title, matches)
        const article = articleOf(url, id)
        const before = recorded(article)
        for (const [topic, severity] of matches) {
          const had = before?.of(topic)
          const isRise = !had || isGraver(severity, had.severity)
          if (!isFirst && isRise && before?.title !== title)
            news.push({ article, topic, severity, at: now(), paidAt: Infinity })
          const last = gravest.get(`${article} ${topic}`)
          if (last && !isGraver(severity, last.severity)) continue
          const one = {
            feed,
            article,
            topic,
            severity,
            event,
            at: now(),
            since: last?.since ?? now(),
            kept: true,
            loud: isBegun,
          }
          shown.set(`${article} ${topic} ${severity}`, one)
          gravest.set(`${article} ${topic}`, one)
        }
      }
    },
    /** A first reading is over. */
    begins(feed: string): void {
      if (!begun.has(feed)) begun.set(feed, now())
    },
    /** A feed is taken out of the file. What of it was not recorded by then may be told, and need not. */
    forgotten(feed: string): void {
      begun.delete(feed)
      for (const [key, one] of shown) {
        const had = recorded(one.article)?.of(one.topic)
        if (one.feed !== feed || (had && !isGraver(one.severity, had.severity))) continue
        shown.set(key, { ...one, kept: false, loud: false })
        gravest.set(`${one.article} ${one.topic}`, { ...one, kept: false, loud: false })
      }
    },
    /** An article is written. */
    written(after: Item): void {
      if (after['todo']) return
      const { article, matches } = plainItem(after)
      for (const one of news)
        if (one.article === article && one.paidAt === Infinity)
          if (matches.some((m: Match) => m.topic === one.topic && !isGraver(one.severity, m.severity)))
            one.paidAt = now()
    },
    /** Whether an article's words, as they are recorded, are about a topic. */
    isAbout(article: string, topic: string): boolean {
      return (texts.get(recorded(article)?.title) ?? []).some(([id]) => id === topic)
    },
  }
}
