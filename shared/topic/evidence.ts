import type { Evidence, Span, Topic } from '../words.ts'
import { holds, nearSides, placesOf } from './index/holds.ts'
import type { Index } from './index/index.ts'
import {
  AND,
  after,
  BOOST,
  boostIn,
  FIELD_BITS,
  fieldsIn,
  gappedAt,
  NEAR,
  NOT,
  OR,
  operatorIn,
  SLOP,
} from './index/program.ts'
import type { Place, Reading } from './index/reading.ts'
import { hundredths } from './query/numbers.ts'

const MOST_SPANS = 10

/** A query as its author wrote it, the index that has it, and the article that was read last. */
export interface Asked {
  readonly source: string
  readonly index: Index
  readonly reading: Reading
  readonly boost?: Topic['boost'] | undefined
}

/**
 * Where in the code of a query stands what was found: each word, phrase or nearness that holds and is not excluded. `at`
 * is where the query, or a part of it, begins.
 */
export function satisfied(at: number, { index, reading }: Pick<Asked, 'index' | 'reading'>): number[] {
  const operator = operatorOf(at, index)
  if (operator === NOT || !holds(index, reading, at)) return []
  if (operator !== AND && operator !== OR) return [at]
  return partsOf(at, index).flatMap(part => satisfied(part, { index, reading }))
}

/** The operator that stands there; null for an atom. */
export function operatorOf(at: number, { code }: Index): number | null {
  const instruction = code[at] ?? 0
  return instruction < 0 ? null : operatorIn(instruction)
}

/** Where the parts of an AND or OR stand. */
export function partsOf(at: number, { code }: Index): number[] {
  const parts: number[] = []
  const end = after(code[at] ?? 0, at)
  for (let part = at + 1; part < end; part = after(code[part] ?? 0, part)) parts.push(part)
  return parts
}

/** What was found, as it is shown. What is looked for twice is one reason, and counts by its greater boost. */
export function evidenceOf(found: readonly number[], asked: Asked): Evidence[] {
  const reasons = new Map<string | number, Evidence>()
  for (const at of found) {
    const written = reasonOf(at, asked)
    // "~" has an atom for each language that it may be found in, and they are one reason.
    const same = /[=＝~～]/.test(written) ? written : (atomAt(at, asked.index) ?? written)
    const before = reasons.get(same)
    const clause = before?.clause ?? written
    const spans = spansOf(at, asked)
    const boost = operatorOf(at, asked.index) === BOOST ? boostIn(asked.index.code[at + 1] ?? 0) : 1
    const counts = hundredths(boost * boostOfField(spans, asked.boost))
    reasons.set(same, { clause, contribution: Math.max(counts, before?.contribution ?? counts), spans })
  }
  return [...reasons.values()]
}

/** The word or phrase that stands there, however it is spelt: cocaine and cocaïne are one. */
function atomAt(at: number, index: Index): number | undefined {
  const operator = operatorOf(at, index)
  if (operator === BOOST) return atomAt(at + 2, index)
  return operator === null ? index.code[at] : undefined
}

/** The title comes first: what stands there as well as in the summary counts as there. */
const boostOfField = ([first]: readonly Span[], boost: Asked['boost']): number => (first && boost?.[first.field]) ?? 1

/** What evidence adds up to: in hundredths, for 0.7 + 0.1 falls short of 0.8. */
export const scoreOf = (evidence: readonly Evidence[]): number =>
  hundredths(evidence.reduce((score, { contribution }) => score + contribution, 0))

/** As its author wrote it; but of groups that are to be near each other, only what was found so. */
function reasonOf(at: number, asked: Asked): string {
  const { source, index, reading } = asked
  if (operatorOf(at, index) === BOOST) return reasonOf(at + 2, asked)
  if (operatorOf(at, index) !== NEAR) return clauseOf(at, asked)
  const [left, right] = nearSides(index, reading, at)
  const named = (side: number, near: readonly Place[]) => {
    const isNear = ({ first, last }: Place) => near.some(place => place.first === first && place.last === last)
    const found = partsOf(side, index).filter(part => placesOf(index, reading, part).some(isNear))
    const written = found.map(part => source.slice(index.extents[2 * part], index.extents[2 * part + 1])).join(' OR ')
    return found.length === 1 ? written : `(${written})`
  }
  const [one, other] = sidesOf(at, index)
  return inField(at, `${named(one, left)} NEAR/${index.code[at + 1]} ${named(other, right)}`, index)
}

/** Where the sides of a NEAR stand in the code. */
export const sidesOf = (at: number, { code }: Index): readonly [number, number] => [
  at + 2,
  after(code[at + 2] ?? 0, at + 2),
]

/** A part of a query as its author wrote it. A term or NEAR says its field, though that may stand before a group. */
export function clauseOf(at: number, { source, index }: Pick<Asked, 'source' | 'index'>): string {
  const written = source.slice(index.extents[2 * at], index.extents[2 * at + 1])
  const operator = operatorOf(at, index)
  if (operator === BOOST) return clauseOf(at + 2, { source, index })
  if (operator === AND || operator === OR || operator === NOT) return written
  return inField(at, written, index)
}

function inField(at: number, written: string, index: Index): string {
  const field = fieldNames.get(fieldsOf(at, index))
  if (field === undefined) return written
  return operatorOf(at, index) === NEAR ? `${field}:(${written})` : `${field}:${written}`
}

const fieldNames = new Map(Object.entries(FIELD_BITS).map(([name, bit]): [number, string] => [bit, name]))

/** The fields in which a term looks; all terms of a NEAR look in the same. */
function fieldsOf(at: number, index: Index): number {
  const instruction = index.code[at] ?? 0
  if (instruction < 0) return fieldsIn(instruction)
  const operator = operatorIn(instruction)
  if (operator === SLOP) return gappedAt(index.code, at).fields
  return fieldsOf(operator === NEAR ? at + 2 : at + 1, index)
}

/**
 * Where a reason is found in title and summary, in order and not overlapping.
 * @param fields in which to look, if not in its own
 */
export function spansOf(at: number, { index, reading }: Pick<Asked, 'index' | 'reading'>, fields?: number): Span[] {
  const spans: Span[] = []
  for (const { field, start, end } of placesOf(index, reading, at, fields)) {
    const last = spans.at(-1)
    if (spans.length === MOST_SPANS || field === 'source' || field === 'lang') break
    if (last?.field !== field || start >= last.end) spans.push({ field, start, end })
  }
  return spans
}
