import type { Kind } from './engine.ts'
import { bordered, type Making, make } from './plain.ts'

/** A part of a query as a pattern that holds at the start of a text, and as bare words while it is no more than those. */
interface Pattern {
  readonly words: string | null
  readonly ahead: string
}

const anyOf = (words: string): Pattern => ({ words, ahead: `(?=.*? (?:${words}) )` })

const PATTERNS: Making<Pattern> = {
  term: words => anyOf(words.replaceAll('.', '\\.')),
  and: parts => ({ words: null, ahead: parts.map(part => part.ahead).join('') }),
  or(parts) {
    const words = parts.map(part => part.words).filter(each => each !== null)
    if (words.length === parts.length) return anyOf(words.join('|'))
    return { words: null, ahead: `(?:${parts.map(part => part.ahead).join('|')})` }
  },
  not: part => ({ words: null, ahead: `(?!${part.ahead})` }),
}

/** One RegExp a query, each tried on every text. */
export const regexp: Kind = {
  open(queries) {
    const patterns = queries.map(query => new RegExp(`^${make(query, PATTERNS).ahead}`))
    return { hits: text => patterns.filter(pattern => pattern.test(text)).length }
  },
  prepare: bordered,
}
