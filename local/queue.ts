import type { SlotJob } from '../shared/feed/schedule.ts'

/** The queue of a laptop: a job starts at once, unless its slot is still at work; then it is offered again anyway. */
export function inProcessQueue(work: (job: SlotJob) => Promise<void>, failed: (error: unknown) => void) {
  const running = new Map<number, Promise<void>>()
  return {
    async send(job: SlotJob): Promise<void> {
      if (running.has(job.slot)) return
      const done = work(job)
        .catch(failed)
        .finally(() => running.delete(job.slot))
      running.set(job.slot, done)
    },
    /** Waits for what is under way. */
    async drain(): Promise<void> {
      await Promise.all(running.values())
    },
  }
}
