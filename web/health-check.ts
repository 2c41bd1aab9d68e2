import type { Handler } from 'hono'
import type { SiteDeps } from './deps.ts'
import { lateSlots } from './late.ts'

/** Whether feeds are being read, for whatever watches the program: 200, or 503 when some have not been for too long. */
export const health =
  ({ store, current, now }: SiteDeps): Handler =>
  async c => {
    const slots = await store.slots.list((await current())?.slots ?? 0)
    const late = lateSlots(slots, now()).length
    return c.json({ status: late > 0 ? 'late' : 'ok', slots: slots.length, late }, late > 0 ? 503 : 200)
  }
