import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { readConfigText } from '../../local/files.ts'
import { TABLE_NAME } from '../../local/table.ts'
import { rss, startPublisher, startTestTable, TOPIC } from '../world.ts'
import { deployed } from './deployed.ts'
import { startQueue, startSns, startStack } from './loopback.ts'

const CHANNELS = `
channels:
  - { id: desk, topics: [fraud], severity: medium, when: { instant: true }, subscribers: { email: [ann@example.org] } }
`
const ARNS = 'arn:aws:sns:eu-west-1:123456789012:NewsAlerts_desk-'

let table: Awaited<ReturnType<typeof startTestTable>>
let publisher: Awaited<ReturnType<typeof startPublisher>>
let sns: Awaited<ReturnType<typeof startSns>>
let queue: Awaited<ReturnType<typeof startQueue>>
let stack: Awaited<ReturnType<typeof startStack>>
let functions: Record<'dispatch' | 'poll' | 'alert' | 'authorize' | 'reconcile' | 'api' | 'apply', Deployed>
type Deployed = Awaited<ReturnType<typeof deployed>>

beforeAll(async () => {
  ;[table, publisher, sns, queue, stack] = await Promise.all([
    ...([startTestTable(), startPublisher(), startSns(), startQueue(), startStack()] as const),
  ])
  publisher.serve('/a.xml', rss([{ title: 'Old news' }]))
  const feeds = `feeds: [{ url: "http://${publisher.host}/a.xml", every: 1m }]`
  const read = readConfigText(`${feeds}\n${TOPIC}${CHANNELS}\nfetch: { allow_private: ["${publisher.host}"] }\n`)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const files = { 'configuration.json': JSON.stringify(read.configuration), 'style.css': 'body {}' }
  const [dispatch, poll, alert, authorize, reconcile, api, apply] = await Promise.all([
    ...([deployed('dispatch'), deployed('poll'), deployed('alert'), deployed('authorize')] as const),
    ...([deployed('reconcile'), deployed('api', files), deployed('apply', files)] as const),
  ])
  functions = { dispatch, poll, alert, authorize, reconcile, api, apply }
}, 60_000)

afterAll(async () => {
  await Promise.all(Object.values(functions).map(({ remove }) => remove()))
  await Promise.all([table, publisher, sns, queue, stack].map(({ close }) => close()))
})

beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  const endpoint = await table.client.config.endpoint?.()
  const env = {
    ...{ TABLE: TABLE_NAME, PREFIX: 'NewsAlerts', QUEUE_URL: queue.url },
    ...{ UNDELIVERED_ARN: 'arn:aws:sqs:eu-west-1:123456789012:undelivered', AWS_REGION: 'eu-west-1' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    ...{ AWS_ENDPOINT_URL_SNS: sns.url, AWS_ENDPOINT_URL_SQS: queue.url },
    AWS_ENDPOINT_URL_DYNAMODB: `http://${endpoint?.hostname}:${endpoint?.port}`,
  }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const resource = (RequestType: string) => ({
  ...{ RequestType, ResponseURL: stack.url, StackId: 's', RequestId: 'r', LogicalResourceId: 'Configuration' },
  ...(RequestType !== 'Create' && { PhysicalResourceId: 'Configuration' }),
})

/** The minute that begins so many minutes from now: a schedule says which minute it meant. */
const minute = (later: number) => new Date(Date.now() + later * 60_000).toISOString()

/** One minute's work. @returns how many slots were due */
async function work(later: number): Promise<number> {
  await functions.dispatch.call({ version: '0', time: minute(later), detail: {} })
  const Records = queue.bodies.splice(0).map((body, n) => ({ messageId: `m${n}`, body }))
  expect(await functions.poll.call({ Records })).toEqual({ batchItemFailures: [] })
  return Records.length
}

test('a deployment, a feed, an alert and the end of it, by the functions as they are deployed', async () => {
  await functions.apply.call(resource('Create'))
  expect(stack.answers.at(-1)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Configuration' })
  expect(sns.asked('CreateTopic').map(asked => asked.get('Name'))).toContain('NewsAlerts_desk-mail')
  expect(sns.asked('Subscribe').map(asked => asked.get('Endpoint'))).toEqual(['ann@example.org'])
  expect(await table.store.access.hash()).toMatch(/^[0-9a-f]{64}$/)

  expect(await work(0)).toBe(1)
  await functions.alert.call({ time: minute(0) })
  expect(sns.asked('Publish')).toEqual([])

  publisher.serve('/a.xml', rss([{ title: 'Police break cyber fraud ring' }, { title: 'Old news' }]))
  expect(await work(1)).toBe(1)
  await functions.alert.call({ Records: [{ eventName: 'INSERT' }] }) // woken by the stream
  await functions.alert.call({ time: minute(1) })
  const published = sns.asked('Publish')
  expect(published.map(asked => asked.get('TopicArn'))).toEqual([`${ARNS}mail`])
  expect(published[0]?.get('Subject')).toBe('[HIGH] Police break cyber fraud ring')
  expect(publisher.requests).toHaveLength(2)

  const matches = await functions.api.call(request('/api/matches', { reader: 'yes' }))
  expect(matches).toMatchObject({ statusCode: 200, body: expect.stringContaining('Police break cyber fraud ring') })

  await functions.reconcile.call({ time: minute(2) })
  expect(sns.asked('ListSubscriptionsByTopic').length).toBeGreaterThan(0)

  await functions.apply.call(resource('Delete'))
  expect(stack.answers.at(-1)).toMatchObject({ Status: 'SUCCESS' })
  expect(sns.asked('DeleteTopic').map(asked => asked.get('TopicArn'))).toEqual([`${ARNS}mail`, `${ARNS}sms`])
})

const request = (rawPath: string, lambda: object | null, more: object = {}) => ({
  ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString: '', isBase64Encoded: false },
  headers: { host: 'api.example' },
  requestContext: {
    ...{ domainName: 'api.example', http: { method: 'GET', path: rawPath } },
    ...(lambda && { authorizer: { lambda } }),
  },
  ...more,
})

test('another deployment leaves the token alone', async () => {
  await table.store.access.set('a'.repeat(64))
  await functions.apply.call(resource('Create'))
  expect(await table.store.access.hash()).toBe('a'.repeat(64))
})

test('a deployment that fails says why, and Lambda does not try it again', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', 'http://127.0.0.1:9')
  const failing = await deployed('apply', {})
  await failing.call(resource('Update'))
  expect(stack.answers.at(-1)).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('configuration.json'),
  })
  await failing.remove()
})
