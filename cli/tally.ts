import { type WhyNot, whyNots } from '../shared/topic/why-not.ts'
import type { Article, Topic } from '../shared/words.ts'
import type { Answer } from './reasons.ts'

/** How many there are, and the newest few of them, with their reasons. */
export interface Samples {
  readonly count: number
  readonly samples: readonly (Answer & Pick<Article, 'link' | 'firstSeen'>)[]
}

/** What a topic would have found. */
export interface TriedTopic extends Pick<Topic, 'id' | 'name'> {
  /** How many articles would match: those of `gained`, and those that matched then and still would. */
  readonly matches: number
  readonly gained: Samples
  readonly lost: Samples
  /** What would match if one thing more were there, or the score were higher; if that was asked for. */
  readonly missed?: Samples
}

type Order = (a: Kept, b: Kept) => number
type Kept = Samples['samples'][number]

const newest: Order = (a, b) => b.firstSeen.localeCompare(a.firstSeen)
/** What only stands too far apart is nearer than what is not there, and what is excluded was meant to be. */
const FAR = { apart: 0, elsewhere: 0, half: 1, missing: 1, excluded: 2 } as const
const farness = ({ lacks: [lack] }: WhyNot) => (lack ? FAR[lack.why] : 0)
const nearest: Order = (a, b) => farness(a) - farness(b) || b.score - a.score || newest(a, b)

/** Only the first few are kept: a stack has more articles than fit into memory. */
function pile(most: number, order: Order) {
  let count = 0
  let kept: readonly Kept[] = []
  return {
    add({ title, summary, link, firstSeen }: Article, why: WhyNot): void {
      count++
      kept = [...kept, { title, summary, link, firstSeen, ...why }].sort(order).slice(0, most)
    },
    samples: (): Samples => ({ count, samples: kept }),
  }
}

export type Tally = ReturnType<typeof openTally>

/**
 * What is counted of one topic.
 * @param most how many articles are kept of what is gained, of what is lost, and of what is missed
 * @param misses whether what is missed is asked for
 */
export function openTally(topic: Topic, most: number, misses: boolean) {
  const [gained, lost, missed] = [pile(most, newest), pile(most, newest), misses ? pile(most, nearest) : null]
  const why = whyNots(topic)
  const before = new Set<string>()
  return {
    /** An article that matched it when it came. @param stays whether it would now */
    foundBefore(article: Article, stays: boolean): void {
      before.add(article.id)
      if (!stays) lost.add(article, why(article))
    },

    /** An article that would match now. All that matched before are to be told first. @returns whether it is gained */
    found(article: Article): boolean {
      const isGained = !before.has(article.id)
      if (isGained) gained.add(article, why(article))
      return isGained
    },

    /** An article that would not match now, and did not. */
    passedOver(article: Article): void {
      if (!missed || before.has(article.id)) return
      const lacks = why(article)
      if (isNear(lacks)) missed.add(article, lacks)
    },

    result(): TriedTopic {
      const { id, name } = topic
      const [won, gone] = [gained.samples(), lost.samples()]
      const matches = before.size - gone.count + won.count
      return { id, name, matches, gained: won, lost: gone, ...(missed && { missed: missed.samples() }) }
    },
  }
}

/** Whether it lacks one thing at most, and something of what is asked for is there. */
const isNear = ({ lacks, evidence }: WhyNot) =>
  lacks.length <= 1 && (evidence.length > 0 || lacks.some(({ why }) => why !== 'missing'))
