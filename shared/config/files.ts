import { dirname, isAbsolute, join, normalize } from 'node:path'
import type * as z from 'zod'
import { issuesOf } from './issues.ts'
import { each, isText, type Place, problemAt, type TextPlace, under } from './place.ts'
import { type Complaint, type Problem, quoted } from './problem.ts'
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
export function readFiles(first: string, read: ReadText): ReadFiles {
  const seen = new Set<string>()
  const places: Place[] = []
  const problems: Problem[] = []
  /** @param complain makes a problem of a complaint, at the place that names the file */
  function readOne(path: string, shape: z.ZodType, complain: (message: string, remedy: string) => Problem): void {
    const known = seen.has(normalize(path))
    seen.add(normalize(path))
    const text = known ? readAlready(path) : textOf(path, read)
    if (typeof text !== 'string') return void problems.push(complain(text.message, text.remedy))
    const source = readSource(path, text)
    problems.push(...source.problems)
    if (source.place === null) return
    places.push(source.place)
    problems.push(...issuesOf(source.place, shape))
    const includes = each(under(source.place, 'include')).filter(isText) // of the others the shape has complained
    for (const include of includes.filter(({ value }) => value.trim() !== ''))
      readOne(pathOf(include), PartFile, (message, remedy) => problemAt(include, message, remedy))
  }
  readOne(first, MainFile, (message, remedy) => ({ file: first, line: 1, column: 1, field: '', message, remedy }))
  return { places, problems }
}

const pathOf = ({ value, file }: TextPlace) => normalize(isAbsolute(value) ? value : join(dirname(file), value))

const readAlready = (path: string): Complaint => ({
  message: `${quoted(path)} is read already`,
  remedy: 'remove this line: every file is read once, wherever it is included',
})

function textOf(path: string, read: ReadText): string | Complaint {
  try {
    return read(path)
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
