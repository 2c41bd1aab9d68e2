import { createHash } from 'node:crypto'
import * as z from 'zod'
import { jsonOf, refusal } from './ask.ts'

const HOURS = 24
/** As shared/store/search.ts writes its places: nothing else may reach a key. */
const PLACE = /^\d{4}-(0[1-9]|1[0-2])-\d\dT\d\d:\d\d:\d\d\.\d{3}Z([#~][ -~]{0,500})?$/
const Cursor = z.strictObject({ v: z.literal(1), at: z.string().regex(PLACE), of: z.string(), until: z.int() })

/** What a cursor is bound to, so that it cannot go on with another question. */
const digest = (question: unknown) =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16)

/** Where to go on with a question, for whoever asked it: opaque, and of use for a day. */
export function cursorAt(at: string, question: unknown, now: Date): string {
  const cursor: z.infer<typeof Cursor> = { v: 1, at, of: digest(question), until: now.getTime() + HOURS * 3_600_000 }
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** @returns where to go on. @throws HTTPException 400 */
export function placeOf(text: string, question: unknown, now: Date): string {
  const cursor = Cursor.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()))
  if (!cursor.success) throw refusal('cursor: this is none of ours; take it from an answer as it stands')
  const { at, of, until } = cursor.data
  if (of !== digest(question))
    throw refusal('cursor: it belongs to another question; repeat the one it came from, or ask without it')
  if (until < now.getTime()) throw refusal(`cursor: it has expired, for it lasts ${HOURS} hours; ask again without it`)
  return at
}
