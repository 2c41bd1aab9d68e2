import { HTTPException } from 'hono/http-exception'
import * as z from 'zod'
import { ROUTES } from '../shared/words.ts'

/** Ids are ours or a file's; longer ones than any we make are not worth a look in the table. */
const Id = z.string().min(1).max(200)
const Limit = z.coerce.number().int().min(1).max(200).default(50)
/** A form sends what was not chosen as an empty text. */
const Chosen = z.union([z.literal('').transform(() => undefined), Id]).optional()

export const ById = z.object({ id: Id })
export const ByMessage = z.object({
  channel: Id,
  route: z.enum(ROUTES),
  seq: z.coerce.number().int().min(1).max(999_999_999),
})
export const ByTopic = z.object({ topic: Chosen })
export const ByChannel = z.object({ channel: Chosen })
// What a program asks is checked to the last name: `?topics=` must not quietly answer for every topic.
export const Nothing = z.strictObject({})
export const Newest = z.strictObject({ limit: Limit })
export const NewestOfTopic = z.strictObject({ topic: Id.optional(), limit: Limit })
export const NewestOfChannel = z.strictObject({ channel: Id.optional(), limit: Limit })

/** @throws HTTPException 400 that says which parameter is wrong, and how */
export function checked<T extends z.ZodType>(schema: T, parameters: unknown): z.output<T> {
  const read = schema.safeParse(parameters)
  if (read.success) return read.data
  const wrong = read.error.issues.map(({ path, message }) => [...path, message].join(': '))
  throw new HTTPException(400, { message: wrong.join('; ') })
}

/** What was asked for, if it is there. @throws HTTPException 404 */
export function found<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined) throw new HTTPException(404, { message: `There is no such ${what}.` })
  return thing
}
