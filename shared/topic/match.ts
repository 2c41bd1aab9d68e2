import type { Article, Evidence, Field, Match, Span, Topic } from '../words.ts'
import { find, type Searchable, type Sought, searchable, sought } from './find.ts'
import { parseQuery, type Query, type Term } from './query.ts'

/** Which topics an article satisfies, in the topics' order, and why. Never throws, whatever the article holds. */
export type Matcher = (article: Pick<Article, 'title' | 'summary' | 'language'>) => Match[]

type Texts = Readonly<Record<Field, Searchable>>
/** A query, ready to be asked: the evidence if it is satisfied, else null. */
type Ask = (texts: Texts) => readonly Evidence[] | null

const FIELDS: readonly Field[] = ['title', 'summary']
const MOST_SPANS = 10

/**
 * Makes the topics' queries ready. Every topic is asked of every article.
 * @throws Error naming the topic, if a query is refused by `parseQuery`: the configuration was checked before
 */
export function compileTopics(topics: readonly Topic[]): Matcher {
  const compiled = topics.map(topic => ({ topic, ask: compileTopic(topic) }))
  return ({ title, summary }) => {
    const texts = { title: searchable(title), summary: searchable(summary) }
    return compiled.flatMap(({ topic, ask }) => {
      const evidence = ask(texts)
      return evidence === null ? [] : [matchOf(topic, evidence)]
    })
  }
}

function compileTopic({ id, query }: Topic): Ask {
  const parsed = parseQuery(query)
  if (parsed.ok) return compile(parsed.query, query)
  const { column, message, remedy } = parsed.error
  throw new Error(`Topic ${id}, column ${column} of its query: ${message} ${remedy}`)
}

function matchOf({ id, name, severity }: Topic, evidence: readonly Evidence[]): Match {
  // A word written twice in a query is one reason.
  const reasons = new Map(evidence.map(each => [each.clause, each]))
  return { topic: id, topicName: name, severity, score: 1, evidence: [...reasons.values()] }
}

function compile(query: Query, source: string): Ask {
  if (query.kind === 'term') return compileTerm(query, source)
  if (query.kind === 'not') {
    const part = compile(query.part, source)
    return texts => (part(texts) === null ? [] : null)
  }
  const parts = query.parts.map(part => compile(part, source))
  return query.kind === 'and' ? texts => every(parts, texts) : texts => some(parts, texts)
}

function compileTerm(term: Term, source: string): Ask {
  const words = sought(term)
  const fields = term.field === null ? FIELDS : [term.field]
  const clause = (term.field === null ? '' : `${term.field}:`) + source.slice(term.start, term.end)
  return texts => {
    const spans = spansOf(words, fields, texts)
    return spans.length === 0 ? null : [{ clause, spans }]
  }
}

function spansOf(words: Sought, fields: readonly Field[], texts: Texts): Span[] {
  const spans: Span[] = []
  for (const field of fields)
    for (const place of find(words, texts[field], MOST_SPANS - spans.length)) spans.push({ field, ...place })
  return spans
}

function every(parts: readonly Ask[], texts: Texts): readonly Evidence[] | null {
  const all: Evidence[] = []
  for (const part of parts) {
    const evidence = part(texts)
    if (evidence === null) return null
    all.push(...evidence)
  }
  return all
}

/** Every alternative is asked, though one would do: each that holds is a reason. */
function some(parts: readonly Ask[], texts: Texts): readonly Evidence[] | null {
  const satisfied = parts.map(part => part(texts)).filter(evidence => evidence !== null)
  return satisfied.length === 0 ? null : satisfied.flat()
}
