import type { Socket } from 'node:net'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type Hop, type Limits, openExchange } from '../../shared/feed/exchange.ts'
import { openFetch } from '../../shared/feed/fetch.ts'
import { type Loopback, serve, serveBytes } from './loopback.ts'

const LIMITS: Limits = { connectMs: 9_000, idleMs: 9_000, totalMs: 9_000, headerBytes: 16_384, bodyBytes: 50_000 }

/** "changed", "unchanged" or the fault's kind and words. */
async function outcome({ host }: Loopback, limits: Partial<Limits> = {}, scheme = 'http'): Promise<string> {
  const settings = { userAgent: 'test', allowPrivate: [host], now: () => new Date(0) }
  const fetch = openFetch(settings, { ...LIMITS, ...limits })
  return fetch({ url: `${scheme}://${host}/feed`, validators: {} }).then(
    page => page.status,
    error => `${error.fault.kind}: ${error.fault.message}`,
  )
}

const OK = 'HTTP/1.1 200 OK\r\n'

/** Answers any request with these bytes and ends. */
const saying = (...parts: (string | Buffer)[]) =>
  serveBytes(socket => socket.once('data', () => socket.end(Buffer.concat(parts.map(part => Buffer.from(part))))))

test('a body that ends with its connection is whole', async () => {
  expect(await outcome(await saying(OK, '\r\n<rss/>'))).toBe('changed')
})

test.each([
  ['that hangs up at once', '', 'unreachable: the server closed the connection'],
  ['that ends in the middle of its headers', `${OK}Content-Ty`, ''],
  ['that ends before its length', `${OK}Content-Length: 100\r\n\r\n<rss/>`, 'unreachable: the server closed'],
  ['that ends in the middle of a chunk', `${OK}Transfer-Encoding: chunked\r\n\r\nff\r\n<rss/>`, 'unreachable'],
  ['that is no web server', 'SSH-2.0-OpenSSH_9.2\r\n', "malformed: the server's answer is not HTTP"],
  ['that speaks HTTP/0.9', '<rss/>', 'malformed'],
  ['whose header holds a control character', `${OK}ETag: "a\x01"\r\n\r\n<rss/>`, 'malformed'],
  ['with two lengths', `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\n<rss/>`, 'malformed'],
  [
    'that switches protocols',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    'unreachable',
  ],
  ['that floods headers', `${OK}${'X-Flood: 0123456789\r\n'.repeat(2_000)}\r\n<rss/>`, 'too-large'],
  ['that floods one header', `${OK}X-Flood: ${'x'.repeat(20_000)}\r\n\r\n<rss/>`, 'too-large'],
  [
    'that floods trailers',
    `${OK}Transfer-Encoding: chunked\r\n\r\n0\r\n${'X-Flood: 0123456789\r\n'.repeat(2_000)}\r\n`,
    'too-large',
  ],
  [
    'that floods chunk extensions',
    `${OK}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n<\r\n0\r\n\r\n`,
    'malformed',
  ],
  [
    'whose feed is announced too large',
    `${OK}Content-Length: 60000\r\n\r\n${'x'.repeat(60_000)}`,
    'too-large: the feed is larger',
  ],
  ['whose feed turns out too large', `${OK}\r\n${'x'.repeat(60_000)}`, 'too-large: the feed is larger'],
])('a server %s', async (_, answer, expected) => {
  expect(await outcome(await saying(answer))).toContain(expected || 'unreachable')
})

const BOMB = Buffer.alloc(4_000_000)
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

test.each([
  ['a gzip bomb', 'gzip', gzipSync(BOMB), 'too-large'],
  ['a brotli bomb', 'br', brotliCompressSync(BOMB, QUICK), 'too-large'],
  ['gzip cut short', 'gzip', gzipSync(Buffer.from('<rss/>')).subarray(0, 12), 'malformed: the answer says it is gzip'],
  ['gzip', 'gzip', gzipSync(Buffer.from('<rss/>')), 'changed'],
])('packed: %s', async (_, encoding, body, expected) => {
  expect(await outcome(await saying(`${OK}Content-Encoding: ${encoding}\r\n\r\n`, body))).toContain(expected)
})

test('errors carry no body, however long', async () => {
  const server = await serve((_, response) => {
    response.writeHead(500)
    endlessly(response.socket, () => response.write('x'.repeat(1_000)))
  })
  expect(await outcome(server)).toBe('status: the server answered 500 (an error of its own)')
})

test.each([
  ['never answers', '', { idleMs: 100 }, 'timeout: the server was silent for 0.1 seconds'],
  ['stops in the middle of its headers', `${OK}X-`, { idleMs: 100 }, 'timeout: the server was silent'],
  ['stops in the middle of its feed', `${OK}\r\n<rss>`, { idleMs: 100 }, 'timeout: the server was silent'],
])('a server that %s is left', async (_, answer, limits, expected) => {
  expect(await outcome(await serveBytes(socket => socket.write(answer)), limits)).toContain(expected)
})

test.each([
  ['headers', OK, 'X-Drip: x\r\n'],
  ['a feed', `${OK}\r\n`, '<'],
  ['"wait a moment" without end', '', 'HTTP/1.1 102 Processing\r\n\r\n'],
])('a server that dribbles %s is cut at the total limit', async (_, start, drop) => {
  const server = await serveBytes(socket => {
    socket.once('data', () => {
      socket.write(start)
      endlessly(socket, () => socket.write(drop))
    })
  })
  const words = 'timeout: the answer was not complete after 0.3 seconds'
  expect(await outcome(server, { totalMs: 300 })).toBe(words)
})

test('the total limit spans redirects', async () => {
  const server = await serve((_, response) => {
    setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 100)
  })
  expect(await outcome(server, { totalMs: 250 })).toContain('timeout: the answer was not complete')
})

test('a TLS handshake that never ends is no connection', async () => {
  const words = 'timeout: no connection within 0.1 seconds'
  expect(await outcome(await serveBytes(() => {}), { connectMs: 100 }, 'https')).toBe(words)
})

test('a server that does not speak TLS is unreachable', async () => {
  expect(await outcome(await saying('HTTP/1.1 400 Bad Request\r\n\r\n'), {}, 'https')).toContain('unreachable')
})

test('a socket that is not where DNS said is closed before anything is sent', async () => {
  const server = await serve((_, response) => response.end('secret'))
  const exchange = openExchange(LIMITS, (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))
  const verdicts = [true, false] // of DNS's answer; of the socket's address
  const hop: Hop = {
    url: new URL(`http://news.example:${server.port}/`),
    auth: null,
    admits: () => verdicts.shift() ?? false,
    headers: {},
  }
  await expect(exchange(hop, new AbortController().signal)).rejects.toMatchObject({ fault: { kind: 'address' } })
  expect([verdicts, server.asked]).toEqual([[], []])
})

/** Until the other side has gone. */
function endlessly(socket: Socket | null, act: () => void): void {
  const timer = setInterval(act, 10)
  socket?.on('close', () => clearInterval(timer))
}
