import { dueSlots, periodAt, type SlotJob } from '../shared/feed/schedule.ts'
import type { Store } from '../shared/store/store.ts'

export interface DispatchDeps {
  readonly store: Pick<Store, 'configs' | 'slots'>
  readonly queue: { readonly send: (job: SlotJob) => Promise<void> }
}

/** Enqueues the slots that are due at a scheduled time. One that was not finished is due again. */
export async function dispatch(scheduledAt: Date, { store, queue }: DispatchDeps): Promise<void> {
  const pointer = await store.configs.pointer()
  if (!pointer) return
  for (const { n, everySeconds } of dueSlots(await store.slots.list(pointer.slots), scheduledAt))
    await queue.send({ slot: n, period: periodAt(scheduledAt, everySeconds), everySeconds })
}
