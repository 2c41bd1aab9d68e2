import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import * as z from 'zod'
import type { Applied } from '../shared/config/apply.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { inWords } from '../web/applied.ts'

export interface Commands {
  /** What must be shown to be listened to. */
  readonly secret: string
  /** Reads and checks a file. @throws if it does not hold */
  readonly read: (config: string) => Configuration
  readonly apply: (configuration: Configuration) => Promise<Applied>
}

const ApplyBody = z.object({ config: z.string() })

/**
 * For the command line of this machine's user: whoever can read the secret may have a file applied, and is told in words
 * what that has changed. What is wrong with the file is answered with 422 and said; what is wrong with us, with 500.
 */
export const commands = ({ secret, read, apply }: Commands): Hono =>
  new Hono()
    .onError((error, c) => c.text(error.message, error instanceof HTTPException ? error.status : 500))
    .use(async (c, next) => (c.req.header('authorization') === `Bearer ${secret}` ? next() : c.text('no\n', 401)))
    .get('/', c => c.text('It is me.\n'))
    .post('/apply', async c => {
      const body = ApplyBody.safeParse(await c.req.json().catch(() => null))
      if (!body.success) throw new HTTPException(400, { message: 'Which file?' })
      return c.text(inWords(await apply(checked(read, body.data.config))))
    })

function checked(read: Commands['read'], config: string): Configuration {
  try {
    return read(config)
  } catch (cause) {
    throw new HTTPException(422, { message: cause instanceof Error ? cause.message : String(cause), cause })
  }
}
