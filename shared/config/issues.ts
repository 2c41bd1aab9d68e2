import type * as z from 'zod'
import { exampleAt, nodeAt, type SchemaNode } from './example.ts'
import { Hint } from './keys.ts'
import { didYouMean } from './nearest.ts'
import { isRecord, type Place, problemAt, under } from './place.ts'
import { type Complaint, type Problem, quoted } from './problem.ts'
import { fileSchema } from './schema.ts'

type Issue = z.core.$ZodIssue

/**
 * Everything in which a whole file departs from its shape, in plain words.
 * @param ofTopics keys that a topic may have beside those of the shape: they are proposed for misspelt ones
 */
export function issuesOf(file: Place, shape: z.ZodType, ofTopics: readonly string[] = []): Problem[] {
  const issues = shape.safeParse(file.value).error?.issues ?? []
  const schema = issues.length > 0 ? fileSchema() : {}
  return issues.flatMap(issue => problemsOf(file, issue, schema, ofTopics))
}

function problemsOf(file: Place, issue: Issue, schema: SchemaNode, ofTopics: readonly string[]): Problem[] {
  const place = under(file, ...issue.path.map(step => (typeof step === 'number' ? step : String(step))))
  if (issue.code === 'unrecognized_keys') {
    const isTopic = place.path.length === 2 && place.path[0] === 'topics'
    return issue.keys.map(key => unknownKey(place, key, schema, isTopic ? ofTopics : []))
  }
  const hint = issue.code === 'custom' ? Hint.safeParse(issue.params).data : undefined
  if (hint) return [problemAt(place, issue.message, hint.remedy, hint.column)]
  const { message, remedy } = structural(place, issue, schema)
  return [problemAt(place, message, remedy)]
}

function unknownKey(parent: Place, key: string, schema: SchemaNode, further: readonly string[]): Problem {
  const known = [...Object.keys(nodeAt(schema, parent.path).properties ?? {}), ...further]
  // Known to the schema and yet refused: an included file holds what only the first may.
  const remedy = known.includes(key)
    ? `move ${quoted(key)} to the first file, the one that includes this`
    : didYouMean(key, known, 'remove it, or use a key that belongs here')
  return problemAt(under(parent, key), `there is no setting ${quoted(key)} here`, remedy, 'key')
}

/** What zod finds by itself: a missing key, the wrong type, a word that is not on the list, an empty list. */
function structural({ value, path }: Place, issue: Issue, schema: SchemaNode): Complaint {
  const example = exampleAt(schema, path)
  if (value === undefined) return { message: `${quoted(String(path.at(-1)))} is missing`, remedy: `add ${example}` }
  if (value === null) return { message: 'there is nothing in it', remedy: `remove it, or write ${example}` }
  if (issue.code === 'too_small') return { message: 'the list is empty', remedy: `write ${example}` }
  if (issue.code !== 'invalid_value' || typeof value !== 'string')
    return wrongType(value, nodeAt(schema, path), example)
  const remedy = didYouMean(value, issue.values.map(String), 'choose')
  return { message: `${quoted(value)} is not on the list`, remedy }
}

function wrongType(value: unknown, { type }: SchemaNode, example: string): Complaint {
  const unquoted = type === 'string' && (typeof value === 'number' || typeof value === 'boolean')
  return {
    message: `this must be ${KINDS[String(type)] ?? 'something else'}, not ${kindOf(value)}`,
    remedy: `${unquoted ? 'text that reads as a number, true or false needs quotes; ' : ''}write ${example}`,
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'settings with keys',
  boolean: '`true` or `false`',
  number: 'a number',
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isRecord(value)) return 'settings with keys'
  return typeof value === 'string' ? `the text ${quoted(value)}` : quoted(String(value))
}
