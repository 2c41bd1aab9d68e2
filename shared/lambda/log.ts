import { withoutAddresses } from '../alert/sender.ts'
import type { Happening } from '../words.ts'

/** Work that failed for a reason of ours. */
interface Failure {
  readonly what: 'failed'
  /** The work. */
  readonly work: string
  readonly error: string
}

// Not `console.log`: the runtime puts time and request before its text, and a metric filter then finds no JSON.
const write = (happening: Happening | Failure) => void process.stdout.write(`${JSON.stringify(happening)}\n`)

/** One line of JSON for each happening, for people and metric filters. */
export const log = (happening: Happening) => write(happening)

/** The same for what failed, with its reason. */
export const logFailure = (work: string, error: unknown) =>
  write({
    ...{ what: 'failed', work },
    error: withoutAddresses(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  })
