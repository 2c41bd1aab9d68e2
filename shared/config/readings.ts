import type { When } from '../words.ts'
import { COUNTRIES } from './countries.ts'
import { didYouMean } from './nearest.ts'
import { type Complaint, quoted } from './problem.ts'

/** What a text says, or what is wrong with it. `column` is 1-based within the text, where the fault can be pointed at. */
export type Reading<T> = { readonly value: T } | (Complaint & { readonly column?: number })

const isNot = (text: string, what: string, remedy: string): Complaint => ({
  message: `${quoted(text)} is not ${what}`,
  remedy,
})

const SECONDS = { s: 1, m: 60, h: 3600 } as const
const MOST_SECONDS = 24 * 3600

/** `30s`, `5m`, `1h` in seconds; 1 s to a day. The laptop's clock ticks every second, AWS's every minute. */
export function readDuration(text: string): Reading<number> {
  const [, count = '', unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? []
  if (unit !== 's' && unit !== 'm' && unit !== 'h')
    return isNot(text, 'a length of time', 'write seconds, minutes or hours: `30s`, `5m`, `1h`')
  const seconds = Number(count) * SECONDS[unit]
  if (seconds >= 1 && seconds <= MOST_SECONDS) return { value: seconds }
  const message = `${quoted(text)} is too ${seconds < 1 ? 'often' : 'seldom'}`
  return { message, remedy: 'choose between `1s` and `24h`' }
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
  const remedy = `use lower-case letters, digits and hyphens, at most 60: such as ${quoted(proposal || 'port-strikes')}`
  return { message: `${quoted(text)} cannot be an id`, remedy }
}

const NOTHING: Complaint = { message: 'there is nothing in it', remedy: 'write some words, or remove the line' }

/** Anything is a fit description or example, but not nothing. */
export function readWords(text: string): Reading<string> {
  return text.trim() === '' ? NOTHING : { value: text }
}

/** One line of text that people will read, at most 100 characters: it stands in subjects and display names. */
export function readLine(text: string): Reading<string> {
  if (text.trim() === '') return NOTHING
  if (text.length <= 100 && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return { value: text.trim() }
  return { message: `${quoted(text)} is longer than one line of 100 characters`, remedy: 'shorten it' }
}

/** An address people and machines can reach with http or https. */
export function readWebAddress(text: string): Reading<string> {
  const read = readUrl(text, ['http:', 'https:'], 'https://news.example.org/rss')
  if (!('value' in read)) return read
  const { username, password } = new URL(text)
  if (username === '' && password === '') return read
  return {
    message: 'the address holds a user name or password',
    remedy: 'take it out: it would be shown to everyone who sees the feed',
  }
}

/** Where mail goes out. Only a name and a password may stand in front of the host. */
export function readSmtp(text: string): Reading<string> {
  return readUrl(text, ['smtp:', 'smtps:'], 'smtp://localhost:1025')
}

function readUrl(text: string, schemes: readonly string[], example: string): Reading<string> {
  const remedy = `write it in full: ${example}`
  if (!URL.canParse(text)) return isNot(text, 'an address', remedy)
  const { protocol, hostname } = new URL(text)
  if (!schemes.includes(protocol)) return isNot(text, `${schemes.join('// or ')}//`, remedy)
  if (hostname === '') return { message: `${quoted(text)} names no host`, remedy }
  return { value: text.trim() }
}

// One @, no spaces, quotes or brackets, a dot in the host: what mail servers on the open Internet take. RFC 5321 allows more.
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i

export function readEmail(text: string): Reading<string> {
  if (text.length <= 254 && EMAIL.test(text)) return { value: text }
  return isNot(text, 'an e-mail address', 'write it like desk@example.org')
}

/** A telephone number in the international form E.164: +, country code, number; at most 15 digits. */
export function readPhone(text: string): Reading<string> {
  if (/^\+[1-9]\d{6,14}$/.test(text)) return { value: text }
  const remedy = 'write +, the country code and the number, without spaces, in quotes: "+33600000000"'
  return isNot(text, 'an international telephone number', remedy)
}

/** A country by its two letters (ISO 3166-1). */
export function readCountry(text: string): Reading<string> {
  const code = text.toUpperCase()
  if (COUNTRIES.includes(code)) return { value: code }
  return isNot(text, 'a country', 'write its two letters (ISO 3166): `FR`, `GB`, `MX`')
}

/** A language tag (BCP 47), in its usual spelling: `pt-br` becomes `pt-BR`. Names of languages are not tags. */
export function readLanguage(text: string): Reading<string> {
  const canonical = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(text) ? canonicalTag(text) : undefined
  if (canonical !== undefined) return { value: canonical }
  return isNot(text, 'a language', 'write its code: `en`, `fr`, `zh`, `pt-BR`')
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
    const otherwise = 'write an area and a city: `Europe/Paris`, or `UTC`'
    const remedy = didYouMean(text, Intl.supportedValuesOf('timeZone'), otherwise)
    return { message: `no time zone is called ${quoted(text)}`, remedy }
  }
}

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const QUIET = new RegExp(`^(${TIME})-(${TIME})$`)
const DAILY = new RegExp(`^daily (${TIME})$`)

/** `22:00-07:00`, over midnight or not. */
export function readQuiet(text: string): Reading<NonNullable<When['quiet']>> {
  const [, from, to] = QUIET.exec(text) ?? []
  const remedy = 'write when quiet begins and ends: "22:00-07:00"'
  if (from === undefined || to === undefined) return isNot(text, 'two times of day', remedy)
  return from === to ? { message: `${quoted(text)} begins when it ends`, remedy } : { value: { from, to } }
}

/** `daily 08:00` or `hourly`. */
export function readDigest(text: string): Reading<NonNullable<When['digest']>> {
  if (text === 'hourly') return { value: { every: 'hour' } }
  const at = DAILY.exec(text)?.[1]
  if (at !== undefined) return { value: { every: 'day', at } }
  return isNot(text, 'a time for a digest', 'write `hourly`, or "daily 08:00"')
}

/** `host` or `host:port`; IPv6 in brackets. */
export function readHost(text: string): Reading<string> {
  if (/^[^/?#@\s]+$/.test(text) && URL.canParse(`http://${text}`)) return { value: text }
  return isNot(text, 'a host', 'write a host, with its port if you like: "127.0.0.1:9000", "[::1]"')
}
