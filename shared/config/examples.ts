import { cut, oneLine } from '../alert/plain.ts'
import type { Holds } from '../topic/examples.ts'
import { writtenIn } from '../topic/language/script.ts'
import type { Searched } from '../topic/match.ts'
import type { WhyNot } from '../topic/why-not.ts'
import { LONGEST, sayLack } from './lack.ts'
import { each, isText, type Place, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'

/** Of so many is said why they fail: each takes as long as indexing the topic, 30 ms, and a body may have thousands. */
export const MOST_EXPLAINED = 20

/** What is asked of headlines. */
interface Asked {
  readonly holds: Holds
  readonly whyNot: (article: Searched) => WhyNot
  /** As in "the topic must match this example and does not". */
  readonly words: readonly [must: string, does: string]
  /** What may be changed if an example fails. */
  readonly query: string
}

/** A problem for each example below a place that is not as it is wanted. */
export function brokenExamples(place: Place, { holds, whyNot, words: [must, does], query }: Asked): Problem[] {
  const broken = (key: 'match' | 'reject') =>
    each(under(place, 'examples', key))
      .filter(isText)
      .filter(({ value }) => !holds(value, key === 'match'))
  const why = (title: string) => whyNot({ title, summary: '', language: writtenIn(title)[0] ?? null })
  return [
    ...broken('match').map((example, n) => {
      const message = `the topic must ${must} this example and ${does} not: ${quoted(example.value)}`
      const lack = n < MOST_EXPLAINED ? `${lackOf(example.value, why(example.value))}; ` : ''
      return problemAt(example, message, `${lack}widen ${query}, or correct the example`)
    }),
    ...broken('reject').map((example, n) => {
      const message = `the topic must not ${must} this example and ${does}: ${quoted(example.value)}`
      const found = n < MOST_EXPLAINED ? foundBy(why(example.value)) : ''
      return problemAt(example, message, `${found}narrow ${query} with NOT, or correct the example`)
    }),
  ]
}

function lackOf(title: string, { lacks, score, threshold }: WhyNot): string {
  return lacks.map(lack => sayLack(lack, title)).join('; ') || `it scores ${score} of ${threshold}`
}

/** Nothing, if it is found in another language than the likeliest. */
const foundBy = ({ evidence }: WhyNot): string =>
  evidence.length === 0 ? '' : `found: ${cut(oneLine(evidence.map(({ clause }) => clause).join(', ')), LONGEST)}; `
