import type * as z from 'zod'
import type { Path } from './place.ts'
import { quoted } from './problem.ts'

export type SchemaNode = z.core.JSONSchema.BaseSchema

/** What the schema says of the setting at a path; {} of one it does not know. */
export function nodeAt(schema: SchemaNode, path: Path): SchemaNode {
  return path.reduce<SchemaNode>((node, step) => {
    const inner = typeof step === 'number' ? node.items : (node.properties?.[step] ?? node.additionalProperties)
    return typeof inner === 'object' && !Array.isArray(inner) ? inner : {}
  }, schema)
}

/** The setting at a path as one could write it: `url: https://news.example.org/rss`, `- desk@example.org`. */
export function exampleAt(schema: SchemaNode, path: Path): string {
  const last = path.at(-1)
  const value = print(valueFor(nodeAt(schema, path)))
  if (last === undefined) return quoted('feeds:')
  return quoted(typeof last === 'number' ? `- ${value}` : `${last}: ${value}`)
}

function valueFor(node: SchemaNode): unknown {
  if (node.examples?.[0] !== undefined) return node.examples[0]
  if (node.items !== undefined) return [valueFor(nodeAt(node, [0]))]
  const { additionalProperties: inner } = node
  if (typeof inner === 'object') return { any: valueFor(inner) } // of terms, which alone may have other keys than ours
  const keys = node.required ?? Object.keys(node.properties ?? {}).slice(0, 1)
  return Object.fromEntries(keys.map(key => [key, valueFor(nodeAt(node, [key]))]))
}

/** As YAML on one line; in quotes unless plain words, where YAML could take it for something else. */
function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${print(inner)}`)
      .join(', ')} }`
  }
  return /^(?:[a-z][\w./:@-]*|\d+[smh])$/i.test(String(value)) ? String(value) : JSON.stringify(value)
}
