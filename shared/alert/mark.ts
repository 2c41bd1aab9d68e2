import type { Evidence, Field, Span } from '../words.ts'

/** A run of text, and whether it is one of the reasons for a match. */
export interface Run {
  readonly text: string
  readonly marked: boolean
}

/** Cuts a field of an article into runs, so that the words that fired can be shown as such. */
export const runs = (text: string, field: Field, evidence: readonly Evidence[]): Run[] =>
  cutAt(text, spansIn(field, evidence))

const spansIn = (field: Field, evidence: readonly Evidence[]) =>
  evidence.flatMap(({ spans }) => spans.filter(span => span.field === field)).sort((a, b) => a.start - b.start)

function cutAt(text: string, spans: readonly { readonly start: number; readonly end: number }[]): Run[] {
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

const BEFORE = 60
const AFTER = 120

/** The part of a text around the first marked words, with every mark in it; cut between words where there are any. */
export function excerpt(text: string, field: Field, evidence: readonly Evidence[]): Run[] {
  const spans = spansIn(field, evidence)
  const [first] = spans
  if (!first) return []
  const from = first.start <= BEFORE ? 0 : afterSpace(text, first.start - BEFORE, first.start)
  const to = text.length - first.end <= AFTER ? text.length : beforeSpace(text, first.end, first.end + AFTER)
  const within = spans.map(({ start, end }) => ({ start: Math.max(start - from, 0), end: end - from }))
  return [
    ...(from > 0 ? [{ text: '… ', marked: false }] : []),
    ...cutAt(text.slice(from, to), within),
    ...(to < text.length ? [{ text: ' …', marked: false }] : []),
  ]
}

/** Where a word begins between two places; without a space, between two letters and not inside one. */
function afterSpace(text: string, from: number, to: number): number {
  const space = text.slice(from, to).search(/\s\S/)
  return space >= 0 ? from + space + 1 : from + (isLowHalf(text, from) ? 1 : 0)
}

function beforeSpace(text: string, from: number, to: number): number {
  const space = text.slice(from, to + 1).search(/\s\S*$/)
  return space >= 0 ? from + space : to - (isLowHalf(text, to) ? 1 : 0)
}

/** The second half of a pair of surrogates: no place to cut. */
const isLowHalf = (text: string, at: number) => /[\udc00-\udfff]/.test(text.charAt(at))

/** A reason in words: what was found and, if it makes the match graver, how grave. */
export const said = ({ clause, raises }: { readonly clause: string; readonly raises?: string | undefined }): string =>
  raises === undefined ? clause : `${clause} → ${raises}`

/** Without the clauses that say only what a longer one says of the same words: `fraud` beside `"telecom fraud"`. */
export function telling(evidence: readonly Evidence[]): Evidence[] {
  const all = evidence.flatMap(({ spans }) => spans)
  const length = ({ start, end }: Span) => end - start
  const isInLonger = (one: Span) =>
    all.some(o => o.field === one.field && o.start <= one.start && o.end >= one.end && length(o) > length(one))
  return evidence.filter(({ spans, raises }) => raises || spans.length === 0 || !spans.every(isInLonger))
}
