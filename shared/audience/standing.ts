import type { Subscriber } from '../words.ts'
import type { Listed } from './carrier.ts'

/** What becomes of somebody, given what the carrier's list says; null if nothing does. */
type Change = Pick<Subscriber, 'state' | 'subscription'> | null

/** SNS's word for the name that it does not tell yet: what was called off under it is whatever comes of that address. */
export const UNNAMED = 'PendingConfirmation'

/** SNS deletes what has not been confirmed by then (Unsubscribe and Subscribe, API reference: three days). */
const LAPSES_MS = 3 * 86_400_000
/** A list may lag: who was confirmed just now may not be on it yet. */
const LAGS_MS = 3_600_000

/**
 * The carrier's list counts: who follows a link in its mail tells it, not us. Whoever has lapsed under a name was called
 * off: if they come to be listed by it, that subscription is to be ended.
 * @param listed what it says of them: null if they are not on it, undefined if it keeps none
 */
export function standing(person: Subscriber, listed: Listed | null | undefined, now: Date): Change {
  const { state, subscription } = person
  const age = now.getTime() - Date.parse(person.since)
  const there = listed?.subscription ?? null
  if (there !== null) {
    const isTheSame = there === subscription
    if (state === 'confirmed') return isTheSame ? null : { state, subscription: there }
    // Called off while it was pending, and confirmed after all. Under another name they have been asked anew.
    if (state === 'lapsed' && (isTheSame || subscription === UNNAMED)) return { state, subscription: there }
    // Who left may come back, by a subscription that they agreed to since.
    const stays = state === 'left' && isTheSame && age <= LAGS_MS // longer, and it was the list that erred
    return stays ? null : { state: 'confirmed', subscription: there }
  }
  if (listed === null && state === 'confirmed' && age > LAGS_MS) return { state: 'left', subscription }
  const isOpen = state === 'pending' || (state === 'lapsed' && subscription !== null)
  if (!listed && isOpen && age > LAPSES_MS) return { state: 'lapsed', subscription: null }
  return null
}

/** What becomes of somebody whose SNS topic is gone: nobody has left, but they are to be asked again. */
export const abandoned = ({ state, subscription }: Subscriber): Change =>
  state === 'confirmed' || (state === 'pending' && subscription !== null)
    ? { state: 'pending', subscription: null }
    : null
