import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { posted } from './ask.ts'
import { COOKIE, cookieOf, isToken, SIGNED_IN_SECONDS } from './credentials.ts'
import type { SiteDeps } from './deps.ts'
import { page } from './layout.tsx'
import { ownForms } from './own-forms.ts'

const COOKIE_OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const
const LONGEST_PATH = 2_000
/** Only to see whether an address leaves it. */
const HERE = 'https://here.invalid'

interface Wanted {
  /** Where they wanted to go. */
  readonly next: string
  readonly wrong?: boolean
}

/** Where people show the token and get a cookie for it, and where they give it back. */
export function signIn({ store, now }: Pick<SiteDeps, 'store' | 'now'>): Hono {
  return new Hono()
    .get('/sign-in', c => signInPage(c, 200, { next: localPath(c.req.query('next')) }))
    .post('/sign-in', ownForms, async c => {
      const said = await posted(c)
      const next = localPath(said('next'))
      const hash = await store.access.hash()
      if (hash === null || !isToken(said('token'), hash)) return signInPage(c, 401, { next, wrong: true })
      setCookie(c, COOKIE, cookieOf(hash, now()), { ...COOKIE_OPTIONS, maxAge: SIGNED_IN_SECONDS })
      return c.redirect(next, 303)
    })
    .post('/sign-out', ownForms, c => {
      deleteCookie(c, COOKIE, COOKIE_OPTIONS)
      return c.redirect('/sign-in', 303)
    })
}

export function signInPage(c: Context, status: 200 | 401, { next, wrong = false }: Wanted) {
  const children = (
    <>
      {wrong && (
        <p class="bad" role="alert">
          This is not the token that counts. It may have been replaced by a newer one.
        </p>
      )}
      <form class="narrow" method="post" action="/sign-in">
        <label for="token">Token</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required />
        <input type="hidden" name="next" value={next} />
        <button type="submit">Sign in</button>
      </form>
      <p>
        Whoever runs this has the token; <code>news-alerts token --stack NAME</code> makes a new one.
      </p>
      {getCookie(c, COOKIE) !== undefined && (
        <form class="narrow" method="post" action="/sign-out">
          <button type="submit">Sign out</button>
        </form>
      )}
    </>
  )
  return c.html(page({ title: 'Sign in', room: null, children }), status)
}

/** A path of this site; whatever would lead elsewhere is the front page. Browsers read `/\`, tabs and dots their own way. */
export function localPath(wanted = '/'): string {
  if (!wanted.startsWith('/') || wanted.length > LONGEST_PATH || !URL.canParse(wanted, HERE)) return '/'
  const { origin, pathname, search } = new URL(wanted, HERE)
  return origin === HERE && !pathname.startsWith('//') ? pathname + search : '/'
}
