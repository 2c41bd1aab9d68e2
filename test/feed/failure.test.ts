import { expect, test } from 'vitest'
import { networkFailure, statusFault } from '../../shared/feed/failure.ts'
import { FeedError } from '../../shared/feed/fault.ts'

const NOW = new Date('2024-03-05T12:00:00Z')

test.each([
  [404, '', 'the server answered 404 (no such page)'],
  [418, '', 'the server answered 418'],
  [503, '7500', 'the server answered 503 (busy); it asks us to wait until 14:05 UTC'],
  [503, '80000', 'the server answered 503 (busy); it asks us to wait until 2024-03-06 10:13 UTC'],
  [410, '', 'the server answered 410: this is gone for good'],
])('status %s with Retry-After %j reads: %s', (status, retryAfter, expected) => {
  expect(statusFault(status, { 'retry-after': retryAfter }, NOW).message).toBe(expected)
})

test.each([
  ['ECONNREFUSED', 'unreachable'],
  ['CERT_HAS_EXPIRED', 'unreachable'],
  ['SOMETHING_NEW', 'unreachable'],
  ['HPE_INVALID_CONSTANT', 'malformed'],
  ['HPE_HEADER_OVERFLOW', 'too-large'],
])('%s is the publisher’s fault: %s', (code, kind) => {
  expect(networkFailure(Object.assign(new Error('no'), { code }))).toMatchObject({ fault: { kind } })
})

test.each([
  ['too many open files', Object.assign(new Error('no'), { code: 'EMFILE' })],
  ['a mistake in the program', new TypeError('x is not a function')],
])('%s is ours, and stays as it is', (_, error) => {
  expect(networkFailure(error)).toBe(error)
  expect(networkFailure(error)).not.toBeInstanceOf(FeedError)
})
