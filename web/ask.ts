import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import * as z from 'zod'
import { parseQuery } from '../shared/topic/query/query.ts'
import { ROUTES, SEVERITIES } from '../shared/words.ts'

/** Ids are ours or a file's; longer ones than any we make are not worth a look in the table. */
export const LONGEST_ID = 200
const Id = z.string().min(1, 'it is empty').max(LONGEST_ID, `too long; ids have ${LONGEST_ID} characters at most`)
/** A form sends what was not chosen as an empty text. */
const Chosen = z.union([z.literal('').transform(() => undefined), Id]).optional()

const MOST = 200
const Limit = z
  .string()
  .refine(text => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST, {
    error: ({ input }) => `"${input}" is not a whole number from 1 to ${MOST}`,
  })
  .transform(Number)
  .default(50)

const DAY_MS = 86_400_000
const isTime = z.iso.datetime({ offset: true })
const isDay = z.iso.date()

/** A day or a moment. @param plusMs what a day means beyond its first moment */
const time = (plusMs: number) =>
  z
    .string()
    // From the years 1000 to 2999: times of four digits are in order as texts too.
    .refine(text => /^[12]/.test(text) && (isDay.safeParse(text).success || isTime.safeParse(text).success), {
      error: ({ input }) =>
        `"${input}" is not a time; write a day like 2026-03-02, or a time and its zone like 2026-03-02T10:00:00Z`,
    })
    .transform(text => new Date(Date.parse(text) + (isDay.safeParse(text).success ? plusMs : 0)).toISOString())
    .optional()

const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/i, {
    error: ({ input }) => `"${input}" is not a language; write a code like en, fr or zh`,
  })
  .transform(tag => new Intl.Locale(tag.split('-')[0] ?? tag).language)
  .optional()

/** Words to be found in title or summary, as a topic's query would (docs/queries.md). */
const Words = z
  .string()
  .max(500, 'too long; 500 characters at most')
  .superRefine((text, issues) => {
    const read = parseQuery(text)
    if (!read.ok)
      issues.addIssue(`column ${read.error.column}: ${read.error.message} ${read.error.remedy}`.replace(/\.$/, ''))
  })
  .optional()

const paged = {
  since: time(0),
  until: time(DAY_MS), // the day included
  limit: Limit,
  cursor: z.string().max(1_000, 'too long to be one of ours').optional(),
}
const search = {
  topic: Id.optional(),
  severity: z
    .enum(SEVERITIES, { error: ({ input }) => `"${input}" is not a severity; there are ${SEVERITIES.join(', ')}` })
    .optional(),
  language: Language,
  q: Words,
  ...paged,
}
const inOrder = ({ since, until }: { readonly since?: string | undefined; readonly until?: string | undefined }) =>
  since === undefined || until === undefined || since < until
const order = { error: 'since is not before until: nothing could be found' }

/** By its id or address. */
const FeedName = z.string('name a feed, by its id or address').min(1, 'it is empty').max(2_000)

// What is asked is checked to the last name: `?topics=` must not quietly answer for every topic.
export const AskedMatches = z.strictObject({ ...search, feed: FeedName.optional() }).refine(inOrder, order)
export const AskedStories = z.strictObject(search).refine(inOrder, order)
export const AskedArticles = z.strictObject({ feed: FeedName, ...paged }).refine(inOrder, order)
export const AskedFeeds = z.strictObject({
  state: z
    .enum(['new', 'ok', 'failing', 'gone'], {
      error: ({ input }) => `"${input}" is not a state; there are new, ok, failing, gone`,
    })
    .optional(),
  q: Words,
})
export const ById = z.object({ id: Id })
export const ByMessage = z.object({
  channel: Id,
  route: z.enum(ROUTES),
  seq: z.coerce.number().int().min(1).max(999_999_999),
})
export const ByChannel = z.object({ channel: Chosen })
export const Nothing = z.strictObject({})
export const NewestOfChannel = z.strictObject({ channel: Id.optional(), limit: Limit })

/** @throws HTTPException 400 that says which parameter is wrong, and how */
export function checked<T extends z.ZodType>(schema: T, parameters: unknown): z.output<T> {
  const read = schema.safeParse(parameters)
  if (read.success) return read.data
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  throw refusal(read.error.issues.map(issue => wordsOf(issue, names)).join('; '))
}

function wordsOf(issue: z.core.$ZodIssue, names: readonly string[]): string {
  if (issue.code !== 'unrecognized_keys') return [...issue.path, issue.message].join(': ')
  const there = names.length > 0 ? `there are ${names.join(', ')}` : 'there are none'
  return `there is no parameter ${issue.keys.map(key => `"${key}"`).join(', ')} here; ${there}`
}

/** What is wrong with a request, for whoever asked it. */
export const refusal = (message: string) => new HTTPException(400, { message: `${message}.` })

/** What stands behind the `?`. @throws HTTPException 400 for what is given twice: one of the two would go unheard */
export function queryOf(c: Context): Record<string, string> {
  const twice = Object.entries(c.req.queries()).find(([, values]) => values.length > 1)
  if (twice) throw refusal(`${twice[0]}: given ${twice[1].length} times`)
  return c.req.query()
}

/** As above, of a form: without the fields that were left empty. */
export const formOf = (c: Context): Record<string, string> =>
  Object.fromEntries(Object.entries(queryOf(c)).filter(([, value]) => value !== ''))

/** The texts of a form that was posted; a field that is none, and a body that cannot be read, are empty. */
export async function posted(c: Context): Promise<(name: string) => string> {
  const said: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  return name => {
    const text = said[name]
    return typeof text === 'string' ? text.trim() : ''
  }
}

/** A body. Whoever hangs up in the middle has said nothing, which is no failure of ours. */
export const textOf = (c: Context) => c.req.text().catch(() => '')

/**
 * What is sent as JSON.
 * @param example what it should be like
 * @throws HTTPException 400
 */
export async function bodyOf<T extends z.ZodType>(c: Context, shape: T, example: string): Promise<z.output<T>> {
  const read = shape.safeParse(jsonOf(await textOf(c)))
  if (read.success) return read.data
  throw new HTTPException(400, { message: `The body must be JSON like ${example}.` })
}

/** What a stranger's JSON says; nothing if it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What was asked for, if it is there. @throws HTTPException 404 */
export function found<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined) throw new HTTPException(404, { message: `There is no such ${what}.` })
  return thing
}
