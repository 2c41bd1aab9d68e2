import { whyNots } from '../shared/topic/why-not.ts'
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
}

/** Only the newest few are kept: a stack has more articles than fit into memory. */
class Pile {
  count = 0
  newest: readonly Article[] = []
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  add(article: Article): void {
    this.count++
    const newest = [...this.newest, article].sort((a, b) => b.firstSeen.localeCompare(a.firstSeen))
    this.newest = newest.slice(0, this.most)
  }
}

/** What is counted of one topic. */
export class Tally {
  private readonly topic: Topic
  private readonly gained: Pile
  private readonly lost: Pile
  /** The articles that matched it when they came. */
  private readonly before = new Set<string>()

  /** @param samples how many articles are kept of what is gained, and of what is lost */
  constructor(topic: Topic, samples: number) {
    this.topic = topic
    this.gained = new Pile(samples)
    this.lost = new Pile(samples)
  }

  /** An article that matched it when it came. @param stays whether it would now */
  foundBefore(article: Article, stays: boolean): void {
    this.before.add(article.id)
    if (!stays) this.lost.add(article)
  }

  /** An article that would match now. All that matched before are to be told first. @returns whether it is gained */
  found(article: Article): boolean {
    const isGained = !this.before.has(article.id)
    if (isGained) this.gained.add(article)
    return isGained
  }

  result(): TriedTopic {
    const { topic, gained, lost, before } = this
    const matches = before.size - lost.count + gained.count
    return { id: topic.id, name: topic.name, matches, gained: this.samples(gained), lost: this.samples(lost) }
  }

  private samples({ count, newest }: Pile): Samples {
    const why = whyNots(this.topic)
    const samples = newest.map(article => {
      const { title, summary, link, firstSeen } = article
      return { title, summary, link, firstSeen, ...why(article) }
    })
    return { count, samples }
  }
}
