import { OPENING, type Release } from './opening.ts'
import type { Paper, Piece } from './paper.ts'
import { arabic } from './papers/arabic.ts'
import { chinese } from './papers/chinese.ts'
import { english } from './papers/english.ts'
import { french } from './papers/french.ts'
import { russian } from './papers/russian.ts'
import { spanish } from './papers/spanish.ts'

export const PAPERS: readonly Paper[] = [english, chinese, russian, arabic, spanish, french]

const SHARE_MATCHING = 0.25
// A prime larger than any list: steps of it visit every combination of place and number before the first comes again.
const STRIDE = 7879

/** What the newsroom prints in its turn `n`, from 0 and without end. Always the same for the same `n`. */
export function entry(n: number): readonly Release[] {
  return OPENING[n] ?? [made(n)]
}

function made(n: number): Release {
  const random = seeded(n)
  const round = Math.floor(n / PAPERS.length)
  // Each paper once in six turns, so that no feed ever falls silent; only where the round begins is left to chance.
  const paper = pick(PAPERS, n + Math.floor(seeded(-1 - round)() * PAPERS.length))
  const templates = random() < SHARE_MATCHING ? paper.matching : paper.everyday
  const template = pick(templates, Math.floor(random() * templates.length))
  return { paper, piece: filled(template, paper, n * STRIDE, random) }
}

/**
 * Place and number are walked through and not drawn: drawn ones repeat soon, as birthdays do. So the first title to
 * come again does so after some 700 entries; within a week it counts as the same story, and tells nobody.
 */
function filled(template: Piece, paper: Paper, step: number, random: () => number): Piece {
  const words: Record<string, string> = {
    place: pick(paper.places, step),
    number: String(pick(paper.numbers, Math.floor(step / paper.places.length))),
    name: pick(paper.names, Math.floor(random() * paper.names.length)),
  }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (slot, word: string) => words[word] ?? slot)
  return { ...template, title: fill(template.title), summary: fill(template.summary) }
}

function pick<T>(list: readonly T[], i: number): T {
  const found = list[i % list.length]
  if (found === undefined) throw new RangeError(`nothing to pick at ${i}`)
  return found
}

/** mulberry32 (Tommy Ettinger, public domain): numbers from 0 to below 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
