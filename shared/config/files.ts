import { dirname, isAbsolute, join, normalize } from 'node:path'
import { issuesOf } from './issues.ts'
import { each, type Place, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'
import { MainFile, PartFile } from './schema.ts'
import { readSource } from './source.ts'

/** Reads one file's text. @throws as `readFileSync` does, when it cannot be read */
export type ReadText = (path: string) => string

/** The first file and all it includes, and what is wrong with each by itself. */
export interface ReadFiles {
  /** Those that could be read as YAML, in the order they are included, the first file first. */
  readonly places: readonly Place[]
  /** In the same order. */
  readonly problems: readonly Problem[]
}

/** Reads a file and what it includes. Each file once: naming one again is a problem, so no cycle can go round. */
export function readFiles(path: string, read: ReadText): ReadFiles {
  const text = textOf(path, read)
  if ('message' in text) return { places: [], problems: [{ file: path, line: 1, column: 1, field: '', ...text }] }
  const reading = { read, seen: new Set([normalize(path)]), places: [], problems: [] }
  readOne(path, text.text, MainFile, reading)
  return reading
}

interface Reading {
  readonly read: ReadText
  readonly seen: Set<string>
  readonly places: Place[]
  readonly problems: Problem[]
}

function readOne(path: string, text: string, shape: typeof MainFile | typeof PartFile, reading: Reading): void {
  const { place, problems } = readSource(path, text)
  reading.problems.push(...problems)
  if (place === null) return
  reading.places.push(place)
  reading.problems.push(...issuesOf(place, shape))
  for (const include of each(under(place, 'include'))) readIncluded(include, reading)
}

function readIncluded(include: Place, reading: Reading): void {
  const { value, file } = include
  if (typeof value !== 'string' || value.trim() === '') return // the shape has complained of it
  const path = normalize(isAbsolute(value) ? value : join(dirname(file), value))
  if (reading.seen.has(path)) {
    const remedy = 'remove this line: every file is read once, wherever it is included'
    reading.problems.push(problemAt(include, `${quoted(path)} is read already`, remedy))
    return
  }
  reading.seen.add(path)
  const text = textOf(path, reading.read)
  if ('message' in text) reading.problems.push(problemAt(include, text.message, text.remedy))
  else readOne(path, text.text, PartFile, reading)
}

type Unread = { readonly message: string; readonly remedy: string }

function textOf(path: string, read: ReadText): { readonly text: string } | Unread {
  try {
    return { text: read(path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const [why, remedy] = UNREAD[code] ?? [error instanceof Error ? error.message : String(error), 'check the file']
    return { message: `cannot read ${quoted(path)}: ${why}`, remedy }
  }
}

const UNREAD: Readonly<Record<string, readonly [why: string, remedy: string]>> = {
  ENOENT: [
    'there is no such file',
    'check the path; an included file is looked for from the folder of the file that includes it',
  ],
  EISDIR: ['it is a folder', 'name a file in it'],
  EACCES: ['you may not read it', 'change its permissions'],
  ERR_ENCODING_INVALID_ENCODED_DATA: ['it is not UTF-8 text', 'save it with the encoding UTF-8'],
}
