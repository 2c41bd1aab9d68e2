import { type Context, Hono } from 'hono'
import type { SiteDeps } from './deps.ts'
import { gate } from './gate.ts'
import { headers } from './headers.ts'
import { failed as refused } from './problem.tsx'
import { signIn } from './sign-in.tsx'
import { site } from './site.tsx'
import { rotate } from './token.ts'

/**
 * The site where strangers can reach it: closed but for what is public.
 * @param readerOf what has been judged of whoever asks, see `gate`
 * @param failed is told of our own failures, which a visitor sees only as a calm page
 */
export const closed = (deps: SiteDeps, readerOf: (c: Context) => unknown, failed: (error: unknown) => void): Hono =>
  new Hono()
    .onError(refused)
    .use(async (c, next) => {
      await next()
      if (c.error && c.res.status >= 500) failed(c.error)
    })
    .use(headers)
    .use(gate(readerOf))
    .route('/', signIn(deps))
    .route('/api/token', rotate(deps, readerOf))
    .route('/', site(deps))
