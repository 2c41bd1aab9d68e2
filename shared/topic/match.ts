import { domainToUnicode } from 'node:url'
import type { Article, Match, Topic } from '../words.ts'
import { evidenceOf, satisfied, scoreOf } from './evidence.ts'
import { type Index, indexOf } from './index/index.ts'
import type { Texts } from './index/reading.ts'
import { Search } from './index/search.ts'
import { parseQuery, type Query } from './query/query.ts'
import { raised, rulesOf } from './raise.ts'

/** What of an article is searched. */
export type Searched = Pick<Article, 'title' | 'summary' | 'language'> & Partial<Pick<Article, 'feedTitle' | 'link'>>

/** Which topics an article satisfies, in the topics' order, and why. Never throws, whatever the article holds. */
export type Matcher = (article: Searched) => Match[]

/**
 * Makes topics ready to be matched.
 * @param index of these topics, if it was made before
 * @throws Error naming the topic, if a query is refused by `parseQuery`: the configuration was checked before
 */
export function compileTopics(topics: readonly Topic[], index: Index = indexTopics(topics)): Matcher {
  const search = new Search(index)
  const rules = rulesOf(topics, index)
  return article =>
    search.find(textsOf(article)).flatMap(number => {
      const topic = topics[number]
      if (topic === undefined) return []
      const { id, name, severity, query: source, threshold = 0, boost } = topic
      const asked = { source, index, reading: search.reading, boost }
      const found = evidenceOf(satisfied(index.starts[number] ?? 0, asked), asked)
      const score = scoreOf(found)
      if (score < threshold) return []
      const graver = raised(rules[number] ?? [], asked)
      const evidence = graver ? [...graver.evidence, ...found] : found
      const why = { language: article.language, score, threshold, evidence }
      return [{ topic: id, topicName: name, severity: graver?.severity ?? severity, ...why }]
    })
}

/** The index of topics' queries, by the topics' places; their rules' come behind. @throws Error likewise */
export const indexTopics = (topics: readonly Topic[]): Index =>
  indexOf(
    topics.map(({ id, query }) => readQuery(id, query)),
    topics.flatMap(({ id, raise = [] }) => raise.map(({ when }) => readQuery(id, when))),
  )

/** @throws Error naming the topic */
function readQuery(id: string, query: string): Query {
  const parsed = parseQuery(query)
  if (parsed.ok) return parsed.query
  const { column, message, remedy } = parsed.error
  throw new Error(`Topic ${id}, column ${column} of its query: ${message} ${remedy}`)
}

/** As the index reads it: `source:` asks for the feed's name and the host that the article links to, münchen.de as it is spoken. */
export function textsOf({ title, summary, language, feedTitle = '', link = null }: Searched): Texts {
  const host = link !== null && URL.canParse(link) ? domainToUnicode(new URL(link).hostname) : ''
  return { title, summary, source: `${feedTitle}\n${host}`, lang: language ?? '' }
}
