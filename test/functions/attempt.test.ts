import { expect, test } from 'vitest'
import { attempt, throwAll } from '../../functions/attempt.ts'

test('what is thrown names every failure and, for the runtime logs it, no address', async () => {
  const fail = (reason: unknown) => () => Promise.reject(reason)
  const failures = [
    await attempt('reconcile desk', fail(new Error('no such endpoint: ann@example.org'))),
    await attempt('the next', async () => 'done'),
    await attempt('settle desk', fail('+33612345678 has opted out')),
  ]
  const said = 'reconcile desk: no such endpoint: (address); settle desk: (address) has opted out'
  expect(() => throwAll(failures)).toThrow(said)
})
