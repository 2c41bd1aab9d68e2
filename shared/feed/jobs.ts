import * as z from 'zod'

const SlotJob = z.object({ slot: z.int().min(0), period: z.int().min(0), everySeconds: z.int().min(1) })

/** Asks for a slot to be polled in the period that begins at `period`, in seconds since 1970. */
export type SlotJob = z.infer<typeof SlotJob>

/** A queue is the outside world: nothing about a body is believed until it is checked. @throws ZodError */
export const readSlotJob = (body: unknown): SlotJob => SlotJob.parse(body)
