import { withoutAddresses } from '../shared/alert/sender.ts'

/**
 * Does one thing of several.
 * @returns its failure, so that the others are done before it is thrown; null if it worked. It names no address: the
 * runtime logs whatever is thrown, and SNS quotes them
 */
export async function attempt(doing: string, work: () => Promise<unknown>): Promise<Error | null> {
  try {
    await work()
    return null
  } catch (cause) {
    return new Error(withoutAddresses(`${doing}: ${cause instanceof Error ? cause.message : cause}`), { cause })
  }
}

/** @throws AggregateError that says every failure there was */
export function throwAll(failures: readonly (Error | null)[]): void {
  const errors = failures.flatMap(failure => failure ?? [])
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '))
}
