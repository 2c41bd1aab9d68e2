import AhoCorasick from 'modern-ahocorasick'
import type { Kind } from './engine.ts'
import { bordered, type Making, make } from './plain.ts'

/** A part of a query: whether it holds of the text whose number is `now`, and of which terms it must have one. */
interface Part {
  readonly holds: (now: number) => boolean
  /** Numbers of terms; empty for what is excluded. */
  readonly needs: readonly number[]
}

/** One Aho-Corasick automaton of all terms; then only queries are asked of which a term that they need was found. */
export const automaton: Kind = {
  open(queries) {
    const terms = new Terms()
    const parts = queries.map(query => make(query, terms.making))
    const automaton = new AhoCorasick(terms.patterns)
    const askedBy = terms.patterns.map((): number[] => [])
    for (const [n, { needs }] of parts.entries()) for (const term of new Set(needs)) askedBy[term]?.push(n)
    const asked = new Uint32Array(queries.length)
    let now = 0
    return {
      hits(text) {
        now++
        const found = automaton.search(text).filter(({ patternIndex }) => terms.isNews(patternIndex, now))
        let hits = 0
        for (const { patternIndex } of found)
          for (const n of askedBy[patternIndex] ?? []) {
            if (asked[n] === now) continue
            asked[n] = now
            if (parts[n]?.holds(now)) hits++
          }
        return hits
      },
    }
  },
  prepare: bordered,
}

const fewest = (lists: readonly (readonly number[])[]) => lists.toSorted((a, b) => a.length - b.length)[0] ?? []

/** The distinct terms of many queries. */
class Terms {
  readonly patterns: string[] = []
  readonly #numbers = new Map<string, number>()
  /** The last text that each was found in. */
  readonly #foundIn: number[] = []

  readonly making: Making<Part> = {
    term: words => {
      const term = this.#number(` ${words} `)
      return { holds: now => this.#foundIn[term] === now, needs: [term] }
    },
    and: parts => ({
      holds: now => parts.every(part => part.holds(now)),
      needs: fewest(parts.map(part => part.needs).filter(needs => needs.length > 0)),
    }),
    or: parts => ({ holds: now => parts.some(part => part.holds(now)), needs: parts.flatMap(part => part.needs) }),
    not: part => ({ holds: now => !part.holds(now), needs: [] }),
  }

  /** Notes that a term is in a text. @returns whether it was not known */
  isNews(term: number, now: number): boolean {
    const news = this.#foundIn[term] !== now
    this.#foundIn[term] = now
    return news
  }

  #number(pattern: string): number {
    const number = this.#numbers.get(pattern) ?? this.patterns.push(pattern) - 1
    if (number === this.#foundIn.length) this.#foundIn.push(0)
    this.#numbers.set(pattern, number)
    return number
  }
}
