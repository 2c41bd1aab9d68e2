import { expect, test } from 'vitest'
import { sign, unsign } from '../../shared/audience/signed.ts'

const NOW = new Date('2026-03-02T10:00:00Z')
const LATER = new Date('2026-03-02T10:00:01Z')

test('what was signed is read again, whatever it says', () => {
  for (const words of ['', 'ann@example.org', '["join","港口"]', '.'])
    expect(unsign('secret', sign('secret', words, LATER), NOW)).toEqual({ words })
})

test('it stands in a link as it is', () => {
  expect(sign('secret', '["join","港口 & more"]', LATER)).toMatch(/^[\w.-]+$/)
})

test('it counts until it expires, and not at that second', () => {
  expect(unsign('secret', sign('secret', 'x', LATER), LATER)).toBe('expired')
})

const [expires = '', words = '', mac = ''] = sign('secret', 'ann', LATER).split('.')
test.each([
  ['another secret', sign('other', 'ann', LATER)],
  ['other words', `${expires}.${Buffer.from('eve').toString('base64url')}.${mac}`],
  ['a later end', `${Number(expires) + 60}.${words}.${mac}`],
  ['a name cut short', `${expires}.${words}.${mac.slice(1)}`],
  ['no name', `${expires}.${words}.`],
  ['more after it', `${expires}.${words}.${mac}.x`],
  ['nothing', ''],
  ['far too much', 'x'.repeat(100_000)],
])('%s is forged', (_, signed) => {
  expect(unsign('secret', signed, NOW)).toBe('forged')
})
