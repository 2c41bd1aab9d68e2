import { visible } from '../alert/plain.ts'
import type { Problem } from './problem.ts'

export type Path = readonly (string | number)[]

/** A position in a file's text: 1-based, columns in UTF-16 units. */
export interface Spot {
  readonly line: number
  readonly column: number
}

/** The key, the value, or the value's nth character (1-based). */
export type Part = 'key' | 'value' | number

/** A value somewhere in a file, which can say where it stands. */
export interface Place {
  readonly file: string
  readonly path: Path
  readonly value: unknown
  /** Where a part of what stands at a path in the file is. */
  readonly spotOf: (path: Path, part: Part) => Spot
}

/** A place where a text stands. */
export interface TextPlace extends Place {
  readonly value: string
}

export const isText = (place: Place): place is TextPlace => typeof place.value === 'string'

/** What stands at a path below a place, be it there or not. */
export function under(place: Place, ...path: Path): Place {
  const value = path.reduce<unknown>((inner, step) => {
    if (typeof step === 'number') return Array.isArray(inner) ? inner[step] : undefined
    return isRecord(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined
  }, place.value)
  return { ...place, path: [...place.path, ...path], value }
}

/** The entries of a list; none if it is no list, which the schema has complained of. */
export function each(place: Place): Place[] {
  return Array.isArray(place.value) ? place.value.map((_, i) => under(place, i)) : []
}

/** A problem with what stands here: with the value, or with a part of it. */
export function problemAt(
  { file, path, spotOf }: Place,
  message: string,
  remedy: string,
  part: Part = 'value',
): Problem {
  return { file, ...spotOf(path, part), field: printPath(path), message, remedy }
}

/** `channels[0].topics[1]` */
function printPath(path: Path): string {
  return visible(path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join(''))
}

/** Where a place is, as a person would look for it. */
export function printPlace(place: Place): string {
  return `${visible(place.file)}:${place.spotOf(place.path, 'value').line}`
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
