import type { Handler } from 'hono'
import type { SiteDeps } from './deps.ts'
import { lateSlots } from './late.ts'

/**
 * Whether feeds are being read, for whatever watches the program: 200, or 503 when some have not been for too long. Not
 * how many: on AWS strangers may ask.
 */
export const health =
  ({ store, current, now }: SiteDeps): Handler =>
  async c => {
    const slots = await store.slots.list((await current())?.slots ?? 0)
    const isLate = lateSlots(slots, now()).length > 0
    return c.json({ status: isLate ? 'late' : 'ok' }, isLate ? 503 : 200)
  }
