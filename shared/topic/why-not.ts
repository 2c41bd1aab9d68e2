import { type Evidence, isGraver, type Raise, type Severity, type Span, type Topic } from '../words.ts'
import {
  type Asked,
  clauseOf,
  evidenceOf,
  operatorOf,
  partsOf,
  satisfied,
  scoreOf,
  sidesOf,
  spansOf,
} from './evidence.ts'
import { holds } from './index/holds.ts'
import { AND, BOOST, FIELD_BITS, gappedAt, NEAR, NOT, OR, SLOP } from './index/program.ts'
import { Search } from './index/search.ts'
import { indexTopics, type Searched, textsOf } from './match.ts'
import { raised, rulesOf } from './raise.ts'

/** Title and summary. */
const BOTH = FIELD_BITS.title | FIELD_BITS.summary

/** What keeps an article from a topic. */
export interface Lack {
  /** The part of the query, as its author wrote it. */
  readonly clause: string
  /** If it is a group of alternatives, each of them; else itself. */
  readonly alternatives: readonly string[]
  /**
   * Not there; there though it is excluded; its words there, but too far apart; of what is to be near something, one side
   * alone; there, but in another field.
   */
  readonly why: 'missing' | 'excluded' | 'apart' | 'half' | 'elsewhere'
  /** Where what is excluded, half there or elsewhere was found. */
  readonly spans: readonly Span[]
}

/** How near an article comes to a topic. */
export interface WhyNot {
  readonly topic: string
  readonly topicName: string
  readonly language: string | null
  readonly matches: boolean
  readonly score: number
  readonly threshold: number
  /** What holds of the query, on the way to a match that lacks least. */
  readonly evidence: readonly Evidence[]
  /** What else that way asks for. None if the article matches, or if only its score is too low. */
  readonly lacks: readonly Lack[]
  /** How grave the match is, or would be without rules. */
  readonly severity: Severity
  /** Of a match, the rules that would have made it graver, and what each lacks. */
  readonly unraised: readonly { readonly to: Severity; readonly lacks: readonly Lack[] }[]
}

/**
 * Why an article does not match a topic: of all ways in which it could, the one that lacks least. The engine that finds
 * matches is asked, part by part. @throws Error naming the topic, if its query is refused by `parseQuery`
 */
export const whyNot = (topic: Topic, article: Searched): WhyNot => whyNots(topic)(article)

/** Why a match is not raised by a rule of its topic: the article does not match at all, or what lacks of the rule. */
export function whyNotRaised(topic: Topic, { when }: Raise, article: Searched): WhyNot {
  const why = whyNot(topic, article)
  return why.matches ? whyNot({ ...topic, query: when, threshold: 0, raise: [] }, article) : why
}

/** The same of one article after another: the topic is indexed once. @throws Error likewise */
export function whyNots(topic: Topic): (article: Searched) => WhyNot {
  const { id, name, threshold = 0 } = topic
  const made = indexTopics([topic])
  // What stands in another field is to be seen as well.
  const index = { ...made, asks: { ...made.asks, fields: BOTH | made.asks.fields } }
  const search = new Search(index)
  const [rules = []] = rulesOf([topic], index)
  const asked = { source: topic.query, index, reading: search.reading, boost: topic.boost }
  return article => {
    search.find(textsOf(article))
    const { found, lacks } = wayTo(0, asked)
    const reasons = evidenceOf(found, asked)
    const score = scoreOf(reasons)
    const matches = lacks.length === 0 && score >= threshold
    const rise = matches ? raised(rules, asked) : null
    const severity = rise?.severity ?? topic.severity
    const graver = rules.filter(({ to }) => matches && isGraver(to, severity))
    const unraised = graver.map(({ to, when, at }) => ({ to, lacks: wayTo(at, { ...asked, source: when }).lacks }))
    const evidence = [...(rise?.evidence ?? []), ...reasons]
    const near = { matches, score, threshold, evidence, lacks, severity, unraised }
    return { topic: id, topicName: name, language: article.language, ...near }
  }
}

interface Way {
  /** Where in the code stands what holds. */
  readonly found: readonly number[]
  readonly lacks: readonly Lack[]
}

/** The way to satisfy a part that lacks least; of those that lack as much, the one of which most was found. */
function wayTo(at: number, asked: Asked): Way {
  const { index, reading } = asked
  if (holds(index, reading, at)) return { found: satisfied(at, asked), lacks: [] }
  const operator = operatorOf(at, index)
  if (operator === NOT) return { found: [], lacks: [excluded(at + 1, asked)] }
  if (operator !== AND && operator !== OR) return { found: [], lacks: [lackOf(at, asked)] }
  const ways = partsOf(at, index).map(part => wayTo(part, asked))
  if (operator === AND) return { found: ways.flatMap(way => way.found), lacks: ways.flatMap(way => way.lacks) }
  const isBarren = ways.every(({ found, lacks }) => found.length === 0 && lacks.every(({ why }) => why === 'missing'))
  if (isBarren) return { found: [], lacks: [lack(at, 'missing', [], asked)] }
  return ways.reduce((a, b) => ((b.lacks.length - a.lacks.length || a.found.length - b.found.length) < 0 ? b : a))
}

const lack = (at: number, why: Lack['why'], spans: readonly Span[], asked: Asked): Lack => ({
  ...{ clause: clauseOf(at, asked), alternatives: alternativesOf(at, asked), why, spans },
})

function alternativesOf(at: number, asked: Asked): string[] {
  const operator = operatorOf(at, asked.index)
  if (operator === OR) return partsOf(at, asked.index).flatMap(part => alternativesOf(part, asked))
  return [operator === AND ? `(${clauseOf(at, asked)})` : clauseOf(at, asked)]
}

function excluded(at: number, asked: Asked): Lack {
  const spans = satisfied(at, asked).flatMap(found => spansOf(found, asked))
  return lack(at, 'excluded', spans, asked)
}

function lackOf(at: number, asked: Asked): Lack {
  const operator = operatorOf(at, asked.index)
  if (operator === BOOST) return lackOf(at + 2, asked)
  if (isApart(at, asked)) return lack(at, 'apart', [], asked)
  const elsewhere = spansOf(at, asked, BOTH)
  if (elsewhere.length > 0) return lack(at, 'elsewhere', elsewhere, asked)
  const half = operator === NEAR ? sidesOf(at, asked.index).flatMap(side => spansOf(side, asked)) : []
  return lack(at, half.length > 0 ? 'half' : 'missing', half, asked)
}

/** Whether only the distance is wrong: between the sides of a NEAR, or the words of a phrase with gaps. */
function isApart(at: number, asked: Asked): boolean {
  const { index, reading } = asked
  const operator = operatorOf(at, index)
  if (operator === SLOP) {
    const { words, fields } = gappedAt(index.code, at)
    return words.every(word => reading.has(word, fields))
  }
  return operator === NEAR && sidesOf(at, index).every(side => holds(index, reading, side))
}
