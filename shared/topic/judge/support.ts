import type { Topic } from '../../words.ts'
import { type Asked, clauseOf, evidenceOf, operatorOf, partsOf, scoreOf } from '../evidence.ts'
import { holds } from '../index/holds.ts'
import { AND, NOT, OR } from '../index/program.ts'
import { Search } from '../index/search.ts'
import { indexTopics, textsOf } from '../match.ts'
import { searched, type Tried } from './outcome.ts'

/** How much of what a topic finds hangs on single items. */
export interface Support {
  /** Parts of its query that are a reason for one right match only. `isSpare`: the item is found without the part. */
  readonly single: readonly { readonly clause: string; readonly item: Tried; readonly isSpare: boolean }[]
  /** Of the items it is meant for, the share found without any of those parts; null if it is meant for none. */
  readonly recall: number | null
}

/**
 * What of a topic's query only one item speaks for: it may have been written for that item, and never find another.
 * @throws Error as `tryTopics`
 */
export function supportOf(topic: Topic, tried: readonly Tried[]): Support {
  const meant = tried.filter(({ outcomes }) => ['right', 'missed'].includes(outcomes.get(topic.id) ?? ''))
  const right = meant.filter(({ outcomes }) => outcomes.get(topic.id) === 'right')
  const items = new Map<string, Tried[]>()
  for (const item of right)
    for (const { clause, raises } of item.matches.find(match => match.topic === topic.id)?.evidence ?? [])
      if (raises === undefined) items.set(clause, [...(items.get(clause) ?? []), item])
  const single = [...items].filter(([, { length }]) => length === 1)
  const finds = finder(topic)
  const gone = new Set(single.map(([clause]) => clause))
  return {
    single: single
      .flatMap(([clause, [item]]) => (item ? [{ clause, item, isSpare: finds(item, new Set([clause])) }] : []))
      .sort((a, b) => Number(a.isSpare) - Number(b.isSpare)),
    recall: meant.length === 0 ? null : right.filter(item => finds(item, gone)).length / meant.length,
  }
}

/** Whether a topic finds an item when parts of its query are gone. */
function finder(topic: Topic): (item: Tried, gone: ReadonlySet<string>) => boolean {
  const index = indexTopics([topic])
  const search = new Search(index)
  const asked = { source: topic.query, index, reading: search.reading }
  return (item, gone) => {
    search.find(textsOf(searched(item)))
    const left = leftOf(0, gone, asked)
    return left !== null && scoreOf(evidenceOf(left, asked)) >= (topic.threshold ?? 0)
  }
}

/** Where stands what still holds of a part of a query; null if the part does not. What is excluded stays so. */
function leftOf(at: number, gone: ReadonlySet<string>, asked: Asked): number[] | null {
  if (!holds(asked.index, asked.reading, at)) return null
  const operator = operatorOf(at, asked.index)
  if (operator === NOT) return []
  if (operator !== AND && operator !== OR) return gone.has(clauseOf(at, asked)) ? null : [at]
  const parts = partsOf(at, asked.index).map(part => leftOf(part, gone, asked))
  const left = parts.filter(part => part !== null)
  return left.length === 0 || (operator === AND && left.length < parts.length) ? null : left.flat()
}
