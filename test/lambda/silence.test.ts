import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ListTopicsCommand } from '@aws-sdk/client-sns'
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { documentClient, queueClient, topicClient } from '../../shared/lambda/clients.ts'

const XML = '<ListTopicsResponse><ListTopicsResult></ListTopicsResult></ListTopicsResponse>'

let asked = 0
/** Says nothing to the first attempt, to the second only how the answer begins, and to the third what it asks. */
const server = createServer((request, response) => {
  request.resume()
  asked++
  const attempt = /^attempt=(\d)/.exec(String(request.headers['amz-sdk-request']))?.[1]
  if (attempt === '1') return
  const answer = request.headers['content-type']?.startsWith('application/x-www-form') ? XML : '{}'
  response.writeHead(200, { 'content-length': answer.length })
  if (attempt === '2') response.write(answer.slice(0, 1))
  else response.end(answer)
})

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'x')
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterAll(() => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
})

// Side by side, for each waits through two silences of five seconds.
test('what falls silent before or within its answer is asked again, by every client', async () => {
  await Promise.all([
    documentClient().send(new GetCommand({ TableName: 't', Key: { pk: 'p', sk: 's' } })),
    queueClient().send(new GetQueueUrlCommand({ QueueName: 'q' })),
    topicClient().send(new ListTopicsCommand()),
  ])
  expect(asked).toBe(9)
})
