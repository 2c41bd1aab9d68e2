import type { Context, MiddlewareHandler } from 'hono'
import { problem } from './problem.tsx'
import { isPublic } from './public.ts'
import { signInPage } from './sign-in.tsx'

/**
 * Closes the site to whoever has not shown the token: programs get 401 (RFC 9110, section 15.5.2), people the page to
 * sign in, which remembers where they wanted to go.
 * @param readerOf the verdict of whoever stands before the site: `yes`, or `operator` for whom IAM let in; whatever else it
 * answers is a no
 */
export const gate =
  (readerOf: (c: Context) => unknown): MiddlewareHandler =>
  async (c, next) => {
    const reader = readerOf(c)
    if (isPublic(c.req.path) || reader === 'yes' || reader === 'operator') return next()
    c.header('www-authenticate', 'Bearer realm="News Alerts"')
    if (c.req.path.startsWith('/api/')) return problem(c, 401, 'Show the token: Authorization: Bearer TOKEN.')
    const { pathname, search } = new URL(c.req.url)
    return signInPage(c, 401, { next: c.req.method === 'GET' ? pathname + search : '/' })
  }
