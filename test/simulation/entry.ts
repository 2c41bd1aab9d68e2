/** What a bundle of the simulation offers (bundle.ts). */
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { compose } from '../../shared/alert/compose.ts'
import { openSender } from './carrier.ts'
import { openClient } from './client.ts'
import { CHANNELS } from './setup.ts'

export { smallCalls, smallWorlds } from './small.ts'
export { simulate } from './swarm.ts'

/** Has the SDK look for its files, which it does once and then no more: no world is to wait for them. */
export async function settleIn(): Promise<void> {
  const [channel] = CHANNELS
  await openClient(async () => ({ body: {} })).send(new GetCommand({ TableName: 'table', Key: { pk: '', sk: '' } }))
  if (channel)
    await openSender(
      async () => {},
      () => 0,
    )(compose(channel, 'mail', [], 1, new Date(0)))
}
