import type { Slot } from '../shared/words.ts'

/** Time for a slot to run late before anybody is worried: a lease of 180 s must lapse before another may take over. */
const GRACE_SECONDS = 240

/** The slots that were not finished when they should have been. One that never ran is not late: it is about to. */
export const lateSlots = (slots: readonly Slot[], now: Date): Slot[] =>
  slots.filter(
    ({ finishedAt, everySeconds }) =>
      finishedAt !== null && now.getTime() - Date.parse(finishedAt) > (2 * everySeconds + GRACE_SECONDS) * 1000,
  )
