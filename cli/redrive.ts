import * as SQS from '@aws-sdk/client-sqs'
import { Failure } from './failure.ts'
import { type Letter, readLetter } from './letters.ts'
import { functionOf, outputsOf, refuse } from './stack.ts'

/** Longer than all this takes: nobody else is to work on the same letters. Then they are back by themselves. */
const HELD_SECONDS = 600
const BATCH = 10 // the most that SQS gives, deletes or changes at a time (SQS API reference)

const DONE = { slot: 'slots that were not read', schedule: 'times of the schedule', stream: 'batches of the stream' }

/**
 * Does what is left to do, then deletes the dead letters about it. The work stands in the table and not in the letters, so
 * none of them is sent anywhere: it is harmless to be cut off, to run twice at once or again.
 * @throws Failure 1 if a letter is left that nobody can read
 */
export async function redrive({ stack }: { readonly stack: string }): Promise<void> {
  const { Failures, Undelivered } = await outputsOf(stack, ['Failures', 'Undelivered'])
  const unread = await handle(stack, openQueue(Failures), openQueue(Undelivered)).catch(error => refuse(error, stack))
  if (unread.length === 0) return
  for (const { id, text } of unread) console.log(`${id}  ${text}`)
  throw new Failure(1, `Nobody can read ${unread.length} of the letters; they are left. ${howToDelete(Failures)}`)
}

/** @returns those that nobody can read */
async function handle(stack: string, failures: Queue, undelivered: Queue): Promise<Letter[]> {
  const held = (await failures.held()) + (await undelivered.held())
  const letters: Letter[] = []
  const lost: Letter[] = []
  let left = letters
  try {
    await failures.receive(letters)
    await undelivered.receive(lost)
    if (letters.length + lost.length === 0) console.log('There are no dead letters.')
    if (held > 0) console.log(`${held} more are with another run, and back within ten minutes if it does not end well.`)
    const done = letters.filter(({ kind }) => kind in DONE)
    if (done.length > 0) await doAndDelete(stack, done, failures)
    left = letters.filter(letter => !done.includes(letter))
  } finally {
    // The alarm is to go on, and the next run to find them. Else they are back by themselves.
    await Promise.allSettled([failures.release(left), undelivered.release(lost)])
  }
  sayUndelivered([...lost, ...left.filter(({ kind }) => kind === 'undelivered')], undelivered.url)
  return left.filter(({ kind }) => kind === 'unknown')
}

async function doAndDelete(stack: string, letters: readonly Letter[], failures: Queue): Promise<void> {
  await (await functionOf(stack, 'Dispatch'))({ time: new Date().toISOString() })
  await (await functionOf(stack, 'Alert'))({})
  await failures.remove(letters)
  sayDone(letters)
}

function sayDone(letters: readonly Letter[]): void {
  console.log('What is due is on its way to be read, and alert has been at what is owed. These letters are deleted:')
  for (const [kind, name] of Object.entries(DONE))
    console.log(`  ${letters.filter(letter => letter.kind === kind).length} about ${name}`)
}

function sayUndelivered(letters: readonly Letter[], url: string): void {
  if (letters.length === 0) return
  console.log('SNS could not deliver these to somebody. Nothing is sent again: everybody else would be told twice.')
  for (const { text } of letters) console.log(`  ${text}`)
  console.log(`They are left. ${howToDelete(url)}`)
}

const howToDelete = (url: string) =>
  `When you have seen to them, delete all that are there: aws sqs purge-queue --queue-url ${url}`

type Queue = ReturnType<typeof openQueue>

function openQueue(url: string) {
  const [sqs, queue] = [new SQS.SQSClient(), { QueueUrl: url }]
  return {
    url,
    /** How many are with somebody else just now. */
    async held(): Promise<number> {
      const name = 'ApproximateNumberOfMessagesNotVisible'
      const { Attributes } = await sqs.send(new SQS.GetQueueAttributesCommand({ ...queue, AttributeNames: [name] }))
      return Number(Attributes?.[name] ?? 0)
    },
    /** @param letters to which they are added as they come: what has come is held, though the rest may fail */
    async receive(letters: Letter[]): Promise<void> {
      const asked = { MaxNumberOfMessages: BATCH, VisibilityTimeout: HELD_SECONDS, MessageAttributeNames: ['All'] }
      // Without waiting SQS asks only some of its servers, and finds nothing where there is something.
      const command = new SQS.ReceiveMessageCommand({ ...queue, ...asked, WaitTimeSeconds: 2 })
      for (;;) {
        const { Messages = [] } = await sqs.send(command)
        if (Messages.length === 0) return
        letters.push(...Messages.map(readLetter))
      }
    },
    /** @throws Failure if SQS does not delete one: it comes back, and is done again */
    async remove(letters: readonly Letter[]): Promise<void> {
      for (const Entries of inBatches(letters)) {
        const { Failed = [] } = await sqs.send(new SQS.DeleteMessageBatchCommand({ ...queue, Entries }))
        if (Failed.length > 0) throw new Failure(1, `SQS did not delete ${Failed.length} of the letters. Run it again.`)
      }
    },
    /** For whoever looks next. */
    async release(letters: readonly Letter[]): Promise<void> {
      for (const batch of inBatches(letters)) {
        const Entries = batch.map(entry => ({ ...entry, VisibilityTimeout: 0 }))
        await sqs.send(new SQS.ChangeMessageVisibilityBatchCommand({ ...queue, Entries }))
      }
    },
  }
}

function* inBatches(letters: readonly Letter[]) {
  for (let at = 0; at < letters.length; at += BATCH)
    yield letters.slice(at, at + BATCH).map(({ handle }, n) => ({ Id: String(n), ReceiptHandle: handle }))
}
