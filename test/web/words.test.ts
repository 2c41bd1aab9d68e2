import { expect, test } from 'vitest'
import type { When } from '../../shared/words.ts'
import { whenInWords } from '../../web/pages/channels.tsx'
import { masked } from '../../web/questions/people.ts'
import { State } from '../../web/state.tsx'
import { absolute, relative } from '../../web/time.tsx'
import { NOW } from './desk.ts'

test.each([
  [0, 'just now'],
  [12, '12 s ago'],
  [59, '59 s ago'],
  [60, '1 min ago'],
  [3599, '59 min ago'],
  [3600, '1 h ago'],
  [7200, '2 h ago'],
  [3 * 86_400, '3 days ago'],
  [-90, 'in 1 min'],
])('%i seconds before is %j', (seconds, expected) => {
  expect(relative(new Date(NOW.getTime() - seconds * 1000), NOW)).toBe(expected)
})

test.each([
  ['2026-03-02T00:00:01Z', '00:00:01 UTC'],
  ['2026-03-01T23:59:59Z', '1 Mar 2026, 23:59 UTC'], // another day
])('%s is written %j', (at, expected) => {
  expect(absolute(new Date(at), NOW)).toBe(expected)
})

test.each([
  [0, 'Refused for good: 554 &lt;spam&gt;; nobody was told by this message.'],
  [1, 'Refused for good: 554 &lt;spam&gt;; an earlier attempt may have arrived.'],
])('of a message given up after %i attempts of unknown outcome it is said in red: %s', (unknown, expected) => {
  const standing = { state: 'refused', route: 'mail', attempts: 5, unknown, error: '554 <spam>' } as const
  const html = String(State({ message: { ...standing, sentAt: null, retryAt: null }, now: NOW }))
  expect(html).toBe(`<span class="bad">${expected}</span>`)
})

const quiet = { from: '22:00', to: '07:00' }
test.each<[Omit<When, 'timezone'>, string]>([
  [{ instant: true, quiet: null, digest: null }, 'At once (Europe/Paris)'],
  [{ instant: true, quiet, digest: null }, 'At once, but held back from 22:00 to 07:00 (Europe/Paris)'],
  [{ instant: false, quiet: null, digest: { every: 'hour' } }, 'Folded every hour (Europe/Paris)'],
  [
    { instant: true, quiet, digest: { every: 'day', at: '08:00' } },
    'At once, but held back from 22:00 to 07:00, then folded daily at 08:00 (Europe/Paris)',
  ],
])('%j reads: %s', (when, expected) => {
  expect(whenInWords({ ...when, timezone: 'Europe/Paris' })).toBe(expected)
})

test.each([
  ['desk@example.org', 'd…@example.org'],
  ['+33639980012', '+33…12'],
  ['https://hooks.example.org/secret?token=1', 'https://hooks.example.org/…'],
  ['arn:aws:sqs:eu-west-1:000000000000:queue', 'arn…ue'],
  ['+3312', '…'], // too short to hide in
])('the address %s is shown as %s', (address, expected) => {
  expect(masked(address)).toBe(expected)
})
