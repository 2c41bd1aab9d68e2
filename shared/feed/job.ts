import type { SlotJob } from './schedule.ts'

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0

/**
 * A queue is the outside world: nothing about a body is believed until it is checked. By hand, for a schema would double
 * what the poller loads.
 * @throws Error if it is no job
 */
export function readSlotJob(body: unknown): SlotJob {
  const { slot, period, everySeconds } = Object(body)
  if (![slot, period, everySeconds].every(isCount)) throw new Error(`not a job: ${JSON.stringify(body)}`)
  return { slot, period, everySeconds }
}
