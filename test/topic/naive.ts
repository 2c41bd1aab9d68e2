import type { Query, Term } from '../../shared/topic/query.ts'
import { tokenize } from '../../shared/topic/text.ts'
import { printQuery } from './print.ts'

export interface Texts {
  readonly title: string
  readonly summary: string
}

/** The clauses for which a query holds, or null: the definition, asked place by place. */
export function clausesOf(query: Query, texts: Texts): ReadonlySet<string> | null {
  if (query.kind === 'term') return holds(query, texts) ? new Set([printQuery(query)]) : null
  if (query.kind === 'not') return clausesOf(query.part, texts) === null ? new Set() : null
  const answers = query.parts.map(part => clausesOf(part, texts))
  const satisfied = answers.filter(answer => answer !== null)
  if (query.kind === 'and' ? satisfied.length < answers.length : satisfied.length === 0) return null
  return new Set(satisfied.flatMap(answer => [...answer]))
}

function holds(term: Term, texts: Texts): boolean {
  const searched = term.field === null ? [texts.title, texts.summary] : [texts[term.field]]
  return searched.some(text => tokenize(text).some((_, at) => standsAt(term, text, at)))
}

/** Whether a term stands at the nth token of a text. Knows initials, but no Arabic. */
export function standsAt(term: Term, text: string, at: number): boolean {
  const words = tokenize(term.text)
  return words.every((word, nth) => {
    const token = tokenize(text)[at + nth]
    if (token === undefined || (nth > 0 && token.cut && !word.cut)) return false
    if (term.prefix && nth === words.length - 1 && token.text.replaceAll('.', '').startsWith(word.text)) return true
    return token.text === word.text || token.text.split('.').join('') === word.text
  })
}
