import type { Index } from './index.ts'
import { AND, after, BOOST, fieldsIn, gappedAt, NEAR, NOT, nodeIn, operatorIn, SLOP } from './program.ts'
import type { Place, Reading } from './reading.ts'

/** Whether the part of a query that begins at `at` holds for the article that was read. */
export function holds(index: Index, reading: Reading, at: number): boolean {
  const { code } = index
  const instruction = code[at] ?? 0
  if (instruction < 0) return reading.has(nodeIn(instruction), fieldsIn(instruction))
  const operator = operatorIn(instruction)
  if (operator === NOT) return !holds(index, reading, at + 1)
  if (operator === BOOST) return holds(index, reading, at + 2)
  if (operator === SLOP || operator === NEAR) return placesOf(index, reading, at).length > 0
  const end = after(instruction, at)
  for (let part = at + 1; part < end; part = after(code[part] ?? 0, part))
    if (holds(index, reading, part) !== (operator === AND)) return operator !== AND
  return operator === AND
}

/**
 * Where a term, or words that are to be near each other, stand in the article: in order of their first tokens.
 * @param fields in which to look, if not in their own
 */
export function placesOf(index: Index, reading: Reading, at: number, fields?: number): Place[] {
  const { code } = index
  const instruction = code[at] ?? 0
  if (instruction < 0) return reading.places(nodeIn(instruction), fields ?? fieldsIn(instruction))
  const operator = operatorIn(instruction)
  if (operator === BOOST) return placesOf(index, reading, at + 2, fields)
  if (operator === SLOP) return inOrder(index, reading, at, fields)
  if (operator === NEAR) return nearSides(index, reading, at, fields).flat().sort(byPlace)
  const places: Place[][] = []
  for (let part = at + 1; part < after(instruction, at); part = after(code[part] ?? 0, part))
    places.push(placesOf(index, reading, part, fields))
  return places.flat().sort(byPlace)
}

const byPlace = (a: Place, b: Place): number => a.first - b.first || a.last - b.last

/** The words one after another, with so many others between them at most: from each beginning to every end it may have. */
function inOrder({ code }: Index, reading: Reading, at: number, fields?: number): Place[] {
  const gapped = gappedAt(code, at)
  const words = gapped.words.map(node => reading.places(node, fields ?? gapped.fields))
  const [firsts = [], ...between] = words.slice(0, -1)
  const ends = words.at(-1) ?? []
  const passed = words.map(() => 0)
  return firsts.flatMap(first => {
    // What lies before one beginning lies before the next as well: nothing is passed twice.
    const behind = (last: Place | undefined, places: readonly Place[], nth: number): Place | undefined => {
      if (last === undefined) return undefined
      let next = passed[nth] ?? 0
      for (let place = places[next]; place && place.first <= last.first; place = places[next]) next++
      passed[nth] = next
      return places[next]
    }
    if (behind(between.reduce(behind, first), ends, between.length) === undefined) return []
    const latest = first.first + words.length - 1 + gapped.between
    const found: Place[] = []
    for (let n = passed[between.length] ?? 0; (ends[n]?.first ?? Infinity) <= latest; n++) {
      const { last, end } = ends[n] ?? first
      found.push({ ...first, last, end })
    }
    return found
  })
}

/** The places of the one side, and of the other, that are near enough to one across. */
export function nearSides(
  index: Index,
  reading: Reading,
  at: number,
  fields?: number,
): readonly [one: readonly Place[], other: readonly Place[]] {
  const { code } = index
  const within = code[at + 1] ?? 0
  const lefts = placesOf(index, reading, at + 2, fields)
  const rights = placesOf(index, reading, after(code[at + 2] ?? 0, at + 2), fields)
  const longest = rights.reduce((most, { first, last }) => Math.max(most, last - first), 0)
  const near = [new Set<Place>(), new Set<Place>()] as const
  let passed = 0
  for (const left of lefts) {
    while ((rights[passed]?.first ?? Infinity) + longest + within + 1 < left.first) passed++
    for (let n = passed; (rights[n]?.first ?? Infinity) <= left.last + within + 1; n++) {
      const right = rights[n]
      if (!right || !isNear(left, right, within)) continue
      if ((left.isAmount || right.isAmount) && !reading.belong(left, right)) continue
      near[0].add(left)
      near[1].add(right)
    }
  }
  return [[...near[0]], [...near[1]]]
}

/** The measure in 10kg is near its number. */
function isNear(a: Place, b: Place, within: number): boolean {
  const between = a.first > b.last ? a.first - b.last : b.first - a.last
  return (between > 0 || a.isAmount !== b.isAmount) && between <= within + 1
}
