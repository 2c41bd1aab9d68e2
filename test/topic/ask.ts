import { compileTopics, type Searched } from '../../shared/topic/match.ts'
import type { Match, Topic } from '../../shared/words.ts'
import type { Asked } from './naive.ts'

export const aTopic = (id: string, query: string, topic: Partial<Topic> = {}): Topic => ({
  ...{ id, name: `Topic ${id}`, description: '', severity: 'high', query, examples: { match: [], reject: [] } },
  ...topic,
})

/** The match of a topic with this query, or undefined. */
export const ask = (query: string, title: string, summary = ''): Match | undefined =>
  compileTopics([aTopic('t', query)])({ title, summary, language: null })[0]

/** An article that the definition and the engine see alike. */
export function articleOf({ title, summary, source, language }: Asked): Searched {
  const [feedTitle = '', host = ''] = source.split('\n')
  return { title, summary, language, feedTitle, link: host === '' ? null : `https://${host}/` }
}
