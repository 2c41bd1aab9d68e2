import { automaton } from './automaton.ts'
import type { Kind } from './engine.ts'
import { own, ownWithReasons } from './own.ts'
import { regexp } from './regexp.ts'

const KINDS: ReadonlyMap<string, Kind> = new Map(Object.entries({ own, ownWithReasons, regexp, automaton }))

/** @throws Error if there is none of that name */
export function kindOf(name = ''): Kind {
  const kind = KINDS.get(name)
  if (kind === undefined) throw new Error(`No such way of matching: ${name}`)
  return kind
}
