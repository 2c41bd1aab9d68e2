import type { Severity } from '../../shared/words.ts'
import type { Listed, TopicId } from './publishers.ts'

/** What a report says of its event: what it is about, and how many are dead. */
export interface Said {
  readonly fraud: boolean
  readonly ports: boolean
  readonly dead: 0 | 5 | 15 | 150
}

export const DULL: Said = { fraud: false, ports: false, dead: 0 }

/** By the rules of the topic `blasts` (setup.ts). */
const BLASTS = { 0: null, 5: 'medium', 15: 'high', 150: 'critical' } as const

function matchesOf({ fraud, ports, dead }: Said): readonly (readonly [TopicId, Severity])[] {
  const blasts = BLASTS[dead]
  return [
    ...(fraud ? [['fraud', 'high'] as const] : []),
    ...(ports ? [['ports', 'critical'] as const] : []),
    ...(blasts ? [['blasts', blasts] as const] : []),
  ]
}

/** A report of an event. Events differ by their number, feeds by their links. */
export function report(said: Said, event: number, place: string): Listed {
  const who = said.ports ? 'Dockers of Antwerp' : 'Harbour officers'
  const what = said.fraud ? 'held for cyber fraud' : 'meet again'
  const dead = said.dead > 0 ? `, blast leaves ${said.dead} dead` : ''
  return {
    id: `${event}`,
    event,
    title: `${who} ${what}${dead}, case ${event}`,
    link: `https://news.example/${place}/${event}`,
    matches: matchesOf(said),
  }
}
