import type { Problem } from './problem.ts'

export type Path = readonly (string | number)[]

/** A position in a file's text: 1-based, columns in UTF-16 units. */
export interface Spot {
  readonly line: number
  readonly column: number
}

/** A value somewhere in a file, which can say where it stands. */
export interface Place {
  readonly file: string
  readonly path: Path
  readonly value: unknown
  /** The spot of the key, of the value, or of the value's nth character (1-based), of what stands at a path in the file. */
  readonly spotOf: (path: Path, part: 'key' | 'value' | number) => Spot
}

/** What stands under a key, be it there or not. */
export function under(place: Place, key: string): Place {
  const { value } = place
  const inner = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return { ...place, path: [...place.path, key], value: inner }
}

/** The entries of a list; none if it is no list, which the schema has complained of. */
export function each(place: Place): Place[] {
  const { value, path } = place
  return Array.isArray(value) ? value.map((item: unknown, i) => ({ ...place, path: [...path, i], value: item })) : []
}

/** A problem with the value here. */
export function problemAt(place: Place, message: string, remedy: string): Problem {
  const { file, path } = place
  return { file, ...place.spotOf(path, 'value'), field: printPath(path), message, remedy }
}

/** `channels[0].topics[1]` */
export function printPath(path: Path): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')
}

/** Where a place is, as a person would look for it. */
export function printPlace(place: Place): string {
  return `${place.file}:${place.spotOf(place.path, 'value').line}`
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
