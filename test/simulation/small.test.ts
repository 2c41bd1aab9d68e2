import { expect, test } from 'vitest'
import { loadSimulation } from './bundle.ts'

test('a small world keeps every promise, whichever of its calls meets whichever fault', async () => {
  const { smallCalls, smallWorlds } = await loadSimulation()
  const calls = await smallCalls()
  const wrong: string[] = []
  let worlds = 0
  for (const [at, call] of calls.entries())
    for (const { fault, outcome } of await smallWorlds(at)) {
      worlds++
      for (const each of outcome.wrong) wrong.push(`${fault} at ${call}: ${each}`)
    }
  expect(wrong).toEqual([])
  for (const kind of [
    /fetch/,
    /publish .*mail/,
    /publish .*sms/,
    /enqueue/,
    /PutItem ARTICLE/,
    /PutItem CONFIG CURRENT/,
  ])
    expect(calls).toContainEqual(expect.stringMatching(kind))
  expect(worlds).toBeGreaterThan(900)
}, 120_000)
