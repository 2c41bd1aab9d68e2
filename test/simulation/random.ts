/** The one source of chance: the same seed, the same numbers (mulberry32, by Tommy Ettinger; public domain). */
export function openRandom(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + next() * (most - least)
  return {
    next,
    between,
    chance: (probability: number) => next() < probability,
    /** A whole number from 0 to `below` - 1. */
    whole: (below: number) => Math.floor(next() * below),
    /** @throws if there is nothing to pick from */
    pick<T>(from: readonly T[]): T {
      const picked = from[Math.floor(next() * from.length)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
  }
}

export type Random = ReturnType<typeof openRandom>
