import type { Applied } from '../shared/config/apply.ts'
import { counted } from './counted.ts'

/** What applying a file has changed, for people: "4 topics, 2 channels; 1 feed added; 3 alerts cancelled" */
export function inWords(applied: Omit<Applied, 'version'>): string {
  const { topics, channels, feedsAdded, feedsRemoved, subscribersAdded, subscribersRemoved } = applied
  const changes: readonly (readonly [number, string, string])[] = [
    [feedsAdded, 'feed', 'added'],
    [feedsRemoved, 'feed', 'removed'],
    [subscribersAdded, 'subscriber', 'added'],
    [subscribersRemoved, 'subscriber', 'removed'],
    [applied.alertsCancelled, 'alert', 'cancelled, as nobody asks for it now'],
    [applied.alertsKept, 'alert', 'of what only removed feeds reported still to be told'],
  ]
  const said = changes.filter(([count]) => count > 0).map(([count, of, what]) => `${counted(count, of)} ${what}`)
  return [`${counted(topics, 'topic')}, ${counted(channels, 'channel')}`, ...said].join('; ')
}
