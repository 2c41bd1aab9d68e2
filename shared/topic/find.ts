import { forms } from './forms.ts'
import type { Term } from './query.ts'
import { type Token, tokenize } from './text.ts'

/** A text made ready to be searched for many terms. */
export interface Searchable {
  readonly tokens: readonly Token[]
  /** The spellings under which each token is found. */
  readonly forms: readonly (readonly string[])[]
  /** Which tokens are found under a spelling, ascending. */
  readonly places: ReadonlyMap<string, readonly number[]>
}

/** A term's words, ready to be looked for. */
export interface Sought {
  readonly words: readonly Token[]
  /** The last word is only a beginning. */
  readonly prefix: boolean
}

/** Makes a text searchable, in time in proportion to its length. */
export function searchable(text: string): Searchable {
  const tokens = tokenize(text)
  const spellings = tokens.map(token => forms(token.text))
  const places = new Map<string, number[]>()
  for (const [index, each] of spellings.entries())
    for (const form of each) {
      const known = places.get(form)
      if (known === undefined) places.set(form, [index])
      else known.push(index)
    }
  return { tokens, forms: spellings, places }
}

/** What to look for: the words of a term. */
export const sought = ({ text, prefix }: Term): Sought => ({ words: tokenize(text), prefix })

/** Where a term is found, in order and not overlapping: offsets into the original text, at most `most` of them. */
export function find({ words, prefix }: Sought, text: Searchable, most: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (const index of beginnings(words, prefix, text)) {
    if (found.length === most) break
    const start = text.tokens[index]?.start ?? 0
    const end = text.tokens[index + words.length - 1]?.end
    if (end === undefined || start < (found.at(-1)?.end ?? 0)) continue
    if (follows(words, prefix, text, index)) found.push({ start, end })
  }
  return found
}

function beginnings(words: readonly Token[], prefix: boolean, { places }: Searchable): readonly number[] {
  const first = words[0]?.text ?? ''
  if (!prefix || words.length > 1) return places.get(first) ?? []
  const all = new Set<number>()
  for (const [form, indexes] of places) if (form.startsWith(first)) for (const index of indexes) all.add(index)
  return [...all].sort((a, b) => a - b)
}

/** Whether the words after the first stand after it, with no stop between characters that the term does not have. */
function follows(words: readonly Token[], prefix: boolean, text: Searchable, index: number): boolean {
  return words.every((word, nth) => {
    if (nth === 0) return true
    const here = text.forms[index + nth]
    if (here === undefined || (text.tokens[index + nth]?.cut && !word.cut)) return false
    return prefix && nth === words.length - 1 ? here.some(form => form.startsWith(word.text)) : here.includes(word.text)
  })
}
