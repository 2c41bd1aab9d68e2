import type * as z from 'zod'
import { each, isText, type Place, printPlace, problemAt, under } from './place.ts'
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
export function repeats(
  places: readonly Place[],
  what: string,
  spell: (text: string) => string | null = text => text,
): Problem[] {
  const first = new Map<string, Place>()
  return places.filter(isText).flatMap(place => {
    const said = spell(place.value)
    if (said === null) return []
    const earlier = first.get(said)
    if (earlier === undefined) {
      first.set(said, place)
      return []
    }
    const message = `the ${what} ${quoted(place.value)} is here twice, first at ${printPlace(earlier)}`
    return [problemAt(place, message, 'remove one of the two')]
  })
}
