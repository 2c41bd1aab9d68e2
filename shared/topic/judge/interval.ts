const RESAMPLES = 1_000

/**
 * The 95 % interval of a figure by the percentile bootstrap (Efron & Tibshirani 1993): as many items as there are, drawn
 * with replacement, a thousand times. Chance is the same every time. null if the figure is null whatever is drawn.
 * @param items those that the figure depends on
 * @param blanks how many others there are; they are drawn as well, but the figure need not see them
 */
export function interval<T>(
  items: readonly T[],
  blanks: number,
  figure: (sample: readonly T[]) => number | null,
): readonly [low: number, high: number] | null {
  const draw = drawing(items.length + blanks)
  const resample = () => {
    const sample: T[] = []
    for (let n = items.length + blanks; n > 0; n--) {
      const item = items[draw()]
      if (item !== undefined) sample.push(item)
    }
    return figure(sample)
  }
  const figures = Array.from({ length: RESAMPLES }, resample)
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
