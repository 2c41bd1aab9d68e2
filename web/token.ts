import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import * as z from 'zod'
import { checked } from './ask.ts'
import type { SiteDeps } from './deps.ts'

const Rotation = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex is expected') })

/** Makes another token count; the old one and every cookie given for it end. For the operator alone. */
export const rotate = ({ store }: Pick<SiteDeps, 'store'>, readerOf: (c: Context) => unknown): Hono =>
  new Hono().put('/', async c => {
    if (readerOf(c) !== 'operator')
      throw new HTTPException(403, { message: 'Only whoever may call the function itself may change the token.' })
    await store.access.set(checked(Rotation, await c.req.json().catch(() => null)).hash)
    return c.json({ rotated: true })
  })
