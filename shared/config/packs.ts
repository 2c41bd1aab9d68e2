import { parse } from 'yaml'
import type { Topic } from '../words.ts'
import { PackFile } from './schema.ts'

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
  const { examples, ...said } = read.data
  return { ...said, id, examples: { match: examples.match ?? [], reject: examples.reject ?? [] } }
}
