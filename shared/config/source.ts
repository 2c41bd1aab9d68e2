import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml'
import type { Path, Place, Spot } from './place.ts'
import type { Problem } from './problem.ts'
import { offsetInScalar } from './scalar.ts'
import { mistakesOf } from './syntax.ts'

/** A file's text, read as YAML: what it says, and what is wrong with how it says it. `place` is null if it says nothing. */
export interface ReadSource {
  readonly place: Place | null
  readonly problems: readonly Problem[]
}

/** Reads a file's text as YAML 1.2. Never throws: whatever the text, it comes back as a place, problems, or both. */
export function readSource(file: string, text: string): ReadSource {
  const bare = text.replace(/^\uFEFF/, '')
  const unfit = unfitness(file, bare)
  if (unfit !== null) return { place: null, problems: [unfit] }
  const lines = new LineCounter()
  const document = parseDocument(bare, { lineCounter: lines, prettyErrors: false, stringKeys: true })
  const spotAt = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const mistakes = mistakesOf(document)
  const problems = mistakes.map(({ offset, message, remedy }) => ({
    file,
    ...spotAt(offset),
    field: '',
    message,
    remedy,
  }))
  // After any other mistake of syntax, what the rest was meant to say is a guess, and so would be its problems.
  if (mistakes.some(({ code }) => code !== 'DUPLICATE_KEY')) return { place: null, problems }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    if (value === null || value === undefined) return { place: null, problems: [...problems, atStart(file, EMPTY)] }
    return { place: { file, path: [], value, spotOf: spots(document, bare, spotAt) }, problems }
  } catch {
    return { place: null, problems: [...problems, atStart(file, MULTIPLIES)] }
  }
}

const EMPTY = {
  message: 'the file is empty',
  remedy: 'name at least one feed under `feeds:` and one topic under `topics:`',
}
const MULTIPLIES = {
  message: 'the `*` aliases in this file multiply into far more than it says',
  remedy: 'write the repeated parts out',
}

function atStart(file: string, said: { readonly message: string; readonly remedy: string }): Problem {
  return { file, line: 1, column: 1, field: '', ...said }
}

const DEEPEST = 50

/** Text that must not reach the YAML parser: bytes of another encoding, or nesting deep enough to end the process. */
function unfitness(file: string, text: string): Problem | null {
  const strange = /[\0\uFFFD]/.exec(text)
  if (strange !== null) {
    const before = text.slice(0, strange.index).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    const [message, remedy] = ['the file is not UTF-8 text', 'save it with the encoding UTF-8']
    return { file, line: before.length, column, field: '', message, remedy }
  }
  if (!nestsDeeply(text)) return null
  return atStart(file, {
    message: 'the file nests far deeper than any setting',
    remedy: 'close what is open: [ { or -',
  })
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

/** Where things stand in the text, by their path. What is absent is looked for where it should have been. */
function spots(document: Document.Parsed, text: string, spotAt: (offset: number) => Spot): Place['spotOf'] {
  return (path, part) => {
    const { key, value } = nodesAt(document, path)
    const bare = isScalar(value) && value.value === null // `url:` with nothing after it: point at the key
    const node = (part === 'key' || bare ? key : value) ?? value
    const start = isNode(node) ? (node.range?.[0] ?? 0) : 0
    if (typeof part !== 'number' || !isScalar(value)) return spotAt(start)
    return spotAt(offsetInScalar(text, value, part) ?? start)
  }
}

/** The key and the value at a path, or the nearest value that should have contained it. */
function nodesAt(document: Document.Parsed, path: Path): { readonly key: unknown; readonly value: unknown } {
  let key: unknown = null
  let value: unknown = document.contents
  for (const step of path) {
    const inner = isAlias(value) ? value.resolve(document) : value
    if (isSeq(inner)) [key, value] = [null, inner.items[Number(step)] ?? value]
    else if (isMap(inner)) {
      const pair = inner.items.find((one: Pair) => isScalar(one.key) && String(one.key.value) === step)
      if (pair === undefined) return { key: null, value: inner }
      ;[key, value] = [pair.key, pair.value ?? pair.key]
    }
  }
  return { key, value }
}
