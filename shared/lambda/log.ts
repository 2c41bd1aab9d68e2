import { withoutAddresses } from '../alert/sender.ts'

/**
 * One line of JSON for each happening (functions/log.ts), for people and metric filters. Not `console.log`: the runtime
 * puts time and request before its text, and a metric filter then finds no JSON.
 */
export const log = (happening: object) => void process.stdout.write(`${JSON.stringify(happening)}\n`)

/** The same for work that failed for a reason of ours. */
export function logFailure(work: string, failure: unknown): void {
  const said = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
  log({ what: 'failed', work, error: withoutAddresses(said) })
}
