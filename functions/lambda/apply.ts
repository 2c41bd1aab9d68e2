import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda'
import { snsCarrier } from '../../shared/audience/sns.ts'
import { apply, withdraw } from '../../shared/config/apply.ts'
import type { Configuration } from '../../shared/config/configuration.ts'
import { documentClient, topicClient } from '../../shared/lambda/clients.ts'
import { env } from '../../shared/lambda/env.ts'
import { once } from '../../shared/lambda/once.ts'
import { packsBeside } from '../../shared/lambda/packs.ts'
import { respond } from '../../shared/lambda/respond.ts'
import { topicArns } from '../../shared/lambda/topics.ts'
import { openStore } from '../../shared/store/store.ts'
import { inWords } from '../../web/applied.ts'
import { hashOf } from '../../web/credentials.ts'

const ends = once((functionArn: string) => {
  const store = openStore(documentClient(), env('TABLE'))
  const arnOf = topicArns(env('PREFIX'), functionArn)
  const carrier = snsCarrier({ client: topicClient(), arnOf, undelivered: env('UNDELIVERED_ARN') })
  return { store, carrier }
})

/** What the file said when the stack was built, which is when it was checked. */
const shipped = (): Configuration => JSON.parse(readFileSync(join(import.meta.dirname, 'configuration.json'), 'utf8'))

/** Makes the table and the SNS topics agree with the file, on every deployment that changes it. The table stays. */
export const handler = (event: CloudFormationCustomResourceEvent, { invokedFunctionArn }: Context): Promise<void> =>
  respond(event, async () => {
    const { store, carrier } = ends(invokedFunctionArn)
    const now = () => new Date()
    if (event.RequestType === 'Delete') {
      await withdraw(shipped(), store, { carrier, now })
      return {}
    }
    await store.access.setFirst(hashOf(randomBytes(32).toString('hex'))) // closed until the operator makes a token
    const applied = await apply(shipped(), store, { carrier, now, packs: packsBeside(import.meta.dirname) })
    return { Applied: inWords(applied) }
  })
