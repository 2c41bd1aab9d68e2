/** Endings by their letters: what stands in their place, and the fewest letters that a word must keep. */
export interface Endings {
  readonly longest: number
  readonly rules: ReadonlyMap<string, { readonly instead: string; readonly least: number }>
}

/**
 * Reads endings, listed under the fewest letters that a word keeps, what stands instead counted in: `ies>y` makes
 * cities city; `ss>ss` leaves business as it is.
 */
export function endings(lists: Readonly<Record<number, string>>): Endings {
  const rules = Object.entries(lists).flatMap(([least, list]) =>
    list.split(' ').map(rule => {
      const [ending = '', instead = ''] = rule.split('>')
      return [ending, { instead, least: Number(least) }] as const
    }),
  )
  return { longest: Math.max(...rules.map(([ending]) => ending.length)), rules: new Map(rules) }
}

/** The word without each of the endings it has, the longest first. */
export function* withoutEach(word: string, { longest, rules }: Endings): Generator<string> {
  for (let length = Math.min(longest, word.length); length > 0; length--) {
    const rule = rules.get(word.slice(-length))
    if (rule === undefined || word.length - length + rule.instead.length < rule.least) continue
    yield word.slice(0, -length) + rule.instead
  }
}

/** The word after some turns: in each, the longest of the endings is taken off, if the word has one. */
export function stemBy(turns: readonly Endings[], word: string): string {
  let stem = word
  for (const turn of turns) stem = withoutEach(stem, turn).next().value ?? stem
  return stem
}
