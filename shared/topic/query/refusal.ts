/** Why a query cannot be used, for the person who wrote it. Thrown while it is read, caught by `parseQuery`. */
export class Refusal extends Error {
  /** 1-based, in UTF-16 units of the query text. */
  readonly column: number
  /** What to write instead. */
  readonly remedy: string

  constructor(at: number, message: string, remedy: string) {
    super(message)
    this.column = at + 1
    this.remedy = remedy
  }
}

/** Stops reading the query. `at` is a UTF-16 offset in its text. */
export function refuse(at: number, message: string, remedy: string): never {
  throw new Refusal(at, message, remedy)
}
