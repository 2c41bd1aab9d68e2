import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import * as z from 'zod'
import { ById, checked, jsonOf, textOf } from './ask.ts'
import type { SiteDeps } from './deps.ts'

const text = z.string().max(2_000)
const Wish = z.union([z.strictObject({ email: text }), z.strictObject({ sms: text })])
const Pasted = z.strictObject({ link: text })

/** What people do about who is told. What is not to be done is refused (Refusal) and answered by the site. */
export function subscriptions({ audience }: SiteDeps): Hono {
  return new Hono()
    .get('/channels/:id/subscribers', async c => {
      const { id } = checked(ById, c.req.param())
      return c.json({ subscribers: await audience.list(id) })
    })
    .post('/channels/:id/subscribers', async c => {
      const { id } = checked(ById, c.req.param())
      const wish = body(Wish, await textOf(c), '{"email": "a@example.org"} or {"sms": "+33600000000"}')
      const { isNew, ...answer } = await audience.subscribe(id, wish)
      return c.json(answer, isNew ? 201 : 200)
    })
    .delete('/channels/:id/subscribers/:address', async c => {
      const { id } = checked(ById, c.req.param())
      return c.json(await audience.unsubscribe(id, c.req.param('address')))
    })
    .post('/channels/:id/test', async c => {
      const { id } = checked(ById, c.req.param())
      return c.json({ tested: await audience.test(id) })
    })
    .post('/confirm', async c => {
      const { link } = body(Pasted, await textOf(c), '{"link": "https://…"}')
      return c.json({ subscriber: await audience.confirm(link) })
    })
}

function body<T extends z.ZodType>(shape: T, json: string, example: string): z.output<T> {
  const read = shape.safeParse(jsonOf(json))
  if (read.success) return read.data
  throw new HTTPException(400, { message: `The body must be JSON like ${example}.` })
}
