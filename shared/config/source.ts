import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml'
import type { Path, Place, Spot } from './place.ts'
import type { Problem } from './problem.ts'
import { offsetInScalar } from './scalar.ts'
import { keyOf, type Mistake, mistakesOf } from './syntax.ts'

/** A file's text, read as YAML: what it says, and what is wrong with how it says it. `place` is null if it says nothing. */
export interface ReadSource {
  readonly place: Place | null
  readonly problems: readonly Problem[]
}

/** Reads a file's text as YAML 1.2. Never throws: whatever the text, it comes back as a place, problems, or both. */
export function readSource(file: string, text: string): ReadSource {
  const bare = text.replace(/^\uFEFF/, '')
  const spotAt = spotsIn(bare)
  const answer = (mistakes: readonly Mistake[], place: Place | null = null): ReadSource => ({
    place,
    problems: mistakes.map(({ offset, message, remedy }) => ({
      ...{ file, ...spotAt(offset), field: '', message, remedy },
    })),
  })
  const unfit = unfitness(bare)
  if (unfit) return answer([unfit])
  const document = parseDocument(bare, {
    ...{ prettyErrors: false, stringKeys: true },
    uniqueKeys: false, // yaml compares each key with all others; mistakesOf does not
  })
  const mistakes = mistakesOf(document)
  // After any other mistake of syntax, what the rest was meant to say is a guess, and so would be its problems.
  if (mistakes.some(({ code }) => code !== 'DUPLICATE_KEY')) return answer(mistakes)
  try {
    const value: unknown = document.toJS({ maxAliasCount: 10_000 })
    if (value === null || value === undefined) return answer([...mistakes, EMPTY])
    return answer(mistakes, { file, path: [], value, spotOf: spots(document, bare, spotAt) })
  } catch {
    return answer([...mistakes, MULTIPLIES])
  }
}

const EMPTY = {
  offset: 0,
  message: 'the file is empty',
  remedy: 'name at least one feed under `feeds:` and one topic under `topics:`',
}
const MULTIPLIES = {
  offset: 0,
  message: 'the `*` aliases in this file multiply into far more than it says',
  remedy: 'write the repeated parts out',
}
const DEEPEST = 50

/** Text that must not reach the YAML parser: bytes of another encoding, or nesting deep enough to end the process. */
function unfitness(text: string): Mistake | null {
  const offset = text.search(/[\0\uFFFD]/)
  if (offset >= 0) return { offset, message: 'the file is not UTF-8 text', remedy: 'save it with the encoding UTF-8' }
  if (!nestsDeeply(text)) return null
  return { offset: 0, message: 'the file nests far deeper than any setting', remedy: 'close what is open: [ { or -' }
}

/** yaml recurses, and past some 20,000 open brackets V8 dies rather than throws. */
function nestsDeeply(text: string): boolean {
  let depth = 0
  for (const [mark] of text.matchAll(/[[\]{}]|(?:[-?:][ \t]+){50}/g)) {
    if (mark.length > 1) return true
    depth = Math.max(0, depth + (mark === '[' || mark === '{' ? 1 : -1))
    if (depth > DEEPEST) return true
  }
  return false
}

function spotsIn(text: string): (offset: number) => Spot {
  const lines = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  return offset => {
    let [line, below] = [0, lines.length]
    while (below - line > 1) {
      const middle = (line + below) >> 1
      if ((lines[middle] ?? 0) <= offset) line = middle
      else below = middle
    }
    return { line: line + 1, column: offset - (lines[line] ?? 0) + 1 }
  }
}

/** Where things stand in the text, by their path. What is absent is looked for where it should have been. */
function spots(document: Document.Parsed, text: string, spotAt: (offset: number) => Spot): Place['spotOf'] {
  const pairs = pairsByKey()
  return (path, part) => {
    const { key, value } = nodesAt(document, path, pairs)
    const bare = isScalar(value) && value.value === null // `url:` with nothing after it: point at the key
    const node = (part === 'key' || bare ? key : value) ?? value
    const start = isNode(node) ? (node.range?.[0] ?? 0) : 0
    const inside = typeof part === 'number' && isScalar(value) ? offsetInScalar(text, value, part) : null
    return spotAt(inside ?? start)
  }
}

/** The key and the value at a path, or the nearest value that should have contained it. */
function nodesAt(
  document: Document.Parsed,
  path: Path,
  pairs: ReturnType<typeof pairsByKey>,
): { readonly key: unknown; readonly value: unknown } {
  let key: unknown = null
  let value: unknown = document.contents
  for (const step of path) {
    const inner = isAlias(value) ? value.resolve(document) : value
    if (isSeq(inner)) [key, value] = [null, inner.items[Number(step)] ?? value]
    else if (isMap(inner)) {
      const pair = pairs(inner).get(step)
      if (pair === undefined) return { key: null, value: inner }
      ;[key, value] = [pair.key, pair.value ?? pair.key]
    }
  }
  return { key, value }
}

/** The pairs of a map by their keys, of twins the first: thousands of problems may each look for one. */
function pairsByKey() {
  const known = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>()
  return (map: YAMLMap): ReadonlyMap<unknown, Pair> => {
    const read = known.get(map) ?? new Map(map.items.toReversed().map(pair => [keyOf(pair), pair]))
    known.set(map, read)
    return read
  }
}
