import { expect, test } from 'vitest'
import { freshSecondsIn, retryAtIn, validatorsIn } from '../../shared/feed/politeness.ts'

const NOW = new Date('2024-03-05T12:00:00Z')

test.each([
  [{ etag: 'W/"a"' }, { etag: 'W/"a"' }],
  [
    { etag: '"a\u00e9"', 'last-modified': 'yesterday, about noon' },
    { etag: '"a\u00e9"', lastModified: 'yesterday, about noon' },
  ],
  [{ etag: '' }, {}], // cannot be sent back
  [{}, {}],
])('the validators of %j are %j', (headers, expected) => {
  expect(validatorsIn(headers)).toEqual(expected)
})

test.each([
  [{}, null],
  [{ 'cache-control': 'max-age=600' }, 600],
  [{ 'cache-control': 'public, Max-Age="600", must-revalidate' }, 600],
  [{ 'cache-control': 's-maxage=600' }, null], // for shared caches, which we are not
  [{ 'cache-control': 'x-max-age=600' }, null],
  [{ 'cache-control': 'max-age=600', age: '540' }, 60],
  [{ 'cache-control': 'max-age=600', age: '700' }, 0],
  [{ 'cache-control': 'max-age=600', expires: 'Tue, 05 Mar 2024 20:00:00 GMT' }, 600], // max-age wins
  [{ 'cache-control': 'max-age=99999999999999999999' }, 86_400],
  [{ 'cache-control': 'no-cache' }, null],
  [{ expires: 'Tue, 05 Mar 2024 12:10:00 GMT' }, 600],
  [{ expires: 'Tue, 05 Mar 2024 12:10:00 GMT', date: 'Tue, 05 Mar 2024 12:05:00 GMT' }, 300], // their clock, not ours
  [{ expires: 'Tue, 05 Mar 2024 11:00:00 GMT' }, 0],
  [{ expires: 'Tue, 05 Mar 2034 12:00:00 GMT' }, 86_400],
  [{ expires: '0' }, null],
  [{ expires: '-1' }, null],
])('%j stays fresh for %s seconds', (headers, expected) => {
  expect(freshSecondsIn(headers, NOW)).toBe(expected)
})

test.each([
  ['120', '2024-03-05T12:02:00.000Z'],
  ['0', null],
  ['-5', null],
  ['soon', null],
  ['', null],
  ['1.5', null],
  ['2024', '2024-03-05T12:33:44.000Z'], // seconds, not a year
  ['9999999999', '2024-03-06T12:00:00.000Z'], // a day at most
  ['Tue, 05 Mar 2024 12:30:00 GMT', '2024-03-05T12:30:00.000Z'],
  ['Tuesday, 05-Mar-24 12:30:00 GMT', '2024-03-05T12:30:00.000Z'], // RFC 850
  ['Tue Mar  5 12:30:00 2024', '2024-03-05T12:30:00.000Z'], // asctime: no zone, and means GMT
  ['Tue, 05 Mar 2024 11:30:00 GMT', null],
  ['Fri, 05 Mar 2094 12:30:00 GMT', '2024-03-06T12:00:00.000Z'],
])('Retry-After %j lets us ask again at %s', (text, expected) => {
  expect(retryAtIn({ 'retry-after': text }, NOW)).toBe(expected)
})
