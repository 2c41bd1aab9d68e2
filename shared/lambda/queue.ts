import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'

const BATCH = 10 // SendMessageBatch, API reference

/** Puts each job on the queue. @throws Error if the queue did not take one: the others are on it all the same */
export async function enqueue(client: SQSClient, QueueUrl: string, jobs: readonly object[]): Promise<void> {
  const refused: string[] = []
  for (let at = 0; at < jobs.length; at += BATCH) {
    const Entries = jobs.slice(at, at + BATCH).map((job, n) => ({ Id: String(n), MessageBody: JSON.stringify(job) }))
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
    refused.push(...Failed.map(({ Id, Code, Message = '' }) => `job ${at + Number(Id)}: ${Code} ${Message}`))
  }
  if (refused.length > 0)
    throw new Error(`the queue refused ${refused.length} of ${jobs.length}: ${refused.join('; ')}`)
}
