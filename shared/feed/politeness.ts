import type { Validators } from '../words.ts'

/** A response's headers: names in lower case, one text each. */
export type Headers = Readonly<Record<string, string>>

const DAY_SECONDS = 24 * 3600

/** The validators of this very response, byte for byte. One that is absent or empty is left out. */
export function validatorsIn(headers: Headers): Validators {
  const { etag, 'last-modified': lastModified } = headers
  return { ...(etag && { etag }), ...(lastModified && { lastModified }) }
}

/**
 * For how many more seconds the publisher calls this response fresh (RFC 9111, section 4.2), at most a day:
 * `max-age` less `Age`, else `Expires` less `Date`. null when it does not say.
 */
export function freshSecondsIn(headers: Headers, now: Date): number | null {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(headers['cache-control'] ?? '')?.[1]
  if (maxAge !== undefined) return withinDay(Number(maxAge) - readSeconds(headers['age'] ?? ''))
  const expires = readHttpDate(headers['expires'] ?? '')
  if (expires === null) return null
  const sent = readHttpDate(headers['date'] ?? '') ?? now.getTime()
  return withinDay(Math.floor((expires - sent) / 1000))
}

/** When `Retry-After` (RFC 9110, section 10.2.3: seconds or a date) lets us ask again, at most a day away; else null. */
export function retryAtIn(headers: Headers, now: Date): string | null {
  const text = headers['retry-after'] ?? ''
  const date = readHttpDate(text)
  const seconds = date === null ? readSeconds(text) : (date - now.getTime()) / 1000
  return seconds > 0 ? new Date(now.getTime() + withinDay(seconds) * 1000).toISOString() : null
}

const withinDay = (seconds: number) => Math.min(Math.max(seconds, 0), DAY_SECONDS)

const readSeconds = (text: string) => (/^\d+$/.test(text) ? Number(text) : 0)

/** Milliseconds, or null. All three spellings of RFC 9110, section 5.6.7; one of them names no zone and means GMT. */
function readHttpDate(text: string): number | null {
  if (!/^[A-Z][a-z]{2,8},? [^:]{1,20}\d\d:\d\d:\d\d/.test(text)) return null
  const time = Date.parse(/[A-Z]$/i.test(text) ? text : `${text} GMT`)
  return Number.isNaN(time) ? null : time
}
