import { PublishCommand } from '@aws-sdk/client-sns'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { publishingClient } from '../../shared/lambda/clients.ts'
import { startSns } from './loopback.ts'

let sns: Awaited<ReturnType<typeof startSns>>
const open = async (status?: number) => {
  sns = await startSns(status)
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', sns.url)
  return publishingClient()
}
beforeEach(() => {
  for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'x')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await sns.close()
})

const publish = () => new PublishCommand({ TopicArn: 'arn:aws:sns:x:1:t', Message: 'm' })

test('SNS that fails is asked once: nobody would see the duplicate', async () => {
  const client = await open(500)
  await expect(client.send(publish())).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } })
  expect(sns.asked('Publish')).toHaveLength(1)
})

test('no connection is kept: one that died while the function was frozen would take a message with it', async () => {
  const client = await open()
  await client.send(publish())
  await client.send(publish())
  expect(sns.connections.size).toBe(2)
})

test('it waits three seconds for a connection and fifteen for a word, and then fails', async () => {
  const client = await open()
  await client.send(publish())
  const { connectionTimeout, socketTimeout, httpsAgent } = Object(client.config.requestHandler).httpHandlerConfigs()
  expect([connectionTimeout, socketTimeout]).toEqual([3_000, 15_000])
  expect(httpsAgent.options).toMatchObject({ keepAlive: false })
})
