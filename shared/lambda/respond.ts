import type { CloudFormationCustomResourceEvent } from 'aws-lambda'
import { logFailure } from './log.ts'

/** The whole answer may have 4,096 bytes, and JSON may double those of the reason. */
const REASON_BYTES = 1_800

/** @returns what the stack may say of it, by name */
type Work = () => Promise<Readonly<Record<string, string>>>

/**
 * A custom resource of CloudFormation: does the work, then tells the stack how it went, whatever became of it: a stack
 * that hears nothing waits, for an hour unless told otherwise (AWS CloudFormation User Guide, "Custom resource response objects").
 * @throws Error if the answer did not arrive: the stack waits for as long as it was told to, then goes back
 */
export async function respond(event: CloudFormationCustomResourceEvent, work: Work): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, RequestType } = event
  // Another id than before would say that this is another resource, and the old one would be deleted.
  const PhysicalResourceId = event.RequestType === 'Create' ? LogicalResourceId : event.PhysicalResourceId
  const outcome = await outcomeOf(work, `${RequestType} of ${LogicalResourceId}`)
  const body = Buffer.from(JSON.stringify({ ...outcome, StackId, RequestId, LogicalResourceId, PhysicalResourceId }))
  // As bytes: text would be sent with a content type, which the signature of the address does not cover.
  const answer = await fetch(event.ResponseURL, { method: 'PUT', body })
  if (!answer.ok) throw new Error(`CloudFormation's address answered ${answer.status}`)
}

async function outcomeOf(work: Work, name: string) {
  try {
    const Data = await work()
    return { Status: 'SUCCESS', Data }
  } catch (error) {
    logFailure(name, error)
    return { Status: 'FAILED', Reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).replace(/[\p{Cc}\s]+/gu, ' ')
  return Buffer.from(text).subarray(0, REASON_BYTES).toString()
}
