import { amountsIn } from '../../shared/topic/number/amounts.ts'
import { measureIn } from '../../shared/topic/number/measure.ts'
import { partingsIn } from '../../shared/topic/number/partings.ts'
import type { Near, Query, Scope, Term } from '../../shared/topic/query/query.ts'
import { beginningsOf, filedAs, formsOf } from '../../shared/topic/text/forms.ts'
import { Scan } from '../../shared/topic/text/scan.ts'
import { type Token, tokenize } from '../../shared/topic/text/tokenize.ts'
import { clauseOf } from './print.ts'

/** What of an article a query can see. `source` is the feed's name, a line feed and the link's host. */
export interface Asked {
  readonly title: string
  readonly summary: string
  readonly source: string
  readonly language: string | null
}

export interface Answer {
  readonly score: number
  /** What each reason adds to the score. */
  readonly clauses: ReadonlyMap<string, number>
}

/** A text, and the language of its article. */
interface Text {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly language: string | null
}

/** From which token of a text to which, both included. */
interface Occurrence {
  readonly first: number
  readonly last: number
}

/** Whether and why an article matches: it satisfies the query, and not more counts against than for it. */
export function answerOf(query: Query, article: Asked): Answer | null {
  const clauses = clausesOf(query, article)
  if (clauses === null) return null
  const score = [...clauses.values()].reduce((sum, boost) => sum + Math.round(boost * 100), 0) / 100
  return score >= 0 ? { clauses, score } : null
}

/** A reason: what is looked for, as it is compared and as it is written, and its boost. */
interface Reason {
  readonly same: string
  readonly clause: string
  readonly boost: number
}

/** Whether and why an article satisfies a query, by clause: of what is looked for twice the first, with the greater boost. */
export function clausesOf(query: Query, article: Asked): ReadonlyMap<string, number> | null {
  const reasons = reasonsOf(query, article)
  if (reasons === null) return null
  const firsts = new Map(reasons.toReversed().map(({ same, clause }) => [same, clause]))
  const byBoost = reasons.toSorted((a, b) => a.boost - b.boost)
  return new Map(byBoost.map(({ same, boost }) => [firsts.get(same) ?? '', boost]))
}

/** The definition, asked place by place. */
function reasonsOf(query: Query, article: Asked): readonly Reason[] | null {
  if (query.kind === 'not') return reasonsOf(query.part, article) === null ? [] : null
  if (query.kind === 'near') return nearReasons(query, article)
  if (query.kind === 'term')
    return holds(query, article) ? [{ same: comparedAs(query), clause: clauseOf(query), boost: query.boost }] : null
  const answers = query.parts.map(part => reasonsOf(part, article))
  const satisfied = answers.filter(answer => answer !== null)
  if (query.kind === 'and' ? satisfied.length < answers.length : satisfied.length === 0) return null
  return satisfied.flat()
}

/** Spelling makes no difference to a word or phrase; of all others it makes one. */
function comparedAs(term: Term): string {
  const clause = clauseOf(term)
  if (term.slop > 0 || term.range || /[=＝~～]/.test(clause)) return clause
  return JSON.stringify([term.field, term.prefix, tokenize(term.text).map(({ text, cut }) => [text, cut])])
}

const holds = (term: Term, article: Asked): boolean =>
  textsOf(term.field, article).some(text => occurrences(term, text).length > 0)

/** Of the alternatives on either side, the reason names those that stand near one of the other side. */
function nearReasons(query: Near, article: Asked): readonly Reason[] | null {
  const left = query.left.filter(term => query.right.some(other => isNear(term, other, query.within, article)))
  const right = query.right.filter(term => query.left.some(other => isNear(term, other, query.within, article)))
  const clause = clauseOf({ ...query, left, right })
  return left.length === 0 ? null : [{ same: clause, clause, boost: query.boost }]
}

function isNear(one: Term, other: Term, within: number, article: Asked): boolean {
  const isMeasured = (one.range === null) !== (other.range === null) // 10kg is both
  const between = (a: Occurrence, b: Occurrence) => Math.max(a.first, b.first) - Math.min(a.last, b.last) - 1
  return textsOf(one.field, article).some(text => {
    const others = occurrences(other, text)
    const isNear = (a: Occurrence, b: Occurrence) => (isMeasured || between(a, b) >= 0) && between(a, b) <= within
    const belong = (a: Occurrence, b: Occurrence) => (one.range ?? other.range) === null || areBeside(a, b, text)
    return occurrences(one, text).some(a => others.some(b => isNear(a, b) && belong(a, b)))
  })
}

function textsOf(field: Scope | null, { title, summary, source, language }: Asked): Text[] {
  const texts = { title, summary, source, lang: language ?? '' }
  const searched = field === null ? [title, summary] : [texts[field]]
  return searched.map(text => ({ text, tokens: tokenize(text), language }))
}

/** Everywhere that a term stands in a text. */
function occurrences(term: Term, text: Text): Occurrence[] {
  const { range } = term
  if (range !== null) return read(text).found.filter(({ value }) => value >= range.least && value <= range.most)
  const words = tokenize(term.text)
  return text.tokens.flatMap((_, first) => {
    // The first word stands here or not at all; the others may leave gaps.
    const begins = means(term, words, 0, text, first)
    return begins ? endsOf(term, words, 1, text, first + 1, term.slop).map(last => ({ first, last })) : []
  })
}

function read({ text, language }: Text) {
  const scan = new Scan()
  scan.read(text)
  return { scan, found: amountsIn(scan, text, language ?? '') }
}

/** Whether between them stand no comma, stop, "and" or amount. */
function areBeside(a: Occurrence, b: Occurrence, text: Text): boolean {
  const [left, right] = a.first < b.first ? [a, b] : [b, a]
  if (left.last >= right.first) return true
  const { scan, found } = read(text)
  const within = found.filter(({ first, last }) => last >= left.last && last < right.first && first > left.last)
  const partings = partingsIn(scan, text.text, [])
  return within.length === 0 && partings[left.last] === partings[right.first]
}

/** Where a phrase may end whose nth word stands at `at`, or up to `spare` tokens later. */
function endsOf(term: Term, words: readonly Token[], nth: number, text: Text, at: number, spare: number): number[] {
  if (nth === words.length) return [at - 1]
  if (at === text.tokens.length) return []
  const later = spare > 0 ? endsOf(term, words, nth, text, at + 1, spare - 1) : []
  const cut = term.slop === 0 && text.tokens[at]?.cut && !words[nth]?.cut
  return !cut && means(term, words, nth, text, at)
    ? [...endsOf(term, words, nth + 1, text, at + 1, spare), ...later]
    : later
}

/** 10kg is found as kg, too. */
const saidBy = ({ text }: Token): string[] => [text, measureIn(text) ?? text]

/** Whether the nth word of a term is what stands at `at`. */
function means(term: Term, words: readonly Token[], nth: number, text: Text, at: number): boolean {
  const word = words[nth]
  const token = text.tokens[at]
  if (word === undefined || token === undefined) return false
  if (term.as === 'exact') return word.text === token.text && written(term.text, word) === written(text.text, token)
  if (term.prefix && nth === words.length - 1)
    return saidBy(token)
      .flatMap(beginningsOf)
      .some(form => form.startsWith(word.text))
  const { as } = term
  return saidBy(token).some(said => isSame(word.text, said, as, text.language))
}

const written = (text: string, { start, end }: Token): string => text.slice(start, end).normalize('NFKC')

/** Whether a query's folded word finds an article's, in an article of that language. */
function isSame(word: string, found: string, as: 'usual' | 'stem', language: string | null): boolean {
  const forms = formsOf(found, language)
  return filedAs(word, as).some(key => forms.includes(key))
}
