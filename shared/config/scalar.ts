import { Scalar } from 'yaml'

/**
 * Where in a file the nth character (`column`, 1-based) of a YAML text value stands, however the value was written.
 *
 * White space is all that YAML folds, strips or indents, so the letters of the value and of its source are the same in
 * the same order and counting those finds the place; the additions are `''` in single quotes, `\"` and `\\` in double.
 * @returns an offset into `text`; null for double quotes with other escapes, where the letters differ
 */
export function offsetInScalar(text: string, scalar: Scalar, column: number): number | null {
  const { value, range, type } = scalar
  if (typeof value !== 'string' || !range) return null
  const source = text.slice(range[0], range[1])
  if (type === Scalar.QUOTE_DOUBLE && source.replace(/\\["\\]/g, '').includes('\\')) return null
  const start = bodyStart(source, type)
  const letters = [...source.slice(start).matchAll(letterIn(type))]
  const before = value.slice(0, column - 1).replace(/\s+/g, '').length
  if (/^\S/.test(value.slice(column - 1))) return range[0] + start + (letters[before]?.index ?? 0)
  const last = letters[before - 1] // white space itself: just after the last letter
  return range[0] + start + (last ? last.index + last[0].length : 0)
}

function letterIn(type: Scalar.Type | undefined): RegExp {
  if (type === Scalar.QUOTE_SINGLE) return /''|\S/g
  return type === Scalar.QUOTE_DOUBLE ? /\\["\\]|\S/g : /\S/g
}

function bodyStart(source: string, type: Scalar.Type | undefined): number {
  if (type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED) return source.indexOf('\n') + 1
  return type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE ? 1 : 0
}
