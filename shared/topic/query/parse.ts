import type { Lexeme } from './lex.ts'
import { readSide } from './near.ts'
import type { Query, Scope } from './query.ts'
import { refuse } from './refusal.ts'
import { refuseTwoLanguages } from './scope.ts'
import { readTerm } from './term.ts'

/** Fifty parentheses deep is beyond anybody's reading, and far from the end of the stack. */
const DEEPEST = 50

interface Reader {
  readonly lexemes: readonly Lexeme[]
  /** Where the text ends: the place of what is missing there. */
  readonly end: number
  at: number
  depth: number
  field: Scope | null
}

/**
 * Builds the tree from its lexemes: NEAR binds before NOT, NOT before AND, AND before OR.
 * @param end the text's length
 * @throws Refusal
 */
export function parse(lexemes: readonly Lexeme[], end: number): Query {
  if (lexemes.length === 0) refuse(0, 'The query is empty.', 'Write at least one word to look for.')
  const reader: Reader = { lexemes, end, at: 0, depth: 0, field: null }
  const query = either(reader)
  const left = lexemes[reader.at]
  if (left !== undefined) refuse(left.start, 'This ")" closes nothing.', 'Take it away, or open with "(" before it.')
  return query
}

function either(reader: Reader): Query {
  const start = startOf(reader)
  const from = reader.at
  const parts = [both(reader)]
  while (peek(reader)?.kind === 'or') {
    reader.at += 1
    parts.push(both(reader))
  }
  if (parts.length > 1) refuseStrayExclusion(reader.lexemes.slice(from, reader.at))
  return joined('or', parts, start, reader)
}

/** Many take `a OR b -c` for `(a OR b) -c`; NOT binds closer. */
function refuseStrayExclusion(lexemes: readonly Lexeme[]): void {
  let depth = 0
  for (const { kind, start } of lexemes) {
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0
    if (kind === 'not' && depth === 0)
      refuse(start, 'It excludes from one alternative of an OR only.', 'Say from which: (a OR b) -c, or a OR (b -c).')
  }
}

function both(reader: Reader): Query {
  const start = startOf(reader)
  const parts = [unless(reader)]
  for (
    let next = peek(reader);
    next !== undefined && next.kind !== 'or' && next.kind !== 'close';
    next = peek(reader)
  ) {
    if (next.kind === 'and') reader.at += 1
    parts.push(unless(reader))
  }
  refuseTwoLanguages(parts)
  return joined('and', parts, start, reader)
}

function joined(kind: 'and' | 'or', parts: readonly Query[], start: number, reader: Reader): Query {
  const [first, ...others] = parts
  if (first === undefined) throw new Error('a list of no parts')
  return others.length === 0 ? first : { kind, parts, start, end: endOf(reader) }
}

function unless(reader: Reader): Query {
  const sign = peek(reader)
  if (sign?.kind !== 'not') return near(reader)
  reader.at += 1
  if (peek(reader)?.kind === 'not') refuse(sign.start, 'One NOT follows another.', 'Leave both out.')
  const part = near(reader)
  return { kind: 'not', part, start: sign.start, end: part.end }
}

function near(reader: Reader): Query {
  const start = startOf(reader)
  const first = single(reader)
  const sign = peek(reader)
  if (sign?.kind !== 'near') return first
  if (reader.field === 'source' || reader.field === 'lang')
    refuse(sign.start, `NEAR has no meaning in "${reader.field}:".`, `Write AND, or a phrase: source:"Le Monde".`)
  reader.at += 1
  const remedy = 'Exclude the whole: port NOT (port NEAR/5 strike).'
  if (peek(reader)?.kind === 'not') refuse(sign.start, 'NEAR is followed by an exclusion.', remedy)
  const left = readSide(first, reader.field)
  const right = readSide(single(reader), reader.field)
  const next = peek(reader)
  if (next?.kind === 'near') refuse(next.start, 'One NEAR follows another.', 'Write a NEAR/5 b AND b NEAR/5 c.')
  return { kind: 'near', within: sign.within, left, right, boost: 1, start, end: endOf(reader) }
}

function single(reader: Reader): Query {
  const lexeme = peek(reader)
  reader.at += 1
  if (lexeme?.kind === 'word' || lexeme?.kind === 'phrase') return readTerm(lexeme, reader.field)
  if (lexeme?.kind === 'open') return group(reader, lexeme.start)
  if (lexeme?.kind === 'field') return inField(reader, lexeme.field, lexeme.start)
  return refuseGap(reader.lexemes[reader.at - 2], lexeme, reader.end)
}

function group(reader: Reader, start: number): Query {
  if (reader.depth === DEEPEST)
    refuse(start, `Parentheses are more than ${DEEPEST} deep.`, 'Divide the query among several topics.')
  reader.depth += 1
  const query = either(reader)
  const close = peek(reader)
  if (close?.kind !== 'close') return refuse(start, 'This "(" is never closed.', 'Put a ")" where the group ends.')
  reader.at += 1
  reader.depth -= 1
  if (close.boost === null) return query
  if (query.kind === 'near') return { ...query, boost: close.boost }
  return refuse(close.start + 1, 'A group takes no boost.', 'Boost the words that weigh more: (fraud^2 OR scam^2).')
}

function inField(reader: Reader, field: Scope, start: number): Query {
  if (reader.field !== null)
    refuse(start, `"${field}:" stands inside "${reader.field}:".`, 'Close the first group before naming another field.')
  if (peek(reader)?.kind === 'not')
    refuse(start, `"${field}:" is followed by an exclusion.`, `Exclude the whole: -${field}:word.`)
  reader.field = field
  const query = single(reader)
  reader.field = null
  return query
}

/** Says what is missing between two lexemes; `end` is where the text ends. */
function refuseGap(before: Lexeme | undefined, next: Lexeme | undefined, end: number): never {
  if (before?.kind === 'open' && next === undefined)
    refuse(before.start, 'This "(" is never closed.', 'Put words and a ")" after it.')
  if (before?.kind === 'open' && next?.kind === 'close')
    refuse(before.start, 'Nothing stands in these parentheses.', 'Take them away.')
  if (before !== undefined && before.kind !== 'open')
    refuse(before.start, `Nothing follows ${nameOf(before)}.`, 'Write a word after it, or take it away.')
  if (next?.kind === 'close')
    refuse(next.start, 'This ")" closes nothing.', 'Take it away, or open with "(" before it.')
  const remedy = 'Write a word before it; to look for the word itself, quote it.'
  return refuse(next?.start ?? end, `Nothing stands before ${nameOf(next)}.`, remedy)
}

function nameOf(lexeme: Lexeme | undefined): string {
  if (lexeme === undefined) return 'this'
  if (lexeme.kind === 'field') return `"${lexeme.field}:"`
  return lexeme.kind === 'near' ? `NEAR/${lexeme.within}` : lexeme.kind.toUpperCase()
}

const peek = (reader: Reader): Lexeme | undefined => reader.lexemes[reader.at]
/** Where what is to be read next starts, and where what was read last ends: parentheses and fields included. */
const startOf = (reader: Reader): number => peek(reader)?.start ?? reader.end
const endOf = (reader: Reader): number => reader.lexemes[reader.at - 1]?.end ?? reader.end
