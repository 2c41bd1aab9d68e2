import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { openCurrent } from '../../shared/config/current.ts'
import { openFetch } from '../../shared/feed/fetch.ts'
import { readSlotJob } from '../../shared/feed/job.ts'
import { userAgentOf } from '../../shared/feed/user-agent.ts'
import { batch } from '../../shared/lambda/batch.ts'
import { documentClient } from '../../shared/lambda/clients.ts'
import { env } from '../../shared/lambda/env.ts'
import { log } from '../../shared/lambda/log.ts'
import { newId } from '../../shared/lambda/new-id.ts'
import { once } from '../../shared/lambda/once.ts'
import { openStore } from '../../shared/store/store.ts'
import { pollSlot } from '../poll.ts'

const now = () => new Date()

const ends = once(() => {
  const store = openStore(documentClient(), env('TABLE'))
  return { store, current: openCurrent(store), now, random: Math.random, newId, log }
})

/** The slots of one batch of the queue, side by side. What fails goes back to the queue by itself. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const setup = await ends().current()
  const { contact, allowPrivate, subscribers } = setup?.settings ?? { contact: null, allowPrivate: [], subscribers: 0 }
  const fetch = openFetch({ userAgent: userAgentOf(contact, subscribers), allowPrivate, now })
  return batch(event, readSlotJob, job => pollSlot(job, { ...ends(), fetch }))
}
