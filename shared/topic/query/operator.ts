import type { Lexeme } from './lex.ts'
import { readBetween } from './numbers.ts'
import { plain } from './plain.ts'
import { refuse } from './refusal.ts'

const OPERATORS = ['and', 'or', 'not'] as const

/** The operator that a word is, or null. @throws Refusal if it is nearly one */
export function readOperator(word: string, start: number): Lexeme | null {
  const name = plain(word)
  const end = start + word.length
  const kind = OPERATORS.find(each => each.toUpperCase() === name)
  if (kind) return { kind, start, end }
  if (/^NEAR(?:[^\p{L}/]?\d+)?$/u.test(name))
    refuse(start, 'NEAR does not say how near.', 'Write NEAR/5 for five words between at most; in quotes it is a word.')
  // As dtSearch, Lexis and Westlaw write it: unsaid, it would be a phrase that no article has.
  if (/^(?:w|pre|onear|adj)\/\d+$/iu.test(name))
    refuse(
      start,
      `"${name}" is NEAR in other query languages.`,
      'Write NEAR/5, or a phrase with gaps: "cyber fraud"~3.',
    )
  if (!/^near\/(?:\d|$)/iu.test(name) && !name.startsWith('NEAR/')) return null
  if (!name.startsWith('NEAR')) refuse(start, 'NEAR counts only in capitals.', 'Write NEAR/5.')
  const within = readBetween(word.slice('NEAR/'.length))
  if (within !== null) return { kind: 'near', within, start, end }
  return refuse(start, 'NEAR takes a whole number from 1 to 10.', 'Write NEAR/5, with a space on either side.')
}
