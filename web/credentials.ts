import { createHash, timingSafeEqual } from 'node:crypto'
import { sign, unsign } from '../shared/audience/signed.ts'

/** Browsers take a cookie of this name from its own host alone, over TLS (RFC 6265bis, section 4.1.3.2). */
export const COOKIE = '__Host-news-alerts'
export const SIGNED_IN_SECONDS = 30 * 86_400
/** What the cookie says. The links in mails are signed too, and say something else. */
const WORDS = 'signed in'

/** What is kept of a token: SHA-256, in hex. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Whether it is the token of which this is the hash. Takes as long for one that is nearly right. */
export function isToken(token: string, hash: string): boolean {
  const [said, kept] = [Buffer.from(hashOf(token)), Buffer.from(hash)]
  return said.length === kept.length && timingSafeEqual(said, kept)
}

/** The value of a cookie for somebody who has shown the token. It dies with the token. */
export const cookieOf = (hash: string, now: Date) =>
  sign(hash, WORDS, new Date(now.getTime() + SIGNED_IN_SECONDS * 1000))

/** Whether it is such a value, and still good. */
export function isCookie(value: string, hash: string, now: Date): boolean {
  const said = unsign(hash, value, now)
  return typeof said === 'object' && said.words === WORDS
}
