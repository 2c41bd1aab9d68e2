const RESAMPLES = 1_000

/**
 * The resamples of the bootstrap (Efron & Tibshirani 1993): as many items as there are, drawn with replacement, a thousand
 * times. Chance is the same every time.
 * @param kinds what each item is: a number below `count`. Items of a kind are not told apart
 * @param blanks how many other items there are; they are drawn as well, but nobody needs to see them
 * @returns how many of each kind were drawn, in an array that the next resample overwrites
 */
export function* resamples(kinds: ArrayLike<number>, count: number, blanks: number): Generator<Uint32Array> {
  const all = new Uint32Array(kinds.length + blanks).fill(count)
  all.set(kinds)
  const draw = drawing(all.length)
  const drawn = new Uint32Array(count + 1)
  for (let times = 0; times < RESAMPLES; times++) {
    drawn.fill(0)
    for (let n = 0; n < all.length; n++) {
      const kind = all[draw()] ?? count
      drawn[kind] = (drawn[kind] ?? 0) + 1
    }
    yield drawn
  }
}

/** The 95 % interval of a figure by the percentiles of what the resamples gave; null if it never was one. */
export function interval(figures: readonly (number | null)[]): readonly [low: number, high: number] | null {
  const sorted = figures.filter(value => value !== null).sort((a, b) => a - b)
  const low = sorted[Math.floor(0.025 * sorted.length)]
  const high = sorted[Math.ceil(0.975 * sorted.length) - 1]
  return low === undefined || high === undefined ? null : [low, high]
}

/** Whole numbers below a limit, by the congruential generator of Numerical Recipes. */
function drawing(below: number): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
