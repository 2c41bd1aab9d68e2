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

/** Of two articles, whichever is to be shown first. */
type Order = (a: Kept, b: Kept) => number
type Kept = Samples['samples'][number]

const newest: Order = (a, b) => b.firstSeen.localeCompare(a.firstSeen)
/** What only stands too far apart is nearer than what is not there, and what is excluded was meant to be. */
const FAR = { apart: 0, elsewhere: 0, half: 1, missing: 1, excluded: 2 } as const
const farness = ({ lacks: [lack] }: WhyNot) => (lack ? FAR[lack.why] : 0)
const nearest: Order = (a, b) => farness(a) - farness(b) || b.score - a.score || newest(a, b)

/** Only the first few are kept: a stack has more articles than fit into memory. */
class Pile {
  private count = 0
  private kept: readonly Kept[] = []
  private readonly most: number
  private readonly order: Order

  constructor(most: number, order: Order) {
    this.most = most
    this.order = order
  }

  add({ title, summary, link, firstSeen }: Article, why: WhyNot): void {
    this.count++
    const kept = [...this.kept, { title, summary, link, firstSeen, ...why }]
    this.kept = kept.sort(this.order).slice(0, this.most)
  }

  get samples(): Samples {
    return { count: this.count, samples: this.kept }
  }
}

/** What is counted of one topic. */
export class Tally {
  private readonly topic: Topic
  private readonly gained: Pile
  private readonly lost: Pile
  private readonly missed: Pile | null
  private readonly why: (article: Article) => WhyNot
  /** The articles that matched it when they came. */
  private readonly before = new Set<string>()

  /**
   * @param samples how many articles are kept of what is gained, of what is lost, and of what is missed
   * @param misses whether what is missed is asked for
   */
  constructor(topic: Topic, samples: number, misses: boolean) {
    this.topic = topic
    this.gained = new Pile(samples, newest)
    this.lost = new Pile(samples, newest)
    this.missed = misses ? new Pile(samples, nearest) : null
    this.why = whyNots(topic)
  }

  /** An article that matched it when it came. @param stays whether it would now */
  foundBefore(article: Article, stays: boolean): void {
    this.before.add(article.id)
    if (!stays) this.lost.add(article, this.why(article))
  }

  /** An article that would match now. All that matched before are to be told first. @returns whether it is gained */
  found(article: Article): boolean {
    const isGained = !this.before.has(article.id)
    if (isGained) this.gained.add(article, this.why(article))
    return isGained
  }

  /** An article that would not match now, and did not. */
  passedOver(article: Article): void {
    if (!this.missed || this.before.has(article.id)) return
    const why = this.why(article)
    if (isNear(why)) this.missed.add(article, why)
  }

  result(): TriedTopic {
    const { id, name } = this.topic
    const [gained, lost, missed] = [this.gained.samples, this.lost.samples, this.missed?.samples]
    const matches = this.before.size - lost.count + gained.count
    return { id, name, matches, gained, lost, ...(missed && { missed }) }
  }
}

/** Whether it lacks one thing at most, and something of what is asked for is there. */
const isNear = ({ lacks, evidence }: WhyNot) =>
  lacks.length <= 1 && (evidence.length > 0 || lacks.some(({ why }) => why !== 'missing'))
