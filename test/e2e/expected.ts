import type { Channel, Match } from '../../shared/words.ts'
import { SEVERITIES } from '../../shared/words.ts'
import type { News } from './insert.ts'

/** An item of news in a feed, and the topics it is on. */
export interface Inserted {
  readonly news: News
  readonly file: string
  readonly matches: readonly Match[]
}

/** Items that report one event, by what they share: the page, or the title. */
export type Event = readonly Inserted[]

/** A text as a reader of the feed sees it. */
export const asSeen = (text: string) => text.replace(/\s+/g, ' ').trim()

/** Which items are one story: said here in the plainest way, without the terms that the product finds stories by. */
export function eventsAmong(inserted: readonly Inserted[]): Event[] {
  const pageOf = ({ news }: Inserted) => news.link.replace(/&utm_source=.*/, '')
  const titleOf = ({ news }: Inserted) => asSeen(news.title).toLowerCase()
  const events: Inserted[][] = []
  for (const item of inserted) {
    const known = events.find(event =>
      event.some(other => pageOf(other) === pageOf(item) || titleOf(other) === titleOf(item)),
    )
    if (known) known.push(item)
    else events.push([item])
  }
  return events
}

/** Whether a channel asked for an event: a topic of its own, severe enough, in a language it reads. */
export const isFor = ({ topics, severity, languages }: Channel, event: Event): boolean =>
  event.some(
    ({ news, matches }) =>
      (languages.length === 0 || languages.includes(news.language)) &&
      matches.some(
        match => topics.includes(match.topic) && SEVERITIES.indexOf(match.severity) >= SEVERITIES.indexOf(severity),
      ),
  )
