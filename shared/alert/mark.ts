import type { Evidence, Field } from '../words.ts'

/** A run of text, and whether it is one of the reasons for a match. */
export interface Run {
  readonly text: string
  readonly marked: boolean
}

/** Cuts a field of an article into runs, so that the words that fired can be shown as such. */
export function runs(text: string, field: Field, evidence: readonly Evidence[]): Run[] {
  const spans = evidence.flatMap(({ spans }) => spans.filter(span => span.field === field))
  spans.sort((a, b) => a.start - b.start)
  const cuts: Run[] = []
  let at = 0
  for (const { start, end } of spans) {
    if (end <= at || start >= text.length) continue
    if (start > at) cuts.push({ text: text.slice(at, start), marked: false })
    cuts.push({ text: text.slice(Math.max(at, start), end), marked: true })
    at = end
  }
  if (at < text.length) cuts.push({ text: text.slice(at), marked: false })
  return cuts
}

const AROUND = 60

/** No letter is cut in half: the first marked words with a little of what surrounds them, for where the whole text is too long. */
export function excerpt(text: string, field: Field, evidence: readonly Evidence[]): Run[] {
  const all = runs(text, field, evidence)
  const first = all.findIndex(({ marked }) => marked)
  if (first < 0) return []
  const before = all
    .slice(0, first)
    .map(run => run.text)
    .join('')
  const after = all
    .slice(first + 1)
    .map(run => run.text)
    .join('')
  const hit = all[first]
  return [
    ...(before
      ? [
          {
            text: (before.length > AROUND ? '… ' : '') + before.slice(-AROUND).replace(/^[\udc00-\udfff]/, ''),
            marked: false,
          },
        ]
      : []),
    ...(hit ? [hit] : []),
    ...(after
      ? [
          {
            text: after.slice(0, AROUND).replace(/[\ud800-\udbff]$/, '') + (after.length > AROUND ? ' …' : ''),
            marked: false,
          },
        ]
      : []),
  ]
}
