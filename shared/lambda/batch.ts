import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { logFailure } from './log.ts'

/**
 * Works through each record of a queue's batch; only those that fail return to the queue. One that cannot be read fails
 * as well, until it rests among the dead letters: it never vanishes.
 * @param read from a body's JSON; throws if it is not what is expected
 */
export async function batch<T>(
  { Records }: SQSEvent,
  read: (body: unknown) => T,
  work: (message: T) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failed = Records.map(async ({ messageId, body }) => {
    try {
      await work(read(JSON.parse(body)))
      return []
    } catch (error) {
      logFailure(`record ${messageId}`, error)
      return [{ itemIdentifier: messageId }]
    }
  })
  return { batchItemFailures: (await Promise.all(failed)).flat() }
}
