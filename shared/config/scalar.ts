import { Scalar } from 'yaml'

/**
 * Where in a file the nth character (`column`, 1-based) of a YAML text value stands, however the value was written.
 *
 * White space is all that YAML folds, strips or indents, so the letters of the value and of its source are the same in
 * the same order and counting those finds the place; the one addition is `''` in single quotes.
 * @returns an offset into `text`; null for double quotes with escapes, where the letters differ
 */
export function offsetInScalar(text: string, scalar: Scalar, column: number): number | null {
  const { value, range, type } = scalar
  if (typeof value !== 'string' || !range) return null
  const source = text.slice(range[0], range[1])
  if (type === Scalar.QUOTE_DOUBLE && source.includes('\\')) return null
  const before = value.slice(0, column - 1)
  const skipped = offsetAfter(source, letters(before), bodyStart(source, type), type === Scalar.QUOTE_SINGLE)
  const onLetter = /^\S/.test(value.slice(column - 1)) // then over the indent to it; else just after the last letter
  return range[0] + (onLetter ? skipWhite(source, skipped) : skipped)
}

const letters = (text: string) => text.replace(/\s+/g, '').length

function bodyStart(source: string, type: Scalar.Type | undefined): number {
  if (type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED) return skipWhite(source, source.indexOf('\n'))
  return type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE ? 1 : 0
}

/** The offset just after so many letters. */
function offsetAfter(source: string, count: number, start: number, singleQuoted: boolean): number {
  let offset = start
  for (let left = count; left > 0 && offset < source.length; offset++) {
    if (/\s/.test(source.charAt(offset))) continue
    if (singleQuoted && source.startsWith("''", offset)) offset++
    left--
  }
  return offset
}

function skipWhite(source: string, start: number): number {
  let offset = Math.max(start, 0)
  while (offset < source.length && /\s/.test(source.charAt(offset))) offset++
  return offset
}
