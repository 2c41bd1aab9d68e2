import { createHmac, timingSafeEqual } from 'node:crypto'

const macOf = (secret: string, said: string) => createHmac('sha256', secret).update(said).digest()

/**
 * Words that nobody can have written who does not know the secret, and that count for a time only (HMAC-SHA256, RFC
 * 2104). They are not hidden, only signed.
 * @returns letters, digits, `-`, `_` and `.`: fit to stand in a link or a cookie
 */
export function sign(secret: string, words: string, expires: Date): string {
  const said = `${Math.floor(expires.getTime() / 1000)}.${Buffer.from(words).toString('base64url')}`
  return `${said}.${macOf(secret, said).toString('base64url')}`
}

/** The words that were signed, or why they do not count. */
export function unsign(secret: string, signed: string, now: Date): { readonly words: string } | 'expired' | 'forged' {
  const [, said = '', expires = '', words = '', mac = ''] =
    /^((\d{1,12})\.([\w-]{0,4000}))\.([\w-]{43})$/.exec(signed) ?? []
  const ours = macOf(secret, said)
  const theirs = Buffer.from(mac, 'base64url')
  if (theirs.length !== ours.length || !timingSafeEqual(theirs, ours)) return 'forged'
  if (Number(expires) * 1000 <= now.getTime()) return 'expired'
  return { words: Buffer.from(words, 'base64url').toString() }
}
