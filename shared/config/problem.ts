import { visible } from '../alert/plain.ts'

/** What is wrong with something, and what to do about it. */
export interface Complaint {
  readonly message: string
  readonly remedy: string
}

/** One thing wrong with the configuration, and where. */
export interface Problem extends Complaint {
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 units, as editors count. */
  readonly column: number
  /** `channels[0].topics[1]`; '' when it is the file itself. */
  readonly field: string
}

/** A problem as a person reads it in a terminal: where, which field, what; the remedy indented below. */
export function printProblem({ file, line, column, field, message, remedy }: Problem): string {
  const what = field === '' ? message : `${field}  ${message}`
  return `${visible(file)}:${line}:${column}  ${what}\n    ${remedy}`
}

const LONGEST_QUOTE = 80

/** What the file says, fit to stand in a message: one short line, no control characters to upset a terminal, and no half of a
 * letter that was cut. */
export function quoted(text: string): string {
  const line = visible(text.slice(0, LONGEST_QUOTE))
  return `\`${line}${text.length > LONGEST_QUOTE ? '…' : ''}\``
}
