import { Readable } from 'node:stream'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { collect, unpack } from '../../shared/feed/body.ts'

const LIMIT = 100_000
const text = Buffer.from('<rss/>'.repeat(1_000))

test.each([
  ['nothing', '', text],
  ['identity', 'identity', text],
  ['gzip', 'gzip', gzipSync(text)],
  ['gzip by its old name, in capitals', 'X-GZIP', gzipSync(text)],
  ['two gzip members', 'gzip', Buffer.concat([gzipSync(text.subarray(0, 100)), gzipSync(text.subarray(100))])],
  ['deflate', 'deflate', deflateSync(text)],
  ['deflate without its envelope', 'deflate', deflateRawSync(text)],
  ['brotli', 'br', brotliCompressSync(text)],
])('unpacks %s', (_, encoding, packed) => {
  expect(unpack(packed, encoding, LIMIT)).toEqual(text)
})

test('an empty body is empty, whatever it says it is packed in', () => {
  expect(unpack(Buffer.alloc(0), 'gzip', LIMIT)).toEqual(Buffer.alloc(0))
})

const zeros = Buffer.alloc(LIMIT + 1)
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

test.each([
  ['a gzip bomb', 'gzip', gzipSync(zeros), 'too-large'],
  ['a deflate bomb', 'deflate', deflateSync(zeros), 'too-large'],
  ['a brotli bomb', 'br', brotliCompressSync(zeros, quick), 'too-large'],
  ['gzip cut short', 'gzip', gzipSync(text).subarray(0, 30), 'malformed'],
  ['gzip that is not', 'gzip', text, 'malformed'],
  ['brotli that is not', 'br', text, 'malformed'],
  ['a packing we did not ask for', 'zstd', text, 'malformed'],
  ['two packings', 'gzip, gzip', gzipSync(gzipSync(text)), 'malformed'],
])('refuses %s', (_, encoding, packed, kind) => {
  expect(() => unpack(packed, encoding, LIMIT)).toThrow(
    expect.objectContaining({ fault: expect.objectContaining({ kind }) }),
  )
})

test.each([
  ['one byte at a time', 1],
  ['in odd pieces', 7_919],
  ['at once', 200_000],
])('collects bytes that come %s', async (_, size) => {
  const whole = Buffer.from(Array.from({ length: LIMIT }, (_, i) => i % 251))
  const pieces = Array.from({ length: Math.ceil(LIMIT / size) }, (_, i) => whole.subarray(i * size, (i + 1) * size))
  expect(await collect(Readable.from(pieces), LIMIT)).toEqual(whole)
})

test('collects no more than the limit', async () => {
  const tooMuch = collect(Readable.from([zeros.subarray(1), Buffer.alloc(1)]), LIMIT)
  await expect(tooMuch).rejects.toMatchObject({
    fault: { kind: 'too-large', message: 'the feed is larger than 0.1 MiB' },
  })
})
