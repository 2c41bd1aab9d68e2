import { Agent, createServer, type ServerResponse } from 'node:http'
import type { LookupFunction } from 'node:net'
import { SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns'
import { afterEach, describe, expect, test } from 'vitest'
import { compose } from '../../shared/alert/compose.ts'
import { NotSent, Refused } from '../../shared/alert/sender.ts'
import { snsSender } from '../../shared/alert/senders/sns.ts'
import { aChannel, aTold, NOW } from './samples.ts'

const message = compose(aChannel(), 'mail', [aTold({ title: 'Grève ‘à’ 港口 <&>' })], 1, NOW)

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** Answers as SNS does, and keeps what it was asked. */
async function startSns(answer: (response: ServerResponse) => void, more: SNSClientConfig = {}) {
  const requests: URLSearchParams[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      requests.push(new URLSearchParams(Buffer.concat(parts).toString()))
      answer(response)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  const client = new SNSClient({
    ...{ endpoint: `http://127.0.0.1:${address.port}`, region: 'eu-west-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...more,
  })
  const close = () =>
    new Promise<void>(resolve => server.close(() => resolve())).finally(() => server.closeAllConnections())
  stops.push(async () => {
    client.destroy()
    server.closeAllConnections()
    await close()
  })
  const topicArn = (channel: string, route: string) => `arn:aws:sns:eu-west-1:123456789012:news-${channel}-${route}`
  return { requests, close, send: snsSender({ client, topicArn }) }
}

const xml = (status: number, body: string) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'text/xml' }).end(body)
const error = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>for ann@example.org and +33639980012</Message></Error><RequestId>r</RequestId></ErrorResponse>`
const published = xml(
  200,
  '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>',
)

const failureOf = (sent: Promise<unknown>): Promise<Error | null> =>
  sent.then(
    () => null,
    (failure: Error) => failure,
  )

test('one publish, to the SNS topic of the channel and route, with a text for each protocol', async () => {
  const { requests, send } = await startSns(published)
  await send(message)
  expect(requests).toHaveLength(1)
  const [request] = requests
  expect(request?.get('Action')).toBe('Publish')
  expect(request?.get('TopicArn')).toBe('arn:aws:sns:eu-west-1:123456789012:news-desk-mail')
  expect(request?.get('Subject')).toBe(message.subject)
  expect(request?.get('MessageStructure')).toBe('json')
  const bodies = JSON.parse(request?.get('Message') ?? '')
  expect(bodies).toMatchObject({ email: message.text, sms: message.sms })
  const { html: _, ...rest } = message
  expect(JSON.parse(bodies.default)).toEqual(rest)
})

test('what is published is the same at every attempt: where a message stands is not part of it', async () => {
  const { requests, send } = await startSns(published)
  for (const attempts of [0, 1]) await send({ ...message, ...{ state: 'sending', attempts, unknown: attempts } })
  expect(requests[1]?.get('Message')).toBe(requests[0]?.get('Message'))
})

describe('one request, whatever becomes of it', () => {
  test.each<[string, boolean]>([
    ['InvalidParameter', true],
    ['ValidationError', true],
    ['Throttling', false],
    ['AuthorizationError', false],
  ])('%s refuses the words themselves: %s', async (code, isRefused) => {
    const { send } = await startSns(xml(400, error(code)))
    const failure = await failureOf(send(message))
    expect(failure).toBeInstanceOf(NotSent)
    expect(failure instanceof Refused).toBe(isRefused)
  })

  test.each<[string, (response: ServerResponse) => void, boolean]>([
    ['throttled', xml(400, error('Throttling')), true],
    ['refused', xml(400, error('InvalidParameter')), true],
    ['not allowed', xml(403, error('AuthorizationError')), true],
    ['no such SNS topic', xml(404, error('NotFound')), true],
    ['a request that took too long', xml(408, error('RequestTimeout')), false],
    ['a failure of theirs', xml(500, error('InternalFailure')), false],
    ['a gateway that gives up', xml(503, '<html>no</html>'), false],
    ['an answer that is none', xml(200, 'not XML'), false],
    ['a line cut', response => void response.socket?.destroy(), false],
  ])('%s: certainly not sent is %s', async (_, answer, isCertain) => {
    const { requests, send } = await startSns(answer)
    const failure = await failureOf(send(message))
    expect(failure).toBeInstanceOf(Error)
    expect(failure instanceof NotSent).toBe(isCertain)
    expect(requests).toHaveLength(1)
    expect(failure?.message).not.toMatch(/ann@|\+336/)
  })

  test('nobody there: certainly not sent', async () => {
    const { close, send } = await startSns(published)
    await close()
    expect(await failureOf(send(message))).toBeInstanceOf(NotSent)
  })

  test.each<[string, LookupFunction, RegExp]>([
    ['a name that is not known', nameFails('ENOTFOUND'), /ENOTFOUND/],
    ['a name that cannot be looked up now', nameFails('EAI_AGAIN'), /EAI_AGAIN/],
    ['a connection that is not made in time', () => {}, /did not establish a connection/],
    [
      'nobody at any of its addresses',
      (_name, _options, found) =>
        found(
          null,
          [1, 2].map(n => ({ address: `127.0.0.${n}`, family: 4 })),
        ),
      /AggregateError|ECONNREFUSED/,
    ],
  ])('%s: certainly not sent', async (_, lookup, said) => {
    const requestHandler = { httpAgent: new Agent({ lookup }), connectionTimeout: 50 }
    const { close, send } = await startSns(published, { endpoint: 'http://sns.example:9', requestHandler })
    await close()
    const failure = await failureOf(send(message))
    expect(failure?.message).toMatch(said)
    expect(failure).toBeInstanceOf(NotSent)
  })

  test('no answer in time: it may have arrived', async () => {
    const requestHandler = { requestTimeout: 50, throwOnRequestTimeout: true }
    const { send } = await startSns(() => {}, { requestHandler })
    const failure = await failureOf(send(message))
    expect(failure?.message).toMatch(/requestTimeout/)
    expect(failure).not.toBeInstanceOf(NotSent)
  })
})

function nameFails(code: string): LookupFunction {
  const failure = Object.assign(new Error(`getaddrinfo ${code} sns.example`), { code, syscall: 'getaddrinfo' })
  return (_name, _options, found) => found(failure, '')
}
