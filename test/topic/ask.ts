import { compileTopics } from '../../shared/topic/match.ts'
import type { Match } from '../../shared/words.ts'

/** The match of a topic with this query, or undefined. */
export const ask = (query: string, title: string, summary = ''): Match | undefined =>
  compileTopics([
    { id: 't', name: 'T', description: '', severity: 'high', query, examples: { match: [], reject: [] } },
  ])({ title, summary, language: null })[0]
