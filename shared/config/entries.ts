import type * as z from 'zod'
import { each, type Place, printPlace, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'

/** An entry of a list in a file, well formed: where it stands and what it says. */
export interface Entry<T> {
  readonly place: Place
  readonly said: T
}

/** Every entry of a section, over all files, well formed or not. */
export function placesOf(files: readonly Place[], section: 'feeds' | 'topics' | 'channels'): Place[] {
  return files.flatMap(file => each(under(file, section)))
}

/** Those that are well formed; the shape has complained of the others. */
export function wellFormed<T>(places: readonly Place[], shape: z.ZodType<T>): Entry<T>[] {
  return places.flatMap(place => {
    const read = shape.safeParse(place.value)
    return read.success ? [{ place, said: read.data }] : []
  })
}

/**
 * A problem for each place that says again what an earlier one says.
 * @param spell one spelling for all ways to say the same; null for what cannot be compared
 */
export function repeats(places: readonly Place[], what: string, spell: (text: string) => string | null): Problem[] {
  const first = new Map<string, Place>()
  return places.flatMap(place => {
    const said = typeof place.value === 'string' ? spell(place.value) : null
    if (said === null) return []
    const earlier = first.get(said)
    if (earlier !== undefined) {
      const message = `the ${what} ${quoted(String(place.value))} is here twice, first at ${printPlace(earlier)}`
      return [problemAt(place, message, 'remove one of the two')]
    }
    first.set(said, place)
    return []
  })
}
