import * as z from 'zod'
import { hundredths } from '../topic/query/numbers.ts'
import { LONGEST_QUERY, parsePart } from '../topic/query/query.ts'
import type { Topic } from '../words.ts'
import { list, number, settings, text } from './keys.ts'
import { type Complaint, quoted } from './problem.ts'
import { type Reading, readWords } from './readings.ts'

/** What terms of each kind count, unless a topic says otherwise: a strong one suffices, a medium one with another. */
const WEIGHTS = { strong: 3, medium: 2, context: 1, negative: -3 }
type Kind = keyof typeof WEIGHTS
const KINDS: readonly Kind[] = ['strong', 'medium', 'context', 'negative']

/** A term by itself: what it counts is said by the list it stands in. */
function readTerm(term: string): Reading<string> {
  const weighted = {
    message: `${quoted(term)} has a weight of its own`,
    remedy: 'leave out the "^": its list says what it counts',
  }
  if (term.trim() === '') return readWords(term)
  const parsed = parsePart(term)
  if (!parsed.ok) return /[\^＾]/.test(term.charAt(parsed.error.column - 1)) ? weighted : parsed.error
  const { query } = parsed
  if (query.kind === 'not')
    return { message: `${quoted(term)} is an exclusion`, remedy: 'list it under `negative`, without "-" or NOT' }
  if (query.kind !== 'term' && query.kind !== 'near')
    return { message: `${quoted(term)} is more than one term`, remedy: 'list its parts, or quote them as one phrase' }
  if (query.boost !== 1) return weighted
  if (query.kind === 'near') return { value: `(${term.trim()})` }
  if (!/[)）]/.test(term.slice(query.end))) return { value: term.slice(0, query.end).trim() }
  return { message: `${quoted(term)} stands in parentheses`, remedy: 'leave them out' }
}

const termsOf = (kind: string, example: string) => list(text(readTerm, 'A word, a phrase or a NEAR.', example), kind)
const weight = (kind: Kind) =>
  number(`What a ${kind} term counts. By default ${WEIGHTS[kind]}.`, -100, 100, WEIGHTS[kind]).superRefine(
    (value, context) => {
      if (value !== 0 && hundredths(value) === value) return
      const message = value === 0 ? 'a weight of 0 counts nothing' : `${value} has more than two decimals`
      context.addIssue({ code: 'custom', message, params: { remedy: `write a number such as ${WEIGHTS[kind]}` } })
    },
  )

const Kinds = settings(
  {
    strong: termsOf('Each suffices.', '"ivory trade"'),
    medium: termsOf('Each needs another beside it.', 'pangolin*'),
    context: termsOf('Each helps others.', 'seized'),
    negative: termsOf('Each speaks against it.', 'film'),
  },
  'Terms by how much they count.',
)

export const terms = z
  .record(z.string(), Kinds)
  .meta({ description: 'What to look for, by language or under `any`: terms that count, instead of a query.' })

export const weights = settings(
  { strong: weight('strong'), medium: weight('medium'), context: weight('context'), negative: weight('negative') },
  'What the terms count.',
)

export const boost = settings(
  {
    title: number('How many times a term counts that stands in the title. By default 1.', 0, 100, 1.5),
    summary: number('How many times a term counts that stands only in the summary. By default 1.', 0, 100, 1),
  },
  'How much it matters where a term stands.',
).superRefine(({ title, summary }, context) => {
  if (title !== 0 || summary !== 0) return
  const params = { remedy: 'let one of them count: `{ title: 1, summary: 0 }`' }
  context.addIssue({ code: 'custom', message: 'nothing counts, wherever it stands', params })
})

interface Said {
  readonly query?: string | undefined
  readonly terms?: z.output<typeof terms> | undefined
  readonly weights?: z.output<typeof weights> | undefined
  readonly boost?: z.output<typeof boost> | undefined
  readonly threshold?: number | undefined
}

/**
 * What a topic looks for: its query or, of weighted terms, the query that they are: each with its boost, those that speak
 * against it with a negative one; then one strong term suffices, unless a threshold is said. Null if there is neither.
 */
export function lookedFor(said: Said): Pick<Topic, 'query' | 'threshold' | 'boost'> | null {
  const query = said.query ?? (said.terms && queryOf(said.terms, said.weights))
  if (query === undefined) return null
  const threshold = said.threshold ?? (said.query === undefined ? (said.weights?.strong ?? WEIGHTS.strong) : undefined)
  return {
    query,
    ...(threshold && { threshold }),
    ...(said.boost && { boost: { title: said.boost.title ?? 1, summary: said.boost.summary ?? 1 } }),
  }
}

const queryOf = (languages: z.output<typeof terms>, said: z.output<typeof weights> = {}): string =>
  Object.values(languages)
    .flatMap(lists => KINDS.flatMap(kind => (lists[kind] ?? []).map(term => `${term}^${said[kind] ?? WEIGHTS[kind]}`)))
    .join(' OR ')

/** What is wrong with terms that are right one by one, when no query can be made of them. */
export function complaintOf(query: string): Complaint {
  if (query === '') return { message: 'no term is listed', remedy: 'list one: `any: { strong: [fraud] }`' }
  if (query.length > LONGEST_QUERY)
    return {
      message: `with their weights they are longer than ${LONGEST_QUERY} characters`,
      remedy: 'divide them among several topics',
    }
  return { message: 'every term counts against', remedy: 'list one that counts for it: `any: { strong: [fraud] }`' }
}
