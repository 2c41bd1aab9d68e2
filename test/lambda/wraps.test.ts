import { SQSClient } from '@aws-sdk/client-sqs'
import type { CloudFormationCustomResourceEvent, SQSEvent, SQSRecord } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readSlotJob } from '../../shared/feed/job.ts'
import { userAgentOf } from '../../shared/feed/user-agent.ts'
import { batch } from '../../shared/lambda/batch.ts'
import { env } from '../../shared/lambda/env.ts'
import { log } from '../../shared/lambda/log.ts'
import { once } from '../../shared/lambda/once.ts'
import { enqueue } from '../../shared/lambda/queue.ts'
import { respond } from '../../shared/lambda/respond.ts'
import { topicArns } from '../../shared/lambda/topics.ts'
import { startQueue, startStack } from './loopback.ts'

let lines: string[]
const closing: (() => Promise<void>)[] = []
beforeEach(() => {
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation(line => lines.push(String(line)) > 0)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await Promise.all(closing.splice(0).map(close => close()))
})

test.each([undefined, ''])('a setting that is %j is missed by its name', value => {
  vi.stubEnv('TABLE', value)
  expect(() => env('TABLE')).toThrow('TABLE')
})

test.each(['dispatch', 'poll', 'alert', 'authorize', 'reconcile', 'api'])(
  '%s says that it was told of no table',
  async name => {
    vi.stubEnv('TABLE', '')
    const { handler } = await import(`../../functions/lambda/${name}.ts`)
    const event = { time: '2026-03-02T10:00:00Z', Records: [], rawPath: '/', headers: { authorization: 'Bearer x' } }
    await expect(async () =>
      handler(event, { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:1:function:f' }),
    ).rejects.toThrow('TABLE')
  },
)

test.each(['', 'yesterday', undefined])('a schedule that says %j for its time starts nothing', async time => {
  vi.stubEnv('TABLE', 't')
  vi.stubEnv('QUEUE_URL', 'http://127.0.0.1:9')
  const { handler } = await import('../../functions/lambda/dispatch.ts')
  await expect(async () => handler({ time: String(time) })).rejects.toThrow('says no time')
})

test('what is made once is made again only if it could not be made', () => {
  let made = 0
  const make = once((fails: boolean) => {
    made += 1
    if (fails) throw new Error('not yet')
    return made
  })
  expect(() => make(true)).toThrow('not yet')
  expect([make(false), make(false)]).toEqual([2, 2])
})

test('a happening is one line of JSON, with nothing before it', () => {
  log({ what: 'unheard', channel: 'a\nb' })
  expect(lines).toEqual(['{"what":"unheard","channel":"a\\nb"}\n'])
})

test('an SNS topic is in the account, region and partition of the function that asks', () => {
  const arn = topicArns('NewsAlerts', 'arn:aws-cn:lambda:cn-north-1:123456789012:function:NewsAlerts-alert-1')
  expect(arn('fraud-desk', 'sms')).toBe('arn:aws-cn:sns:cn-north-1:123456789012:NewsAlerts_fraud-desk-sms')
})

test('no two stacks share an SNS topic, whatever they and their channels are called', () => {
  const [one, other] = ['news', 'news-alerts'].map(stack => topicArns(stack, 'arn:aws:lambda:eu-west-1:1:function:f'))
  expect(one?.('alerts-desk', 'mail')).not.toBe(other?.('desk', 'mail'))
})

test.each([
  [{ contact: null, subscribers: 0 }, 'NewsAlerts/0.1 (feed reader; 0 subscribers)'],
  [{ contact: 'a@example.org', subscribers: 3 }, 'NewsAlerts/0.1 (feed reader; +mailto:a@example.org; 3 subscribers)'],
  [
    { contact: 'https://x.example/', subscribers: 1 },
    'NewsAlerts/0.1 (feed reader; +https://x.example/; 1 subscribers)',
  ],
])('to publishers, %j is %j', (who, words) => {
  expect(userAgentOf(who.contact, who.subscribers)).toBe(words)
})

const record = (messageId: string, body: string): SQSRecord => ({
  ...{ messageId, body, receiptHandle: 'r', messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs' },
  ...{ eventSourceARN: 'arn:aws:sqs:eu-west-1:1:q', awsRegion: 'eu-west-1' },
  attributes: {
    ...{ ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: 's', ApproximateFirstReceiveTimestamp: '0' },
  },
})

describe('a batch', () => {
  const job = (slot: number) => JSON.stringify({ slot, period: 60, everySeconds: 60 })
  const event = (...bodies: string[]): SQSEvent => ({ Records: bodies.map((body, n) => record(`m${n}`, body)) })

  test('gives back to the queue only what failed, and says why', async () => {
    const worked: number[] = []
    const answer = await batch(event(job(0), job(1), job(2)), readSlotJob, async ({ slot }) => {
      if (slot === 1) throw new Error('the table is away')
      worked.push(slot)
    })
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] })
    expect(worked).toEqual([0, 2])
    expect(lines.map(line => JSON.parse(line))).toEqual([
      { what: 'failed', work: 'record m1', error: expect.stringContaining('the table is away') },
    ])
  })

  test.each([
    ...['', 'no json', 'null', '[]', '{}', '{"slot":-1,"period":60,"everySeconds":60}'],
    ...['{"slot":0.5,"period":60,"everySeconds":60}', '{"slot":"0","period":60,"everySeconds":60}'],
  ])('gives back what it cannot read: %j', async body => {
    const worked: number[] = []
    const answer = await batch(event(body, job(1)), readSlotJob, async ({ slot }) => void worked.push(slot))
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] })
    expect(worked).toEqual([1])
  })
})

describe('what is put on the queue', () => {
  const jobs = Array.from({ length: 23 }, (_, slot) => ({ slot }))
  const client = ({ url }: { readonly url: string }) =>
    new SQSClient({
      ...{ endpoint: new URL(url).origin, region: 'eu-west-1', maxAttempts: 1 },
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    })

  test('goes ten at a time, and nothing for nothing', async () => {
    const queue = await startQueue()
    closing.push(queue.close)
    await enqueue(client(queue), queue.url, [])
    await enqueue(client(queue), queue.url, jobs)
    expect(queue.batches).toEqual([10, 10, 3])
    expect(queue.bodies.map(body => JSON.parse(body))).toEqual(jobs)
  })

  test('and refused in part is a failure that says which, after all others are on it', async () => {
    const queue = await startQueue(body => body === '{"slot":11}')
    closing.push(queue.close)
    await expect(enqueue(client(queue), queue.url, jobs)).rejects.toThrow(
      'refused 1 of 23: job 11: InternalError not now',
    )
    expect(queue.bodies).toHaveLength(22)
  })
})

describe('a custom resource', () => {
  const of = (RequestType: 'Create' | 'Update' | 'Delete', ResponseURL: string): CloudFormationCustomResourceEvent => {
    const base = {
      ...{ ServiceToken: 's', ResponseURL, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Configuration' },
      ...{ ResourceType: 'AWS::CloudFormation::CustomResource', ResourceProperties: { ServiceToken: 's' } },
    }
    if (RequestType === 'Create') return { ...base, RequestType }
    if (RequestType === 'Delete') return { ...base, RequestType, PhysicalResourceId: 'as before' }
    return { ...base, RequestType, PhysicalResourceId: 'as before', OldResourceProperties: { ServiceToken: 's' } }
  }
  const open = async (status = 200) => {
    const stack = await startStack(status)
    closing.push(stack.close)
    return stack
  }

  test.each([
    ['Create', 'Configuration'],
    ['Update', 'as before'],
    ['Delete', 'as before'],
  ] as const)('that did its %s says so, under the name it keeps', async (type, PhysicalResourceId) => {
    const stack = await open()
    await respond(of(type, stack.url), async () => ({ Applied: '1 topic' }))
    const same = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Configuration', PhysicalResourceId }
    expect(stack.answers).toEqual([{ Status: 'SUCCESS', Data: { Applied: '1 topic' }, ...same }])
    expect(stack.requests).toMatchObject([{ method: 'PUT', type: undefined }]) // the address is signed without one
  })

  test.each([
    ['in words', new Error('no such table'), 'no such table'],
    ['that is no error', 'nothing', 'nothing'],
    ['over lines', new Error('line 1\n  line 2'), 'line 1 line 2'],
    ['of many words', new Error('ü"\\'.repeat(9_000)), 'ü"\\'.repeat(450)],
    ['of control characters', new Error('\u0001'.repeat(9_000)), ' '],
  ])('that failed with a reason %s says it in what CloudFormation takes', async (_, failure, Reason) => {
    const stack = await open()
    await respond(of('Create', stack.url), () => Promise.reject(failure))
    expect(stack.answers).toMatchObject([{ Status: 'FAILED', Reason, PhysicalResourceId: 'Configuration' }])
    expect(stack.requests[0]?.bytes).toBeLessThanOrEqual(4_096)
    expect(lines).toHaveLength(1)
  })

  test('that throws before it waits for anything answers too', async () => {
    const stack = await open()
    await respond(of('Create', stack.url), () => {
      throw new Error('at once')
    })
    expect(stack.answers).toMatchObject([{ Status: 'FAILED', Reason: 'at once' }])
  })

  test('whose answer does not arrive fails', async () => {
    const stack = await open(503)
    await expect(respond(of('Create', stack.url), async () => ({}))).rejects.toThrow('503')
  })
})
