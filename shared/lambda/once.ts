/** Made at the first call and kept for those that follow: a warm function goes on with the connections it has. */
export function once<Given extends readonly unknown[], T>(make: (...given: Given) => T): (...given: Given) => T {
  let made: readonly [T] | null = null
  return (...given) => {
    made ??= [make(...given)]
    return made[0]
  }
}
