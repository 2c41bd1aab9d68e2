import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import { collect, unpack } from './body.ts'
import { networkFailure } from './failure.ts'
import { FeedError } from './fault.ts'
import { type Admits, guardedLookup, type Resolve, refused } from './guard.ts'
import type { Headers } from './politeness.ts'

export interface Limits {
  readonly connectMs: number
  /** Longest silence. */
  readonly idleMs: number
  /** For the whole ask, redirects included. */
  readonly totalMs: number
  readonly headerBytes: number
  /** Of the body: as sent, and unpacked. */
  readonly bodyBytes: number
}

/** One request to make. */
export interface Hop {
  /** Without user name and password. */
  readonly url: URL
  /** `user:password`, or null. */
  readonly auth: string | null
  readonly admits: Admits
  readonly headers: OutgoingHttpHeaders
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Unpacked; empty unless the status is 200. */
  readonly bytes: Uint8Array
}

/** Rejects with FeedError, or with the signal's reason once it aborts. No connection outlives it. */
type Exchange = (hop: Hop, signal: AbortSignal) => Promise<Answer>

/**
 * One request and its answer, over a connection of its own: feeds are minutes apart and a kept connection is mostly
 * one the server has closed.
 */
export function openExchange(limits: Limits, resolve: Resolve): Exchange {
  const plain = new http.Agent()
  const secure = new https.Agent()

  const open = ({ url, auth, admits, headers }: Hop): ClientRequest => {
    const options = {
      auth,
      headers,
      lookup: guardedLookup(admits, resolve),
      maxHeaderSize: limits.headerBytes,
      // Node asks `lookup` for all answers only with this. Its own 250 ms an attempt gives up on far-away hosts.
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: 1_000,
    }
    return url.protocol === 'https:'
      ? https.request(url, { ...options, agent: secure })
      : http.request(url, { ...options, agent: plain })
  }
  return (hop, signal) => converse(() => open(hop), hop, limits, signal)
}

function converse(open: () => ClientRequest, hop: Hop, limits: Limits, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = open()
    const fail = (error: Error) => {
      reject(networkFailure(error))
      request.destroy()
    }
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    request.on('socket', socket => watch(socket, hop, limits, fail))
    // These stay after the promise is settled: a destroyed request may still emit errors, and one without a listener
    // would end the process.
    request.on('error', fail)
    const hungUp = () => fail(new FeedError({ kind: 'unreachable', message: 'the server hung up' }))
    request.on('close', hungUp)
    request.on('response', response => {
      // A body that ends with its connection is read to its end after the request has closed.
      request.off('close', hungUp)
      read(response, limits).then(answer => {
        resolve(answer)
        request.destroy()
      }, fail)
    })
    request.end()
  })
}

/** Holds a socket to its address and to its time limits. */
function watch(socket: Socket, { url, admits }: Hop, limits: Limits, fail: (error: Error) => void): void {
  const late = (message: string) => () => fail(new FeedError({ kind: 'timeout', message }))
  const connecting = setTimeout(late(`no connection within ${limits.connectMs / 1000} seconds`), limits.connectMs)
  const stopWaiting = () => clearTimeout(connecting)

  socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', stopWaiting)
  socket.once('close', stopWaiting)
  socket.once('connect', () => {
    // Belt and braces: whatever was asked of DNS, this is where the bytes would go.
    if (!admits(socket.remoteAddress ?? '')) fail(refused(url.hostname))
  })
  socket.setTimeout(limits.idleMs, late(`the server was silent for ${limits.idleMs / 1000} seconds`))
}

async function read(response: IncomingMessage, limits: Limits): Promise<Answer> {
  const headers = headersOf(response)
  const status = response.statusCode ?? 0
  if (status !== 200) return { status, headers, bytes: new Uint8Array() }
  const packed = await collect(response, limits.bodyBytes)
  return { status, headers, bytes: unpack(packed, headers['content-encoding'] ?? '', limits.bodyBytes) }
}

/** Every header but Set-Cookie, the only one Node gives as a list. */
function headersOf(response: IncomingMessage): Headers {
  return Object.fromEntries(
    Object.entries(response.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
