import type { Context } from 'aws-lambda'
import { snsSender } from '../../shared/alert/senders/sns.ts'
import { openCurrent } from '../../shared/config/current.ts'
import { documentClient, publishingClient } from '../../shared/lambda/clients.ts'
import { env } from '../../shared/lambda/env.ts'
import { log } from '../../shared/lambda/log.ts'
import { newId } from '../../shared/lambda/new-id.ts'
import { once } from '../../shared/lambda/once.ts'
import { topicArns } from '../../shared/lambda/topics.ts'
import { openStore } from '../../shared/store/store.ts'
import { payDebts } from '../alert.ts'

const ends = once((functionArn: string) => {
  const store = openStore(documentClient(), env('TABLE'))
  const send = snsSender({ client: publishingClient(), topicArn: topicArns(env('PREFIX'), functionArn) })
  return { store, current: openCurrent(store), send, now: () => new Date(), random: Math.random, newId, log }
})

/** Every minute, and whenever the table's stream says that there may be news: what is owed stands in the table. */
export const handler = (_event: unknown, { invokedFunctionArn }: Context): Promise<void> =>
  payDebts(ends(invokedFunctionArn))
