import type { Readable } from 'node:stream'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { FeedError } from './fault.ts'

const FIRST_BYTES = 32 * 1024

/**
 * A stream's bytes, as they came. Keeps one buffer that doubles, because a list of chunks costs a hundred bytes for
 * each one-byte chunk that a hostile server sends.
 *
 * @throws FeedError `too-large` past the limit; whatever the stream fails with.
 */
export async function collect(stream: Readable, limitBytes: number): Promise<Buffer> {
  let bytes: Buffer = Buffer.allocUnsafe(Math.min(FIRST_BYTES, limitBytes))
  let length = 0
  await new Promise<void>((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      if (length + chunk.length > limitBytes) return reject(tooLarge(limitBytes))
      if (length + chunk.length > bytes.length) bytes = grown(bytes, length + chunk.length, limitBytes)
      chunk.copy(bytes, length)
      length += chunk.length
    })
    stream.on('end', resolve)
    stream.on('error', reject)
  })
  return bytes.subarray(0, length)
}

/**
 * Undoes a Content-Encoding (RFC 9110, section 8.4.1) without ever holding more than the limit: zlib stops there, so
 * a bomb costs what an honest feed does. Synchronous because for a feed's size the thread pool costs twice the CPU.
 *
 * @throws FeedError `too-large` if it unpacks to more than the limit, `malformed` if it cannot be unpacked.
 */
export function unpack(bytes: Buffer, encoding: string, limitBytes: number): Buffer {
  if (bytes.length === 0) return bytes
  try {
    return unpackerFor(encoding, bytes)(bytes, { maxOutputLength: limitBytes, chunkSize: 64 * 1024 })
  } catch (error) {
    if (error instanceof FeedError) throw error
    if (error instanceof RangeError) throw tooLarge(limitBytes)
    throw new FeedError({ kind: 'malformed', message: `the answer says it is ${encoding} but cannot be unpacked` })
  }
}

type Unpacker = (bytes: Buffer, options: { maxOutputLength: number; chunkSize: number }) => Buffer

function unpackerFor(encoding: string, bytes: Buffer): Unpacker {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return same => same
    case 'gzip':
    case 'x-gzip':
      return gunzipSync
    case 'deflate':
      // Meant to be zlib's format, sent raw by many (RFC 9110, section 8.4.1.2); zlib's first byte tells: method 8.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync : inflateRawSync
    case 'br':
      return brotliDecompressSync
    default:
      throw new FeedError({
        kind: 'malformed',
        message: `the answer is packed in a way we did not ask for: ${encoding}`,
      })
  }
}

function grown(bytes: Buffer, neededBytes: number, limitBytes: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(Math.max(bytes.length * 2, neededBytes), limitBytes))
  bytes.copy(larger)
  return larger
}

function tooLarge(limitBytes: number): FeedError {
  const message = `the feed is larger than ${(limitBytes / 1024 / 1024).toFixed(1)} MiB`
  return new FeedError({ kind: 'too-large', message })
}
