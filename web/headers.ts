import type { MiddlewareHandler } from 'hono'

/** Nothing but our own sheet, script and frames; nobody else's anything (Content Security Policy Level 3). */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * For a mail shown in a frame. It is a document of its own, because one in `srcdoc` inherits the page's policy, which
 * would strip the styles that mail must carry inline. No script, no image, no origin; its links open elsewhere.
 */
export const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: with it browsers send our own forms with `Origin: null` (Fetch, "append a request Origin header").
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** On every response, errors included, unless its route has set its own. */
export const headers: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
}
