import * as z from 'zod'
import { paint } from '../local/paint.ts'
import { ask, type Where } from './site.ts'
import { utc } from './time.ts'

/** What matches and stories are narrowed by, as their options are called. */
export interface SearchOptions extends Where {
  readonly topic?: string
  readonly feed?: string
  readonly severity?: string
  readonly language?: string
  readonly q?: string
  readonly since?: string
  readonly until?: string
  readonly limit?: string
  readonly cursor?: string
  readonly json?: boolean
}

const End = z.object({ cursor: z.string().nullable(), searchedBackTo: z.string() })

/**
 * Asks for what was found, and prints it.
 * @param print prints the answer; what stands in it is checked there. @returns how many there are
 */
export async function search(path: string, options: SearchOptions, print: (answer: unknown) => number): Promise<void> {
  const { data: _, stack: __, json, ...filters } = options
  const query = new URLSearchParams(filters)
  const answer = await ask(options, 'GET', `${path}?${query}`)
  if (json) return console.log(JSON.stringify(answer, null, 2))
  const { cursor, searchedBackTo } = End.parse(answer)
  const searched = print(answer) === 0 ? 'Nothing was found: searched' : cursor ? 'Searched' : 'That is all: searched'
  console.log(paint('dim', `${searched} back to ${utc(searchedBackTo)}.`))
  if (cursor) console.log(paint('dim', `Go on with the same filters and --cursor ${cursor}`))
}
