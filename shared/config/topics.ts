import type * as z from 'zod'
import { exampleChecker, stillHolding } from '../topic/examples.ts'
import type { Searched } from '../topic/match.ts'
import { mostScore } from '../topic/most-score.ts'
import { parseQuery } from '../topic/query/query.ts'
import { whyNot } from '../topic/why-not.ts'
import type { Topic } from '../words.ts'
import { type Entry, placesOf, repeats, wellFormed } from './entries.ts'
import { brokenExamples } from './examples.ts'
import { didYouMean } from './nearest.ts'
import { type Packs, packTopic } from './packs.ts'
import { isRecord, isText, type Place, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'
import { brokenRules, withRules, wrongRules } from './raise.ts'
import { readLanguage } from './readings.ts'
import { TopicEntry } from './schema.ts'
import { complaintOf, lookedFor } from './terms.ts'

type Said = z.infer<typeof TopicEntry>

export interface ReadTopics {
  readonly topics: readonly Topic[]
  /** Every id that the files mean to define, so that a topic that is wrong is not unknown as well. */
  readonly ids: ReadonlySet<string>
  readonly problems: readonly Problem[]
  /** What examples show to be wrong. */
  readonly broken: readonly Problem[]
}

/**
 * The topics of all files, and what is wrong with them.
 *
 * A topic starts from a pack or from its own id and query. With a pack, `name`, `description`, `severity` and `query`
 * say instead, `or` widens the query, `not` narrows it (after `or`), and `examples` and `raise` are added. The file has the last
 * word: of the pack's own examples, those that the changed query no longer fulfils are left out, and of its rules of
 * severity, those that no longer raise or to whose severity the file has one.
 */
export function readTopics(files: readonly Place[], packs: Packs): ReadTopics {
  const places = placesOf(files, 'topics')
  const names = places.map(place => under(place, isRecord(place.value) && 'pack' in place.value ? 'pack' : 'id'))
  const read = wellFormed(places, TopicEntry).map(entry => readTopic(entry, packs))
  return {
    topics: read.flatMap(({ topic }) => topic ?? []),
    ids: new Set(names.filter(isText).map(({ value }) => value)),
    problems: [...places.flatMap(misfits), ...repeats(names, 'topic'), ...read.flatMap(({ problems }) => problems)],
    broken: read.flatMap(({ broken }) => broken),
  }
}

/** Keys that a topic needs, or that go only with a pack or without one. JSON Schema's `oneOf` would not say which. */
function misfits(place: Place): Problem[] {
  if (!isRecord(place.value)) return []
  const has = (key: string) => under(place, key).value !== undefined
  const missing = (key: 'id' | 'query') =>
    problemAt(under(place, key), `${quoted(key)} is missing`, `add ${EXAMPLE[key]}, or start from a \`pack\``)
  const astray = (remedy: string, ...keys: readonly string[]) =>
    keys.filter(has).map(key => problemAt(under(place, key), `${quoted(key)} does not go here`, remedy))
  if (has('pack'))
    return [
      ...astray("remove it: a pack's topic keeps the pack's id", 'id'),
      ...astray('extend a pack by `or` and `not`: fraud^2', 'terms', 'weights'),
    ]
  return [
    ...(has('id') ? [] : [missing('id')]),
    ...(has('query') || has('terms') ? [] : [missing('query')]),
    ...astray('it extends a pack; write it into `query`: `(fraud OR scam) -film`', 'or', 'not'),
    ...(has('terms')
      ? astray('write a query or terms, not both', 'query')
      : astray('weigh words in the query: fraud^2', 'weights')),
    ...strangeLanguages(under(place, 'terms')),
  ]
}

const EXAMPLE = { id: '`id: port-strikes`', query: '`query: strike AND port`' }

/** Of the keys as they are written: what has read the terms passes over `__proto__`. */
function strangeLanguages(terms: Place): Problem[] {
  const keys = isRecord(terms.value) ? Object.keys(terms.value) : []
  return keys
    .filter(key => key !== 'any' && !('value' in readLanguage(key)))
    .map(key =>
      problemAt(
        under(terms, key),
        `${quoted(key)} is not a language`,
        'list terms by the code of a language, or under `any`: `any: { strong: [fraud] }`',
        'key',
      ),
    )
}

interface ReadTopic extends Pick<ReadTopics, 'problems' | 'broken'> {
  readonly topic: Topic | null
}

const unread = (problems: readonly Problem[]): ReadTopic => ({ topic: null, problems, broken: [] })

function readTopic({ place, said }: Entry<Said>, packs: Packs): ReadTopic {
  const start = said.pack === undefined ? ownTopic(said) : packTopic(said.pack, packs)
  if (start === null) return unread(unknownPack(under(place, 'pack'), packs))
  const query = extendedQuery(start.query, said)
  const parsed = parseQuery(query)
  if (!parsed.ok) {
    const areTerms = said.terms !== undefined && said.pack === undefined
    const { message, remedy } = areTerms ? complaintOf(query) : parsed.error
    return unread([problemAt(areTerms ? under(place, 'terms') : place, message, remedy)])
  }
  const { name = start.name, description = start.description, severity = start.severity } = said
  const looked = { ...start, ...lookedFor({ ...said, query }), name, description, severity, query }
  const topic = isOther(said) ? withRules(looked, said.raise) : looked
  const holds = exampleChecker(topic)
  const { match, reject } = isOther(said) ? stillHolding(start.examples, holds) : start.examples
  const examples = {
    match: [...match, ...(said.examples?.match ?? [])],
    reject: [...reject, ...(said.examples?.reject ?? [])],
  }
  const problems = [...unreachable(place, topic), ...wrongRules(place, topic)]
  const ask = {
    holds,
    whyNot: (article: Searched) => whyNot(topic, article),
    words: ['match', 'does'],
    query: 'the query',
  } as const
  const broken = problems.length > 0 ? [] : [...brokenExamples(place, ask), ...brokenRules(place, topic, said.raise)]
  return { topic: { ...topic, examples }, problems, broken }
}

/** Whether it may find other articles than its pack, or find them graver. If not, the pack must keep its word. */
const isOther = ({ query, or, not, threshold, boost, severity, raise }: Said) =>
  [query, or, not, threshold, boost, severity, raise].some(said => said !== undefined)

/** A topic that starts from no pack; null if it says too little to be one, which the misfits tell. */
function ownTopic({ id, ...said }: Said): Topic | null {
  const looked = lookedFor(said)
  if (id === undefined || looked === null) return null
  return { id, name: id, description: '', severity: 'low', ...looked, examples: { match: [], reject: [] } }
}

function unknownPack(pack: Place, { packIds }: Packs): Problem[] {
  if (!isText(pack)) return []
  return [problemAt(pack, `no pack is called ${quoted(pack.value)}`, didYouMean(pack.value, packIds, 'the packs are'))]
}

function extendedQuery(start: string, { query = start, or, not }: Said): string {
  const wider = or === undefined ? query : `(${query}) OR (${or})`
  return not === undefined ? wider : `(${wider}) NOT (${not})`
}

/** A threshold that is more than all that the query can find adds up to. */
function unreachable(place: Place, topic: Topic): Problem[] {
  const { threshold = 0 } = topic
  const most = threshold && mostScore(topic)
  if (threshold <= most) return []
  const areTerms = under(place, 'terms').value !== undefined
  const all = areTerms ? 'all terms together add up' : 'all that the query looks for adds up'
  const message = `no article reaches a score of ${threshold}: ${all} to ${most}`
  const own = under(place, 'threshold')
  if (own.value === undefined)
    return [problemAt(under(place, 'terms'), message, `list a strong term, or say \`threshold: ${most}\``)]
  const louder = areTerms ? 'list more terms' : 'let words count more: fraud^2'
  return [problemAt(own, message, `lower it to ${most} or less, or ${louder}`)]
}
