import * as dns from 'node:dns'
import { validateHeaderValue } from 'node:http'
import { unescape as percentDecode } from 'node:querystring'
import type { Validators } from '../words.ts'
import { type Answer, type Limits, openExchange } from './exchange.ts'
import { statusFault } from './failure.ts'
import { FeedError } from './fault.ts'
import { openGuard, type Resolve } from './guard.ts'
import { freshSecondsIn, validatorsIn } from './politeness.ts'

interface Ask {
  readonly url: string
  readonly validators: Validators
}

interface Answered {
  readonly validators: Validators
  readonly freshSeconds: number | null
  /** Where the feed now lives: set only if every redirect was permanent (301 or 308). */
  readonly movedTo: string | null
}

export type Page =
  | (Answered & { readonly status: 'unchanged' })
  | (Answered & {
      readonly status: 'changed'
      /** Unpacked, not decoded. */
      readonly bytes: Uint8Array
      /** Names in lower case. */
      readonly headers: Record<string, string>
      /** Where the answer came from, to resolve links against: without user name and password. */
      readonly url: string
    })

/** Reads a feed's document once. @throws FeedError for whatever is the publisher's failure. */
export type Fetch = (ask: Ask) => Promise<Page>

interface Settings {
  /** Sent as it is. */
  readonly userAgent: string
  /** Hosts that may be private: "127.0.0.1:9000" (that port), "intranet.local", "10.0.0.5" (every port). */
  readonly allowPrivate: readonly string[]
  readonly now: () => Date
}

const LIMITS: Limits = {
  connectMs: 5_000,
  idleMs: 10_000,
  totalMs: 20_000,
  headerBytes: 16 * 1024,
  bodyBytes: 5 * 1024 * 1024,
}
const MAX_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PERMANENT = new Set([301, 308])

/**
 * Opens a polite and careful reader of feeds: conditional requests, public addresses only, redirects by hand, bounded
 * in bytes and time, no cookies and no referrer. It never asks one host twice at a time unless its caller does.
 *
 * @param limits lowered by tests. @param resolve replaced by tests.
 * @throws Error for a User-Agent that HTTP cannot carry, or an `allowPrivate` entry that is not a host.
 */
export function openFetch(settings: Settings, limits: Limits = LIMITS, resolve: Resolve = dns.lookup): Fetch {
  validateHeaderValue('user-agent', settings.userAgent)
  const guard = openGuard(settings.allowPrivate)
  const exchange = openExchange(limits, resolve)

  return async ask => {
    const asked = readUrl(ask.url)
    const total = new AbortController()
    const timer = setTimeout(() => total.abort(tooLong(limits.totalMs)), limits.totalMs)
    const request = (url: URL) => {
      const home = url.origin === asked.origin
      const headers = requestHeaders(settings.userAgent, home ? ask.validators : {})
      return exchange(
        { url: bare(url), auth: home ? credentials(asked) : null, admits: guard(url), headers },
        total.signal,
      )
    }
    try {
      const { answer, url, permanent } = await follow(asked, request)
      return readPage({ answer, ask, asked, url, permanent, now: settings.now() })
    } finally {
      clearTimeout(timer)
    }
  }
}

interface Arrival {
  readonly answer: Answer
  readonly url: URL
  /** Whether there were redirects, all of them permanent. */
  readonly permanent: boolean
}

async function follow(asked: URL, request: (url: URL) => Promise<Answer>): Promise<Arrival> {
  let url = asked
  let permanent = true
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const answer = await request(url)
    if (!REDIRECTS.has(answer.status)) return { answer, url, permanent: permanent && redirects > 0 }
    permanent &&= PERMANENT.has(answer.status)
    url = redirectTarget(answer, url)
  }
  throw new FeedError({ kind: 'status', message: `the server redirected us more than ${MAX_REDIRECTS} times` })
}

function redirectTarget({ status, headers }: Answer, from: URL): URL {
  // Node reads headers as Latin-1; a Location that is not ASCII is UTF-8 in practice.
  const location = Buffer.from(headers['location'] ?? '', 'latin1').toString()
  if (location === '' || !URL.canParse(location, from.href))
    throw new FeedError({ kind: 'status', status, message: `the server answered ${status} and a redirect to nowhere` })
  return new URL(location, from)
}

interface Reading extends Arrival {
  readonly ask: Ask
  readonly asked: URL
  readonly now: Date
}

function readPage({ answer, ask, asked, url, permanent, now }: Reading): Page {
  const { status, headers, bytes } = answer
  const validators = validatorsIn(headers)
  const freshSeconds = freshSecondsIn(headers, now)
  const movedTo = permanent ? adopted(url, asked) : null
  if (status === 200)
    return { status: 'changed', bytes, headers: { ...headers }, url: bare(url).href, movedTo, validators, freshSeconds }
  // Believed only where we asked "anything new?", else a careless server would keep a feed from ever being read.
  if (status === 304 && url.origin === asked.origin && (ask.validators.etag || ask.validators.lastModified))
    return { status: 'unchanged', movedTo, validators: { ...ask.validators, ...validators }, freshSeconds }
  const fault = statusFault(status, headers, now)
  throw new FeedError(url.host === asked.host ? fault : { ...fault, host: url.host })
}

function requestHeaders(userAgent: string, { etag, lastModified }: Validators): Record<string, string> {
  return {
    'User-Agent': userAgent,
    Accept: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8',
    'Accept-Encoding': 'gzip, deflate, br',
    ...(etag && { 'If-None-Match': etag }),
    ...(lastModified && { 'If-Modified-Since': lastModified }),
  }
}

function readUrl(text: string): URL {
  if (URL.canParse(text)) return new URL(text)
  throw new FeedError({ kind: 'address', message: 'the address is not a URL' })
}

/** The user name and password we were given, which no redirect can change or take to another origin. */
function credentials({ username, password }: URL): string | null {
  // Not decodeURIComponent, which throws on "100%"; node:http would call it on the URL itself.
  return username || password ? `${percentDecode(username)}:${percentDecode(password)}` : null
}

function bare(url: URL): URL {
  const copy = new URL(url)
  copy.username = ''
  copy.password = ''
  return copy
}

/** The address to keep instead of the one asked: with its user name and password if it is the same origin. */
function adopted(url: URL, asked: URL): string {
  const target = bare(url)
  if (target.origin === asked.origin) {
    target.username = asked.username
    target.password = asked.password
  }
  return target.href
}

function tooLong(totalMs: number): FeedError {
  return new FeedError({ kind: 'timeout', message: `the answer was not complete after ${totalMs / 1000} seconds` })
}
