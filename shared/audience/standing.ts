import type { Subscriber } from '../words.ts'
import type { Listed } from './carrier.ts'

/** What becomes of somebody, given what the carrier's list says; null if nothing does. */
export type Change = Pick<Subscriber, 'state' | 'subscription'> | 'end' | null

/** SNS deletes what has not been confirmed by then (Unsubscribe and Subscribe, API reference: three days). */
const LAPSES_MS = 3 * 86_400_000
/** A list may lag: who was confirmed just now may not be on it yet. */
const LAGS_MS = 3_600_000

/**
 * The carrier's list counts: who follows a link in its mail tells it, not us.
 * @param listed what it says of them: null if they are not on it, undefined if it keeps none
 */
export function standing(person: Subscriber, listed: Listed | null | undefined, now: Date): Change {
  const { state, subscription } = person
  const age = now.getTime() - Date.parse(person.since)
  const there = listed?.subscription ?? null
  if (there !== null) {
    if (state === 'confirmed') return there === subscription ? null : { state, subscription: there }
    const isTheSame = there === subscription
    // Called off while it was pending, and confirmed after all. Under another name they have been asked anew.
    if (state === 'lapsed' && isTheSame) return 'end'
    // Who left may come back, by a subscription that they agreed to since.
    return state === 'left' && isTheSame ? null : { state: 'confirmed', subscription: there }
  }
  if (listed === null && state === 'confirmed' && age > LAGS_MS) return { state: 'left', subscription }
  if (!listed && state === 'pending' && age > LAPSES_MS) return { state: 'lapsed', subscription: null }
  return null
}
