/** Queries made ready, to be asked of one text after another. */
export interface Engine {
  /** @returns how many of the queries the text satisfies */
  hits(text: string): number
  /** What can be kept of it, to be ready sooner another time. Absent: nothing. */
  save?(): Uint8Array
}

/** A way of matching. */
export interface Kind {
  open(queries: readonly string[]): Engine
  /** Makes ready what `save` gave. */
  load?(stored: Uint8Array): Engine
  /** What it is asked of, made of a text outside the time that counts. */
  prepare(text: string): string
}
