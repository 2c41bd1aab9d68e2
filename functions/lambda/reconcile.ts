import type { Context } from 'aws-lambda'
import { snsCarrier } from '../../shared/audience/sns.ts'
import { openCurrent } from '../../shared/config/current.ts'
import { documentClient, topicClient } from '../../shared/lambda/clients.ts'
import { env } from '../../shared/lambda/env.ts'
import { log } from '../../shared/lambda/log.ts'
import { once } from '../../shared/lambda/once.ts'
import { topicArns } from '../../shared/lambda/topics.ts'
import { openStore } from '../../shared/store/store.ts'
import { reconcile } from '../reconcile.ts'

const ends = once((functionArn: string) => {
  const store = openStore(documentClient(), env('TABLE'))
  const arnOf = topicArns(env('PREFIX'), functionArn)
  const carrier = snsCarrier({ client: topicClient(), arnOf, undelivered: '' }) // it asks nobody
  return { store, carrier, current: openCurrent(store), now: () => new Date(), log }
})

/** Every hour. */
export const handler = (_event: unknown, { invokedFunctionArn }: Context): Promise<void> =>
  reconcile(ends(invokedFunctionArn))
