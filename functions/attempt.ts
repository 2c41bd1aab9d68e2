/** Does one thing of several. @returns its failure, so that the others are done before it is thrown; null if it worked */
export async function attempt(doing: string, work: () => Promise<unknown>): Promise<Error | null> {
  try {
    await work()
    return null
  } catch (cause) {
    return new Error(`${doing}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** @throws AggregateError that says every failure there was */
export function throwAll(failures: readonly (Error | null)[]): void {
  const errors = failures.flatMap(failure => failure ?? [])
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '))
}
