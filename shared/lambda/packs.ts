import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from './once.ts'

/** The shipped packs, which the stack lays beside a function's code. Read when the first is asked for. */
export function packsBeside(folder: string) {
  const texts = once((): ReadonlyMap<string, string> => {
    return new Map(JSON.parse(readFileSync(join(folder, 'packs.json'), 'utf8')))
  })
  return {
    pack: (id: string) => texts().get(id) ?? null,
    get packIds() {
      return [...texts().keys()]
    },
  }
}
