import type { Topic } from '../words.ts'
import { evidenceOf, operatorOf, partsOf, scoreOf } from './evidence.ts'
import type { Index } from './index/index.ts'
import { AND, NOT, OR } from './index/program.ts'
import { Reading } from './index/reading.ts'
import { indexTopics } from './match.ts'
import { hundredths } from './query/numbers.ts'

/**
 * What an article can score at most, as the engine counts: all that a topic's query looks for and that does not count
 * against it.
 * @throws Error naming the topic, if its query is refused by `parseQuery`
 */
export function mostScore(topic: Topic): number {
  const index = indexTopics([topic])
  const { query: source, boost = { title: 1, summary: 1 } } = topic
  const evidence = evidenceOf(reasonsIn(0, index), { source, index, reading: new Reading(index) })
  const best = scoreOf(evidence.filter(({ contribution }) => contribution > 0))
  return hundredths(best * Math.max(boost.title, boost.summary))
}

/** Where in the code stands whatever can be a reason. */
function reasonsIn(at: number, index: Index): number[] {
  const operator = operatorOf(at, index)
  if (operator === NOT) return []
  return operator === AND || operator === OR ? partsOf(at, index).flatMap(part => reasonsIn(part, index)) : [at]
}
