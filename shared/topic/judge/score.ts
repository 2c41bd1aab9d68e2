import { interval } from './interval.ts'
import type { Tried } from './outcome.ts'

/** Shares of one; null where nothing was to be found. */
interface Score {
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
}

/** A score with the 95 % interval of its F1. */
export interface Figure extends Score {
  readonly interval: readonly [low: number, high: number] | null
}

interface Counts {
  readonly right: number
  readonly wrong: number
  readonly missed: number
}

/** How many items there are, in how many something was found, and in how many of these something wrong. */
interface Items {
  readonly items: number
  readonly matched: number
  readonly alarms: number
}

export interface Scores {
  /** The means of the topics' figures, each topic counting alike; those that nothing was meant for are left out. */
  readonly macro: Figure
  /** Of all topics as if they were one. */
  readonly micro: Figure & Counts
  readonly topics: Readonly<Record<string, Figure & Counts>>
  /** As `micro`, by language. */
  readonly languages: Readonly<Record<string, Figure & Counts & Items>>
}

/** How right topics are, by their ids. */
export function scoresOf(tried: readonly Tried[], topics: readonly string[]): Scores {
  const languages = [...new Set(tried.map(({ lang }) => lang))]
  return {
    macro: figure(tried, sample => meanOf(topics.map(topic => scoreOf(count(sample, topic))))),
    micro: counted(tried),
    topics: Object.fromEntries(topics.map(topic => [topic, counted(tried, topic)])),
    languages: Object.fromEntries(
      languages.map(language => {
        const items = tried.filter(({ lang }) => lang === language)
        return [language, { ...counted(items), ...itemsOf(items) }]
      }),
    ),
  }
}

const itemsOf = (tried: readonly Tried[]): Items => ({
  items: tried.length,
  matched: tried.filter(({ matches }) => matches.length > 0).length,
  alarms: tried.filter(({ outcomes }) => [...outcomes.values()].includes('wrong')).length,
})

function figure(items: readonly Tried[], score: (sample: readonly Tried[]) => Score): Figure {
  const telling = items.filter(({ outcomes }) => outcomes.size > 0)
  const blanks = items.length - telling.length
  return { ...score(items), interval: interval(telling, blanks, sample => score(sample).f1) }
}

/** @param topic the one that counts; by default all do */
const counted = (items: readonly Tried[], topic?: string): Figure & Counts => ({
  ...figure(items, sample => scoreOf(count(sample, topic))),
  ...count(items, topic),
})

function count(items: readonly Tried[], topic?: string): Counts {
  const counts = { right: 0, wrong: 0, missed: 0 }
  for (const { outcomes } of items)
    for (const [id, outcome] of outcomes) if (topic === undefined || topic === id) counts[outcome]++
  return counts
}

function scoreOf({ right, wrong, missed }: Counts): Score {
  const [found, meant] = [right + wrong, right + missed]
  if (meant === 0) return { precision: null, recall: null, f1: null }
  return { precision: right / Math.max(1, found), recall: right / meant, f1: (2 * right) / (found + meant) }
}

function meanOf(scores: readonly Score[]): Score {
  const mean = (key: keyof Score) => {
    const values = scores.flatMap(score => score[key] ?? [])
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
  }
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }
}
