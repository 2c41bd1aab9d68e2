import { type Match, SEVERITIES } from '../words.ts'

/**
 * Matches as an item can hold them: the gravest first, each as it is while there is room for what `less` would take from
 * it, and of the others what `less` leaves. Every one keeps its topic: nobody goes untold.
 * @param bytes the room, as JSON
 */
export function fitted<One extends Match>(matches: readonly One[], bytes: number, less: (match: One) => One): One[] {
  let left = bytes
  return [...matches]
    .sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))
    .map(match => {
      const size = Buffer.byteLength(JSON.stringify(match))
      if (size > left) return less(match)
      left -= size
      return match
    })
}
