import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Failure } from '../../cli/failure.ts'
import { redrive } from '../../cli/redrive.ts'
import { fakeQueue, type Sent } from './letters.ts'
import { type Answer, outputs } from './stacks.ts'

vi.setConfig({ testTimeout: 20_000 })

let stack: Answer
let queues: Readonly<Record<string, ReturnType<typeof fakeQueue>>>
let broken: string | null
/** What was asked of AWS, but for what only looks. */
let asked: string[]
const said: string[] = []

const server = createServer(async (request, response) => {
  const [status, answer, headers] = answerTo(request.url ?? '', await text(request), request.headers['x-amz-target'])
  response.writeHead(status, headers).end(answer)
})

function answerTo(url: string, body: string, target: string | string[] | undefined): Answer {
  const called = /functions\/(.*)\/invocations/.exec(url)?.[1]
  if (called) {
    asked.push(`${called} ${Object.keys(JSON.parse(body))}`)
    const failed = { 'x-amz-function-error': 'Unhandled' }
    return called === broken ? [200, '{"errorType":"Error","errorMessage":"no table"}', failed] : [200, 'null']
  }
  if (target === undefined) return stack
  if (broken && target.includes('ReceiveMessage') && body.includes(broken)) return [400, '{"__type":"AccessDenied"}']
  const [action = '', name = ''] = [String(target).split('.')[1], JSON.parse(body).QueueUrl.split('/').at(-1)]
  if (/^(Delete|Change)/.test(action)) asked.push(`${action} ${name}`)
  return [200, queues[name]?.answer(action, body) ?? '{}', { 'content-type': 'application/x-amz-json-1.0' }]
}

beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve())))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stack = outputs({
    ...{ DispatchFunction: 'n-dispatch', AlertFunction: 'n-alert' },
    ...{ Failures: `${AWS_ENDPOINT_URL}/1/Failures`, Undelivered: `${AWS_ENDPOINT_URL}/1/Undelivered` },
  })
  const aws = { AWS_ENDPOINT_URL, AWS_REGION: 'eu-west-3', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }
  for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value)
  vi.spyOn(console, 'log').mockImplementation(line => void said.push(line))
  broken = null
  letters({})
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

function letters({ Failures = [], Undelivered = [] }: { Failures?: readonly Sent[]; Undelivered?: readonly Sent[] }) {
  queues = { Failures: fakeQueue(Failures), Undelivered: fakeQueue(Undelivered) }
  asked = []
}

/** @returns the code it would exit with, and all that it says */
async function run() {
  said.length = 0
  const failure = await redrive({ stack: 'n' }).catch(error => error)
  if (failure !== undefined && !(failure instanceof Failure)) throw failure
  return { code: failure?.exitCode ?? 0, out: [...said, failure?.message ?? ''].join('\n').trim() }
}

const SLOT = { body: '{"slot":3,"period":1793400000,"everySeconds":300}' }
const MINUTE = { body: '{"time":"2026-03-02T10:00:00Z"}', attributes: { SCHEDULE_ARN: 'arn:…:schedule/default/x' } }
const BATCH = { body: '{"requestContext":{},"DDBStreamBatchInfo":{"shardId":"s","batchSize":2}}' }
const UNDELIVERED = {
  body: JSON.stringify({ TopicArn: 'arn:aws:sns:x:1:News_fraud-desk-mail', MessageId: 'sns-1', Message: 'A text' }),
  attributes: { RequestID: 'r', ErrorCode: 'E', ErrorMessage: 'mailbox full' },
}

test('without dead letters it says so, and runs nothing', async () => {
  expect(await run()).toEqual({ code: 0, out: 'There are no dead letters.' })
  expect(asked).toEqual([])
})

test.each([
  ['a job', SLOT, 'slots'],
  ['an event of the schedule', MINUTE, 'times of the schedule'],
  ['a batch of the stream', BATCH, 'batches of the stream'],
])('%s is deleted once dispatch and alert have done what is left to do', async (_, letter, name) => {
  letters({ Failures: [letter] })
  const { code, out } = await run()
  expect(code).toBe(0)
  expect(out).toContain(`1 about ${name}`)
  expect(asked).toEqual(['n-dispatch time', 'n-alert ', 'DeleteMessageBatch Failures'])
  expect(queues['Failures']?.there.size).toBe(0)
})

test('a whole queue of them is one run, and a second finds nothing', async () => {
  letters({ Failures: Array.from({ length: 23 }, (_, n) => [SLOT, MINUTE, BATCH][n % 3] ?? SLOT) })
  expect((await run()).out).toMatch(/8 about slots[\s\S]*8 about times[\s\S]*7 about batches/)
  expect(asked.filter(one => /^n-/.test(one))).toHaveLength(2)
  expect(await run()).toEqual({ code: 0, out: 'There are no dead letters.' })
  expect(asked.filter(one => /^n-/.test(one))).toHaveLength(2)
})

test('if it fails while it collects, what has come is let go', async () => {
  letters({ Failures: [SLOT, MINUTE], Undelivered: [UNDELIVERED] })
  broken = 'Undelivered'
  expect((await run()).code).toBe(1)
  broken = null
  expect((await run()).out).toMatch(/1 about slots[\s\S]*1 about times/)
})

test.each(['n-dispatch', 'n-alert'])('if %s fails nothing is deleted, and the next run tries again', async name => {
  letters({ Failures: [SLOT, { body: 'poison' }], Undelivered: [UNDELIVERED] })
  broken = name
  expect(await run()).toEqual({ code: 1, out: expect.stringMatching(`^${name} failed: Error: no table`) })
  expect(asked.filter(one => one.startsWith('Delete'))).toEqual([])
  broken = ''
  expect((await run()).out).toMatch(/1 about slots[\s\S]*Nobody can read 1 of the letters/)
})

test.each([
  ['not JSON', 'poison \u001b[31m\u0007red', /id-handle-1 {2}poison {1,2}\[31m red$/m],
  ['JSON of nobody', '{"slot":"3"}', /id-handle-1 {2}\{"slot":"3"\}$/m],
  ['long', 'x'.repeat(1000), /id-handle-1 {2}x{200} …$/m],
])('what nobody can read, for it is %s, is shown and left; the others are done', async (_, body, shown) => {
  letters({ Failures: [SLOT, { body }] })
  for (const out of [await run(), await run()]) {
    expect(out.code).toBe(1)
    expect(out.out).toMatch(shown)
    expect(out.out).toMatch(/Nobody can read 1 of the letters.*purge-queue --queue-url \S+\/Failures$/)
  }
  expect([...(queues['Failures']?.there.values() ?? [])]).toEqual([{ body }])
  expect(asked.filter(one => /^n-/.test(one))).toHaveLength(2)
})

test.each<[string, keyof typeof queues]>([
  ['what SNS could not deliver', 'Undelivered'],
  ['the same, when it was looked at a hundred times', 'Failures'],
])('%s is listed and left; nobody is told again', async (_, queue) => {
  const told = { ...UNDELIVERED, body: UNDELIVERED.body.replace('A text', '{\\"id\\":\\"m1\\"}') }
  letters({ [queue]: [UNDELIVERED, told, { ...UNDELIVERED, body: 'no JSON' }] })
  const { code, out } = await run()
  expect(code).toBe(0)
  expect(out).toMatch(/fraud-desk by mail, message sns-1: mailbox full/)
  expect(out).toMatch(/fraud-desk by mail, message m1: mailbox full/)
  expect(out).toMatch(/\(not said\), message \(not said\): mailbox full/)
  expect(out).toMatch(/told twice[\s\S]*purge-queue --queue-url \S+\/Undelivered$/)
  expect(asked).toEqual([`ChangeMessageVisibilityBatch ${queue}`])
  expect(queues[queue]).toMatchObject({ hidden: new Set(), there: { size: 3 } })
})

test('two at once share the letters, and both end well', async () => {
  letters({ Failures: Array.from({ length: 30 }, () => SLOT) })
  const both = await Promise.all([redrive({ stack: 'n' }), redrive({ stack: 'n' })])
  expect(both).toEqual([undefined, undefined])
  expect(queues['Failures']?.there.size).toBe(0)
})
