import { interval } from './interval.ts'
import type { Tried } from './outcome.ts'
import { type Counts, type Sample, type Samples, samplesOf } from './samples.ts'

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
  const all = samplesOf(tried, topics)
  const languages = [...new Set(tried.map(({ lang }) => lang))]
  return {
    macro: figure(all, sample => meanOf(sample.map(scoreOf))),
    micro: counted(all, sumOf),
    topics: Object.fromEntries(topics.map((topic, n) => [topic, counted(all, sample => sample[n] ?? NOTHING)])),
    languages: Object.fromEntries(
      languages.map(language => {
        const items = tried.filter(({ lang }) => lang === language)
        return [language, { ...counted(samplesOf(items, topics), sumOf), ...itemsOf(items) }]
      }),
    ),
  }
}

const itemsOf = (tried: readonly Tried[]): Items => ({
  items: tried.length,
  matched: tried.filter(({ matches }) => matches.length > 0).length,
  alarms: tried.filter(({ outcomes }) => [...outcomes.values()].includes('wrong')).length,
})

const figure = ({ whole, drawn }: Samples, score: (sample: Sample) => Score): Figure => ({
  ...score(whole),
  interval: interval(drawn.map(sample => score(sample).f1)),
})

const counted = (samples: Samples, counts: (sample: Sample) => Counts): Figure & Counts => ({
  ...figure(samples, sample => scoreOf(counts(sample))),
  ...counts(samples.whole),
})

const NOTHING: Counts = { right: 0, wrong: 0, missed: 0 }

const sumOf = (sample: Sample): Counts =>
  sample.reduce(
    (sum, { right, wrong, missed }) => ({
      right: sum.right + right,
      wrong: sum.wrong + wrong,
      missed: sum.missed + missed,
    }),
    NOTHING,
  )

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
