import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'

const guard = csrf()

/**
 * Refuses what another site's page has a browser send. A program is let through: it sends neither of the headers that
 * every browser adds (Fetch Metadata; Fetch, "append a request Origin header"), and Hono takes what has no content type
 * for a form.
 */
export const ownForms: MiddlewareHandler = (c, next) =>
  c.req.header('origin') === undefined && c.req.header('sec-fetch-site') === undefined ? next() : guard(c, next)
