import type * as z from 'zod'
import { exampleAt, nodeAt, type SchemaNode } from './example.ts'
import { didYouMean } from './nearest.ts'
import { isRecord, type Path, type Place, printPath } from './place.ts'
import { type Problem, quoted } from './problem.ts'
import { fileSchema, Hint } from './schema.ts'

type Issue = z.core.$ZodIssue
type Said = { readonly message: string; readonly remedy: string }

/** Everything in which a whole file departs from its shape, in plain words. */
export function issuesOf(file: Place, shape: z.ZodType): Problem[] {
  const issues = shape.safeParse(file.value).error?.issues ?? []
  const schema = issues.length > 0 ? fileSchema() : {}
  return issues.flatMap(issue => problemsOf(file, issue, schema))
}

function problemsOf(file: Place, issue: Issue, schema: SchemaNode): Problem[] {
  const path = issue.path.map(step => (typeof step === 'number' ? step : String(step)))
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(file, path, key, schema))
  const hint = issue.code === 'custom' ? Hint.safeParse(issue.params).data : undefined
  const said = hint ? { message: issue.message, remedy: hint.remedy } : structural(file, issue, path, schema)
  return [{ file: file.file, ...file.spotOf(path, hint?.column ?? 'value'), field: printPath(path), ...said }]
}

function unknownKey(file: Place, parent: Path, key: string, schema: SchemaNode): Problem {
  const path = [...parent, key]
  const known = Object.keys(nodeAt(schema, parent).properties ?? {})
  // Known to the schema and yet refused: an included file holds what only the first may.
  const remedy = known.includes(key)
    ? `move ${quoted(key)} to the first file, the one that includes this`
    : didYouMean(key, known, 'remove it, or use a key that belongs here')
  const message = `there is no setting ${quoted(key)} here`
  return { file: file.file, ...file.spotOf(path, 'key'), field: printPath(path), message, remedy }
}

/** What zod finds by itself: a missing key, the wrong type, a word that is not on the list, an empty list. */
function structural(file: Place, issue: Issue, path: Path, schema: SchemaNode): Said {
  const value = valueAt(file.value, path)
  const example = exampleAt(schema, path)
  if (value === undefined) return { message: `${quoted(String(path.at(-1)))} is missing`, remedy: `add ${example}` }
  if (value === null) return { message: 'there is nothing in it', remedy: `remove it, or write ${example}` }
  if (issue.code === 'too_small') return { message: 'the list is empty', remedy: `write ${example}` }
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    return {
      message: `${quoted(value)} is not on the list`,
      remedy: didYouMean(value, issue.values.map(String), 'choose'),
    }
  }
  return wrongType(value, nodeAt(schema, path), example)
}

function wrongType(value: unknown, { type }: SchemaNode, example: string): Said {
  const wanted = KINDS[String(type)] ?? 'something else'
  const message = `this must be ${wanted}, not ${kindOf(value)}`
  const unquoted = type === 'string' && (typeof value === 'number' || typeof value === 'boolean')
  return {
    message,
    remedy: unquoted ? `text that reads as a number, true or false needs quotes; write ${example}` : `write ${example}`,
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'settings with keys',
  boolean: '`true` or `false`',
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isRecord(value)) return 'settings with keys'
  return typeof value === 'string' ? `the text ${quoted(value)}` : quoted(String(value))
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)]
    return isRecord(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined
  }, value)
}
