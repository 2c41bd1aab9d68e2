import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Refusal } from '../shared/audience/refusal.ts'
import { page } from './layout.tsx'
import { shown } from './strange.tsx'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Not understood',
  401: 'Not signed in',
  404: 'Not found',
  500: 'Something went wrong',
}
/** Who refuses without a word is the guard of our forms (web/own-forms.ts). */
const ELSEWHERE = "This came from another site's page. Open the page here and try again."
export const NOWHERE = 'There is nothing at this address.'
const OURS = 'The failure is ours and not yours. Try again in a moment.'

/** What was refused says why; what failed says only that it did: the reason is for whoever runs this, in `c.error`. */
export const failed: ErrorHandler = (error, c) =>
  error instanceof HTTPException || error instanceof Refusal
    ? problem(c, error.status, error.message || ELSEWHERE)
    : problem(c, 500, OURS)

/** RFC 9457 for programs, a calm page for people. @param more what programs are told beside it (section 3.2) */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  detail: string,
  more: object = {},
): Response | Promise<Response> {
  const title = TITLES[status] ?? 'Refused'
  const body = { type: 'about:blank', title, status, detail, ...more }
  if (c.req.path.startsWith('/api/')) return c.json(body, status, { 'content-type': 'application/problem+json' })
  const children = (
    <>
      <p dir="auto">{shown(detail)}</p>
      <p>
        <a href="/">What happens now</a>
      </p>
    </>
  )
  return c.html(page({ title, room: null, children }), status)
}
