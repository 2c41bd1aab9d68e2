import { type Index, indexOf } from '../../shared/topic/index/index.ts'
import { Search } from '../../shared/topic/index/search.ts'
import { openIndex, storedIndex } from '../../shared/topic/index/stored.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import { parseQuery, type Query } from '../../shared/topic/query/query.ts'
import type { Topic } from '../../shared/words.ts'
import type { Engine, Kind } from './engine.ts'

function read(written: string): Query {
  const parsed = parseQuery(written)
  if (!parsed.ok) throw new Error(`${parsed.error.message} ${written}`)
  return parsed.query
}

/** One syntax tree at a time: a hundred thousand of them would be measured as ours. */
function* readAll(queries: readonly string[]): Generator<Query> {
  for (const query of queries) yield read(query)
}

function engineOf(index: Index): Engine {
  const search = new Search(index)
  return {
    hits: title => search.find({ title, summary: '', source: '', lang: 'en' }).length,
    save: () => storedIndex(index),
  }
}

/** Which topics an article satisfies. The time includes cutting the text into tokens. */
export const own: Kind = {
  open: queries => engineOf(indexOf(readAll(queries))),
  load(stored) {
    const index = openIndex(stored)
    if (index === null) throw new Error('stored by another version')
    return engineOf(index)
  },
  prepare: text => text,
}

const topic = (query: string, n: number): Topic => {
  const id = `${n}`
  return { id, name: id, description: '', severity: 'low', query, examples: { match: [], reject: [] } }
}

/** The same with all that is said of a match: clauses, places, score. */
export const ownWithReasons: Kind = {
  open(queries) {
    const match = compileTopics(queries.map(topic))
    return { hits: title => match({ title, summary: '', language: 'en' }).length }
  },
  prepare: text => text,
}
