import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context as LambdaContext } from 'aws-lambda'
import type { Context } from 'hono'
import { handle, type LambdaEvent } from 'hono/aws-lambda'
import { snsSender } from '../../shared/alert/senders/sns.ts'
import { openAudience } from '../../shared/audience/audience.ts'
import { snsCarrier } from '../../shared/audience/sns.ts'
import { openCurrent } from '../../shared/config/current.ts'
import { documentClient, publishingClient, topicClient } from '../../shared/lambda/clients.ts'
import { env } from '../../shared/lambda/env.ts'
import { logFailure } from '../../shared/lambda/log.ts'
import { once } from '../../shared/lambda/once.ts'
import { packsBeside } from '../../shared/lambda/packs.ts'
import { topicArns } from '../../shared/lambda/topics.ts'
import { openStore } from '../../shared/store/store.ts'
import { closed } from '../../web/closed.ts'

const now = () => new Date()

/** What the authorizer said. Nobody outside can say it: API Gateway writes the context itself. */
const readerOf = (c: Context): unknown => c.env?.requestContext?.authorizer?.lambda?.reader

const answer = once((functionArn: string) => {
  const store = openStore(documentClient(), env('TABLE'))
  const current = openCurrent(store)
  const arnOf = topicArns(env('PREFIX'), functionArn)
  const carrier = snsCarrier({ client: topicClient(), arnOf, undelivered: env('UNDELIVERED_ARN') })
  const send = snsSender({ client: publishingClient(), topicArn: arnOf })
  const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')
  const audience = openAudience({ store, carrier, current, send, now })
  const deps = { store, current, now, assets: { style }, audience, packs: packsBeside(import.meta.dirname) }
  return handle(closed(deps, readerOf, error => logFailure('answering', error)))
})

/** Pages and API behind API Gateway; the command line's `--stack` calls it directly, as the operator. */
export const handler = (event: LambdaEvent, context: LambdaContext) =>
  answer(context.invokedFunctionArn)(event, context)
