import type { Match, Topic } from '../../words.ts'
import { compileTopics, type Searched } from '../match.ts'

/** A news item that somebody has judged. */
export interface Judged {
  readonly id: string
  /** The code of its language. */
  readonly lang: string
  readonly title: string
  readonly text: string
  /** What it is about: ids of topics. */
  readonly labels: readonly string[]
  /** Topics its judge could not decide on: they count neither for nor against. */
  readonly uncertain: readonly string[]
}

/** What became of a topic in an item. Found and meant, found only, meant only; neither is no outcome. */
type Outcome = 'right' | 'wrong' | 'missed'

/** A judged item, what was found in it, and whether it should have been, by topic. */
export interface Tried extends Judged {
  readonly matches: readonly Match[]
  readonly outcomes: ReadonlyMap<string, Outcome>
}

/** What topics make of judged items. @throws Error naming the topic whose query is none: it was to be checked before */
export function tryTopics(topics: readonly Topic[], items: Iterable<Judged>): Tried[] {
  const match = compileTopics(topics)
  return Array.from(items, item => {
    const matches = match(searched(item))
    const found = matches.map(({ topic }) => topic)
    const meant = item.labels.filter(label => topics.some(({ id }) => id === label))
    const outcomes = [...meant, ...found]
      .filter(topic => !item.uncertain.includes(topic))
      .map((topic): [string, Outcome] => {
        if (!found.includes(topic)) return [topic, 'missed']
        return [topic, meant.includes(topic) ? 'right' : 'wrong']
      })
    return { ...item, matches, outcomes: new Map(outcomes) }
  })
}

/** An item as it is searched. */
export const searched = ({ title, text, lang }: Judged): Searched => ({ title, summary: text, language: lang })
