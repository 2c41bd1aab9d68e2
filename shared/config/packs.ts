import { parse } from 'yaml'
import type { Topic } from '../words.ts'
import { ruleOf } from './raise.ts'
import { PackFile } from './schema.ts'
import { lookedFor } from './terms.ts'

/** The shipped packs: each one topic, in YAML. */
export interface Packs {
  /** A pack's text, or null if none has this id. */
  readonly pack: (id: string) => string | null
  readonly packIds: readonly string[]
}

/** The topic a pack holds, or null if there is no such pack. @throws Error if we shipped one that is broken */
export function packTopic(id: string, packs: Packs): Topic | null {
  const text = packs.pack(id)
  if (text === null) return null
  const read = PackFile.safeParse(parse(text))
  if (!read.success) throw new Error(`the shipped pack ${id} is broken: ${read.error.message}`)
  const { name, description, severity, examples, raise } = read.data
  const looked = lookedFor(read.data)
  if (looked === null) throw new Error(`the shipped pack ${id} looks for nothing`)
  const { match = [], reject = [] } = examples
  const rules = raise && { raise: raise.map(ruleOf) }
  return { id, name, description, severity, ...rules, ...looked, examples: { match, reject } }
}
