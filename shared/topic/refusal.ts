import type { QueryError } from './query.ts'

/** Thrown while a query is read, caught by `parseQuery`; nobody outside sees it. */
export class Refusal extends Error {
  readonly error: QueryError

  constructor(error: QueryError) {
    super(error.message)
    this.error = error
  }
}

/** Stops reading the query. `at` is a UTF-16 offset in its text. */
export function refuse(at: number, message: string, remedy: string): never {
  throw new Refusal({ column: at + 1, message, remedy })
}
