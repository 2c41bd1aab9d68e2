import type { When } from '../words.ts'
import { COUNTRIES } from './countries.ts'
import { didYouMean } from './nearest.ts'
import { quoted } from './problem.ts'

/** What a text says, or what is wrong with it. `column` is 1-based within the text, where the fault can be pointed at. */
export type Reading<T> =
  | { readonly value: T }
  | { readonly message: string; readonly remedy: string; readonly column?: number }

const SECONDS = { s: 1, m: 60, h: 3600 } as const
const LEAST_SECONDS = 1
const MOST_SECONDS = 24 * 3600

/** `30s`, `5m`, `1h` in seconds; 1 s to a day. The laptop's clock ticks every second, AWS's every minute. */
export function readDuration(text: string): Reading<number> {
  const [, count = '', unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? []
  const known = unit === 's' || unit === 'm' || unit === 'h'
  if (!known)
    return {
      message: `${quoted(text)} is not a length of time`,
      remedy: 'write seconds, minutes or hours: `30s`, `5m`, `1h`',
    }
  const seconds = Number(count) * SECONDS[unit]
  if (seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS) return { value: seconds }
  return {
    message: `${quoted(text)} is too ${seconds < LEAST_SECONDS ? 'often' : 'seldom'}`,
    remedy: 'choose between `1s` and `24h`',
  }
}

/** An id: lower-case letters, digits and hyphens, at most 60, so that it may stand in a URL and in a resource's name. */
export function readId(text: string): Reading<string> {
  if (/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/.test(text)) return { value: text }
  const proposal = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '')
  const remedy = proposal === '' ? 'such as `port-strikes`' : `such as ${quoted(proposal)}`
  return {
    message: `${quoted(text)} cannot be an id`,
    remedy: `use lower-case letters, digits and hyphens, at most 60: ${remedy}`,
  }
}

/** One line of text that people will read, at most 100 characters: it stands in subjects and display names. */
export function readLine(text: string): Reading<string> {
  if (text.trim() === '') return { message: 'there is nothing in it', remedy: 'write some words, or remove the line' }
  if (text.length <= 100 && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return { value: text.trim() }
  return { message: `${quoted(text)} is longer than one line of 100 characters`, remedy: 'shorten it' }
}

/** An address people and machines can reach with http or https. */
export function readWebAddress(text: string): Reading<string> {
  return readUrl(text, ['http:', 'https:'], 'https://news.example.org/rss')
}

/** Where mail goes out. Only a name and a password may stand in front of the host. */
export function readSmtp(text: string): Reading<string> {
  return readUrl(text, ['smtp:', 'smtps:'], 'smtp://localhost:1025')
}

function readUrl(text: string, schemes: readonly string[], example: string): Reading<string> {
  const url = URL.canParse(text) ? new URL(text) : null
  const web = schemes.includes('https:')
  if (url === null) return { message: `${quoted(text)} is not an address`, remedy: `write it in full: ${example}` }
  if (!schemes.includes(url.protocol)) {
    return { message: `${quoted(text)} is not ${schemes.join('// or ')}//`, remedy: `write it in full: ${example}` }
  }
  if (url.hostname === '') return { message: `${quoted(text)} names no host`, remedy: `write it in full: ${example}` }
  if (web && (url.username !== '' || url.password !== '')) {
    return {
      message: 'the address holds a user name or password',
      remedy: 'take it out: it would be shown to everyone who sees the feed',
    }
  }
  return { value: text.trim() }
}

// One @, no spaces, quotes or brackets, a dot in the host: what mail servers on the open Internet take. RFC 5321 allows more.
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i

export function readEmail(text: string): Reading<string> {
  if (text.length <= 254 && EMAIL.test(text)) return { value: text }
  return { message: `${quoted(text)} is not an e-mail address`, remedy: 'write it like desk@example.org' }
}

/** A telephone number in the international form E.164: +, country code, number; at most 15 digits. */
export function readPhone(text: string): Reading<string> {
  if (/^\+[1-9]\d{6,14}$/.test(text)) return { value: text }
  return {
    message: `${quoted(text)} is not an international telephone number`,
    remedy: 'write +, the country code and the number, without spaces, in quotes: "+33600000000"',
  }
}

/** A country by its two letters (ISO 3166-1). */
export function readCountry(text: string): Reading<string> {
  const code = text.toUpperCase()
  if (COUNTRIES.includes(code)) return { value: code }
  return { message: `${quoted(text)} is not a country`, remedy: 'write its two letters (ISO 3166): `FR`, `GB`, `MX`' }
}

/** A language tag (BCP 47), in its usual spelling: `pt-br` becomes `pt-BR`. Names of languages are not tags. */
export function readLanguage(text: string): Reading<string> {
  const canonical = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(text) ? canonicalTag(text) : undefined
  if (canonical !== undefined) return { value: canonical }
  return { message: `${quoted(text)} is not a language`, remedy: 'write its code: `en`, `fr`, `zh`, `pt-BR`' }
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined // well spelled, badly composed: `en-us-us`
  }
}

/** A time zone of the IANA database, by the name this machine knows it. */
export function readTimezone(text: string): Reading<string> {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return { value: text }
  } catch {
    const remedy = didYouMean(
      text,
      Intl.supportedValuesOf('timeZone'),
      'write an area and a city: `Europe/Paris`, or `UTC`',
    )
    return { message: `no time zone is called ${quoted(text)}`, remedy }
  }
}

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const QUIET = new RegExp(`^(${TIME})-(${TIME})$`)
const DAILY = new RegExp(`^daily (${TIME})$`)

/** `22:00-07:00`, over midnight or not. */
export function readQuiet(text: string): Reading<NonNullable<When['quiet']>> {
  const [, from, to] = QUIET.exec(text) ?? []
  if (from !== undefined && to !== undefined && from !== to) return { value: { from, to } }
  const message = from === undefined ? `${quoted(text)} is not two times of day` : `${quoted(text)} begins when it ends`
  return { message, remedy: 'write when quiet begins and ends: "22:00-07:00"' }
}

/** `daily 08:00` or `hourly`. */
export function readDigest(text: string): Reading<NonNullable<When['digest']>> {
  if (text === 'hourly') return { value: { every: 'hour' } }
  const at = DAILY.exec(text)?.[1]
  if (at !== undefined) return { value: { every: 'day', at } }
  return { message: `${quoted(text)} is not a time for a digest`, remedy: 'write `hourly`, or "daily 08:00"' }
}

/** `host` or `host:port`; IPv6 in brackets. */
export function readHost(text: string): Reading<string> {
  const url = /^[^/?#@\s]+$/.test(text) && URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : null
  if (url !== null && url.hostname !== '') return { value: text }
  return {
    message: `${quoted(text)} is not a host`,
    remedy: 'write a host, with its port if you like: "127.0.0.1:9000", "[::1]"',
  }
}
