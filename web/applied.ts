import type { Applied } from '../shared/config/apply.ts'
import { counted } from './counted.ts'

/** CloudFormation takes an answer of 4,096 bytes (shared/lambda/respond.ts). */
const MOST_REMARKS = 4

/** What applying a file has changed, for people: "4 topics, 2 channels; 1 feed added; 3 alerts cancelled" */
export function inWords(applied: Applied): string {
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
  const remarks = applied.remarks.slice(0, MOST_REMARKS)
  if (applied.remarks.length > remarks.length) remarks.push(`and ${applied.remarks.length - remarks.length} more such`)
  return [`${counted(topics, 'topic')}, ${counted(channels, 'channel')}`, ...said, ...remarks].join('; ')
}
