import { decodeReferences } from './references.ts'

const MAX_ENTITIES = 50
const MAX_DOCTYPE = 100_000
const ENTITY = /<!ENTITY\s+([\w.-]{1,32})\s+(?:"([^"<]{0,40})"|'([^'<]{0,40})')\s*>/g

/** A document without its DOCTYPE, and the entities that it declared as plain short texts; others do not exist. */
export interface Prolog {
  readonly document: string
  readonly entities: ReadonlyMap<string, string>
}

/** Takes the DOCTYPE away before anything can expand it: entities are the classic way to make a small file huge. */
export function openProlog(text: string): Prolog {
  const none = { document: text, entities: new Map<string, string>() }
  const aside = /[^<]*(?:<!--.*?-->|<\?.*?\?>)/sy
  let end = 0
  while (aside.test(text)) end = aside.lastIndex
  const start = text.indexOf('<', end)
  const doctype = /<!DOCTYPE[^[>]*(?:\[((?:[^\]"']|"[^"]*"|'[^']*')*)\]\s*)?>/iy
  doctype.lastIndex = Math.max(start, 0)
  const found = doctype.exec(text.slice(0, start + MAX_DOCTYPE))
  if (found === null) return none
  const declared = [...(found[1] ?? '').matchAll(ENTITY)].slice(0, MAX_ENTITIES)
  const entities = new Map(
    declared.map(([, name = '', double, single]) => [name, decodeReferences(double ?? single ?? '')]),
  )
  return { document: text.slice(0, start) + text.slice(start + found[0].length), entities }
}
