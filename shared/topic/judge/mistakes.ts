import type { Topic } from '../../words.ts'
import { type WhyNot, whyNots } from '../why-not.ts'
import { searched, type Tried } from './outcome.ts'

/** A topic that was found in an item wrongly, or missed. */
export interface Mistake extends WhyNot {
  readonly item: Tried
}

/**
 * What topics got wrong, the most telling first: of wrong matches those with the highest score; of those missed, those
 * that lack least. @throws Error as `tryTopics`
 */
export const mistakesOf = (tried: readonly Tried[], topics: readonly Topic[], kind: 'wrong' | 'missed'): Mistake[] =>
  topics
    .flatMap(topic => {
      const whyNot = whyNots(topic)
      return tried
        .filter(({ outcomes }) => outcomes.get(topic.id) === kind)
        .map(item => ({ item, ...whyNot(searched(item)) }))
    })
    .sort((a, b) => isBarren(a) - isBarren(b) || a.lacks.length - b.lacks.length || b.score - a.score)

/** Alternatives of which nothing was found are one lack, though nothing is farther from a match. */
const isBarren = ({ evidence }: Mistake): number => (evidence.length === 0 ? 1 : 0)
