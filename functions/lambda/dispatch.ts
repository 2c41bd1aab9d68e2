import type { SlotJob } from '../../shared/feed/schedule.ts'
import { documentClient, queueClient } from '../../shared/lambda/clients.ts'
import { env } from '../../shared/lambda/env.ts'
import { once } from '../../shared/lambda/once.ts'
import { enqueue } from '../../shared/lambda/queue.ts'
import { openStore } from '../../shared/store/store.ts'
import { dispatch } from '../dispatch.ts'

const ends = once(() => ({
  store: openStore(documentClient(), env('TABLE')),
  queue: { client: queueClient(), url: env('QUEUE_URL') },
}))

/** Every minute. @param event the scheduler's own; `time` is the minute that was meant, however late this runs */
export async function handler({ time }: { readonly time: string }): Promise<void> {
  const { store, queue } = ends()
  const scheduledAt = new Date(time)
  if (Number.isNaN(scheduledAt.getTime())) throw new Error(`the schedule says no time: ${time}`)
  const jobs: SlotJob[] = []
  await dispatch(scheduledAt, { store, queue: { send: async job => void jobs.push(job) } })
  await enqueue(queue.client, queue.url, jobs)
}
