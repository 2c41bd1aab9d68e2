import { resamples } from './interval.ts'
import type { Tried } from './outcome.ts'

/** What became of a topic: how often it was found and meant, found only, meant only. */
export interface Counts {
  readonly right: number
  readonly wrong: number
  readonly missed: number
}

/** What became of each topic, in the topics' order. */
export type Sample = readonly Counts[]

/** Of judged items, and of what the bootstrap draws from them. */
export interface Samples {
  readonly whole: Sample
  readonly drawn: readonly Sample[]
}

const PLACE = { right: 0, wrong: 1, missed: 2 }

/**
 * Counts what became of topics. Items with the same outcomes are of one kind, and of a resample only the kinds are counted:
 * a hundred thousand items are drawn a thousand times in a second.
 * @param topics all that the items were tried on, by their ids
 */
export function samplesOf(tried: readonly Tried[], topics: readonly string[]): Samples {
  const { kinds, places } = kindsOf(tried, topics)
  const count = (times: ArrayLike<number>): Sample => {
    const tally = new Uint32Array(3 * topics.length)
    for (const [kind, its] of places.entries())
      for (const place of its) tally[place] = (tally[place] ?? 0) + (times[kind] ?? 0)
    return topics.map((_, n) => {
      const [right = 0, wrong = 0, missed = 0] = tally.subarray(3 * n, 3 * n + 3)
      return { right, wrong, missed }
    })
  }
  const times = new Uint32Array(places.length)
  for (const kind of kinds) times[kind] = (times[kind] ?? 0) + 1
  return { whole: count(times), drawn: Array.from(resamples(kinds, places.length, tried.length - kinds.length), count) }
}

/** The kind of each item that has an outcome; of each kind, where its outcomes stand in a tally of three for each topic. */
function kindsOf(tried: readonly Tried[], topics: readonly string[]) {
  const first = new Map(topics.map((topic, n) => [topic, 3 * n]))
  const known = new Map<string, number>()
  const places: (readonly number[])[] = []
  const kinds = tried.flatMap(({ outcomes }) => {
    if (outcomes.size === 0) return []
    const its = Array.from(outcomes, ([topic, outcome]) => (first.get(topic) ?? 0) + PLACE[outcome])
    const name = its.sort((a, b) => a - b).join()
    const kind = known.get(name) ?? places.push(its) - 1
    known.set(name, kind)
    return kind
  })
  return { kinds, places }
}
