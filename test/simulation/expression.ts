/** A value as DynamoDB's JSON spells it; bytes are base64. */
export interface Value {
  readonly S?: string
  readonly N?: string
  readonly B?: string
  readonly BOOL?: boolean
  readonly NULL?: boolean
  readonly L?: readonly Value[]
  readonly M?: Readonly<Record<string, Value>>
}
export type Item = Readonly<Record<string, Value>>

/** What the placeholders of a request stand for. */
export interface Words {
  readonly names: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, Value>>
}

type Operand = (item: Item, words: Words) => Value | undefined
type Condition = (item: Item, words: Words) => boolean
type Change = (next: Record<string, Value>, item: Item, words: Words) => void

/** Anything DynamoDB would call a ValidationException, and whatever of its language the store does not use. */
export class Invalid extends Error {
  override name = 'Invalid'
}

const typeOf = (value: Value) => Object.keys(value)[0]

/** @returns null where DynamoDB compares nothing: one is missing, or their types differ */
export function order(a: Value | undefined, b: Value | undefined): number | null {
  if (!a || !b || typeOf(a) !== typeOf(b)) return null
  if (a.N !== undefined) return Number(a.N) - Number(b.N)
  const [left = '', right = ''] = [a.S ?? a.B, b.S ?? b.B]
  return left < right ? -1 : left > right ? 1 : 0
}

function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (!a || !b || typeOf(a) !== typeOf(b)) return false
  return a.N === undefined ? JSON.stringify(a) === JSON.stringify(b) : Number(a.N) === Number(b.N)
}

const COMPARE: Readonly<Record<string, (a: Value | undefined, b: Value | undefined) => boolean>> = {
  '=': equal,
  '<>': (a, b) => !equal(a, b),
  '<': (a, b) => (order(a, b) ?? 0) < 0,
  '<=': (a, b) => (order(a, b) ?? 1) <= 0,
  '>': (a, b) => (order(a, b) ?? 0) > 0,
  '>=': (a, b) => (order(a, b) ?? -1) >= 0,
}

/** Reads the tokens of one expression, the first first. */
class Reader {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(text: string) {
    this.#tokens = text.match(/<>|<=|>=|[=<>(),]|[:#]?\w+|\S/g) ?? []
  }

  get next(): string {
    return this.#tokens[this.#at] ?? ''
  }

  take(): string {
    const token = this.next
    this.#at++
    return token
  }

  takeIf(...tokens: readonly string[]): boolean {
    const here = tokens.includes(this.next.toUpperCase())
    if (here) this.#at++
    return here
  }

  expect(token: string): void {
    if (!this.takeIf(token)) throw new Invalid(`"${token}" expected, not "${this.next}"`)
  }
}

function nameOf(token: string): (words: Words) => string {
  if (!/^#?\w+$/.test(token)) throw new Invalid(`a name expected, not "${token}"`)
  if (!token.startsWith('#')) return () => token
  return ({ names }) => names[token] ?? fail(token)
}

const fail = (token: string): never => {
  throw new Invalid(`${token} is not defined`)
}

/** Between the brackets of a function. */
function args(reader: Reader): Operand[] {
  reader.expect('(')
  const operands = [operand(reader)]
  while (reader.takeIf(',')) operands.push(operand(reader))
  reader.expect(')')
  return operands
}

function operand(reader: Reader): Operand {
  const token = reader.take()
  if (token.startsWith(':')) return (_, { values }) => values[token] ?? fail(token)
  if (reader.next === '(') {
    const [first, second] = args(reader)
    if (token === 'size') return (item, words) => sizeOf(first?.(item, words))
    if (token === 'if_not_exists') return (item, words) => first?.(item, words) ?? second?.(item, words)
    throw new Invalid(`no function ${token} here`)
  }
  const name = nameOf(token)
  return (item, words) => item[name(words)]
}

function sizeOf(value: Value | undefined): Value | undefined {
  const length = value?.L?.length ?? value?.S?.length
  return length === undefined ? undefined : { N: String(length) }
}

const TESTS: Readonly<Record<string, (a: Value | undefined, b: Value | undefined) => boolean>> = {
  attribute_exists: a => a !== undefined,
  attribute_not_exists: a => a === undefined,
  begins_with: (a, b) => a?.S?.startsWith(b?.S ?? '\0') ?? false,
}

function either(reader: Reader): Condition {
  const parts = [both(reader)]
  while (reader.takeIf('OR')) parts.push(both(reader))
  return (item, words) => parts.some(part => part(item, words))
}

function both(reader: Reader): Condition {
  const parts = [one(reader)]
  while (reader.takeIf('AND')) parts.push(one(reader))
  return (item, words) => parts.every(part => part(item, words))
}

function one(reader: Reader): Condition {
  if (reader.takeIf('NOT')) {
    const part = one(reader)
    return (item, words) => !part(item, words)
  }
  if (reader.takeIf('(')) {
    const part = either(reader)
    reader.expect(')')
    return part
  }
  const test = TESTS[reader.next]
  if (test) {
    reader.take()
    const [first, second] = args(reader)
    return (item, words) => test(first?.(item, words), second?.(item, words))
  }
  return comparison(reader)
}

function comparison(reader: Reader): Condition {
  const left = operand(reader)
  if (reader.takeIf('BETWEEN')) {
    const least = operand(reader)
    reader.expect('AND')
    const most = operand(reader)
    return (item, words) => {
      const value = left(item, words)
      return (order(value, least(item, words)) ?? -1) >= 0 && (order(value, most(item, words)) ?? 1) <= 0
    }
  }
  const sign = reader.take()
  const compare = COMPARE[sign]
  if (!compare) throw new Invalid(`no comparison "${sign}"`)
  const right = operand(reader)
  return (item, words) => compare(left(item, words), right(item, words))
}

function clause(kind: string, reader: Reader): Change {
  const name = nameOf(reader.take())
  if (kind === 'REMOVE') return (next, _, words) => void delete next[name(words)]
  if (kind === 'SET') reader.expect('=')
  const value = operand(reader)
  const set = (next: Record<string, Value>, words: Words, to: Value | undefined) => {
    next[name(words)] = to ?? fail('an attribute that is set from another')
  }
  if (kind === 'SET') return (next, item, words) => set(next, words, value(item, words))
  const sum = (a: Value | undefined, b: Value | undefined) => ({ N: String(Number(a?.N ?? 0) + Number(b?.N)) })
  return (next, item, words) => set(next, words, sum(item[name(words)], value(item, words)))
}

function changes(reader: Reader): Change {
  const all: Change[] = []
  while (reader.next) {
    const kind = reader.take().toUpperCase()
    if (!['SET', 'REMOVE', 'ADD'].includes(kind)) throw new Invalid(`no clause ${kind}`)
    do all.push(clause(kind, reader))
    while (reader.takeIf(','))
  }
  return (next, item, words) => {
    for (const change of all) change(next, item, words)
  }
}

const whole = (reader: Reader) => {
  const condition = either(reader)
  if (reader.next) throw new Invalid(`nothing expected after the condition, not "${reader.next}"`)
  return condition
}

const kept = <T>(read: (reader: Reader) => T) => {
  const known = new Map<string, T>()
  return (text: string): T => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = read(new Reader(text))
    known.set(text, made)
    return made
  }
}

/** Reads a condition, filter or key condition: each text once. @throws Invalid */
export const readCondition = kept(whole)
/** Reads an update. Everything is worked out from the item as it was. @throws Invalid */
export const readUpdate = kept(changes)
