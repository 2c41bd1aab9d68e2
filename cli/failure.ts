/** Ends a command with a message for a person. 1: it failed; 2: it was used or configured wrongly. */
export class Failure extends Error {
  override name = 'Failure'
  readonly exitCode: 1 | 2

  constructor(exitCode: 1 | 2, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}
