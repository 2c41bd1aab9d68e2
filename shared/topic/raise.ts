import { type Evidence, isGraver, type Raise, type Topic } from '../words.ts'
import { type Asked, evidenceOf, satisfied } from './evidence.ts'
import { holds } from './index/holds.ts'
import type { Index } from './index/index.ts'

/** A rule, and where its query stands in the index's code. */
interface IndexedRaise extends Raise {
  readonly at: number
}

/** Of each topic of an index its rules, the gravest first. Their queries stand behind those of the topics, in order. */
export function rulesOf(topics: readonly Topic[], { starts }: Index): readonly (readonly IndexedRaise[])[] {
  let next = topics.length
  return topics.map(({ raise = [] }) =>
    raise.map(rule => ({ ...rule, at: starts[next++] ?? 0 })).sort((a, b) => (isGraver(a.to, b.to) ? -1 : 1)),
  )
}

/** To what the article that was read last raises its match, and why: the gravest rule that holds; null if none does. */
export function raised(rules: readonly IndexedRaise[], { index, reading }: Pick<Asked, 'index' | 'reading'>) {
  const rule = rules.find(({ at }) => holds(index, reading, at))
  if (rule === undefined) return null
  const asked = { source: rule.when, index, reading }
  const reasons = evidenceOf(satisfied(rule.at, asked), asked)
  const evidence = reasons.map(({ clause, spans }): Evidence => ({ clause, contribution: 0, raises: rule.to, spans }))
  return { severity: rule.to, evidence }
}
