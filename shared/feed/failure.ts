import type { Fault } from '../words.ts'
import { FeedError } from './fault.ts'
import { type Headers, retryAtIn } from './politeness.ts'

const STATUS_WORDS: Readonly<Record<number, string>> = {
  401: 'it wants a password',
  403: 'it refuses us',
  404: 'no such page',
  429: 'we ask too often',
  500: 'an error of its own',
  502: 'a server behind it does not answer',
  503: 'busy',
  504: 'a server behind it does not answer',
}

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host is known (DNS)',
  EAI_AGAIN: 'the host could not be looked up (DNS did not answer)',
  ECONNREFUSED: 'the server refused the connection',
  ECONNRESET: 'the server closed the connection before its answer was complete',
  EPIPE: 'the server closed the connection before its answer was complete',
  ETIMEDOUT: 'the server could not be reached in time',
  EHOSTUNREACH: 'the server cannot be reached from here',
  ENETUNREACH: 'the server cannot be reached from here',
  EPROTO: 'the server does not speak TLS as we do',
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is signed by nobody but itself",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate lacks its chain of signatures",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host",
}

// Nothing a publisher did: this process is short of something.
const OURS = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAI_MEMORY'])

/** A status that is no answer, as a fault: 410 asks us to stop, and any may carry the time of the next attempt. */
export function statusFault(status: number, headers: Headers, now: Date): Fault {
  if (status === 410) return { kind: 'gone', status, message: 'the server answered 410: this is gone for good' }
  const retryAt = retryAtIn(headers, now)
  const words = STATUS_WORDS[status]
  const wait = retryAt === null ? '' : `; it asks us to wait until ${clock(retryAt, now)}`
  const message = `the server answered ${status}${words ? ` (${words})` : ''}${wait}`
  return { kind: 'status', status, message, ...(retryAt !== null && { retryAt }) }
}

/** What a socket or the HTTP parser complained of, as a FeedError; an error that is ours comes back as it is. */
export function networkFailure(error: Error): Error {
  if (error instanceof FeedError || !('code' in error) || typeof error.code !== 'string') return error
  if (OURS.has(error.code)) return error
  if (error.code === 'HPE_HEADER_OVERFLOW')
    return new FeedError({ kind: 'too-large', message: "the server's headers are larger than any feed needs" })
  if (error.code.startsWith('HPE_'))
    return new FeedError({ kind: 'malformed', message: `the server's answer is not HTTP (${error.code})` })
  const message = NETWORK_WORDS[error.code] ?? `the server could not be read (${error.code})`
  return new FeedError({ kind: 'unreachable', message })
}

/** "14:05 UTC" today, with its date on any other day. */
function clock(at: string, now: Date): string {
  const sameDay = at.slice(0, 10) === now.toISOString().slice(0, 10)
  return `${sameDay ? '' : `${at.slice(0, 10)} `}${at.slice(11, 16)} UTC`
}
