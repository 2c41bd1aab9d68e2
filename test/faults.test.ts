import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '../shared/words.ts'
import { type Fate, rss, startWorld, TOPIC } from './world.ts'

const CHANNEL = `
channels:
  - id: desk
    topics: [fraud]
    subscribers: { email: [desk@example.org], sms: ["+33639980012"] }
sms: { countries: [FR] }
`
const ROUTES: readonly Route[] = ['mail', 'sms']
const NEWS = 'Police break cyber fraud ring in Lagos'
/** From the slot's lease to the desk's last word, for one article told on two routes. */
const WRITES = 29
/** Longer than every lease. */
const LONG_SECONDS = 400

let world: Awaited<ReturnType<typeof startWorld>>
afterEach(() => world.stop())

async function worldWithNews() {
  world = await startWorld(TOPIC + CHANNEL)
  world.publisher.serve('/a.xml', rss([{ title: 'A quiet day' }]))
  await world.tick()
  world.publisher.serve('/a.xml', rss([{ title: NEWS }, { title: 'A quiet day' }]))
}

/** Crashes at the n-th call that changes something outside the process. */
function crashAt(n: number, when: 'crash before' | 'crash after'): { readonly fate: Fate; readonly calls: string[] } {
  const calls: string[] = []
  const fate: Fate = call => {
    if (!/^(Put|Update|Delete|send)/.test(call)) return 'ok'
    calls.push(call)
    return calls.length - 1 === n ? when : 'ok'
  }
  return { fate, calls }
}

/** What arrived on a route, and how many publishes nobody knows the outcome of. */
async function outcome(route: Route) {
  const messages = await world.store.messages.ofRoute('desk', route, 10)
  return {
    arrived: world.sent.filter(message => message.route === route).map(({ id }) => id),
    messages: messages.map(({ id, state, settled, unknown }) => ({ id, state, settled, unknown })),
  }
}

describe('a process that dies at any write of one article', () => {
  let writes: string[]
  beforeAll(async () => {
    await worldWithNews()
    const { fate, calls } = crashAt(-1, 'crash before')
    await world.tickUnder(fate)
    writes = calls
    await world.stop()
  })

  test(`makes ${WRITES} writes when it lives`, async () => {
    await worldWithNews() // for afterEach
    expect(writes).toHaveLength(WRITES)
    expect(writes.filter(call => call === 'send')).toHaveLength(2)
  })

  for (const when of ['crash before', 'crash after'] as const)
    for (let n = 0; n < WRITES; n++)
      test(`${when} write ${n + 1}: told by mail at least once, by SMS at most once, nothing left open`, async () => {
        await worldWithNews()
        expect(await world.tickUnder(crashAt(n, when).fate)).toBe(true)
        for (let ticks = 0; ticks < 4; ticks++) await world.tick(LONG_SECONDS)

        const mail = await outcome('mail')
        expect(new Set(mail.arrived).size).toBe(1) // the same frozen message, if it had to be sent again
        expect(mail.messages).toHaveLength(1)
        expect(mail.arrived.length).toBeLessThanOrEqual(1 + (mail.messages[0]?.unknown ?? 0))
        expect(mail.messages[0]).toMatchObject({ state: 'sent', settled: true })

        const sms = await outcome('sms')
        expect(sms.messages).toHaveLength(1)
        expect(sms.messages[0]?.settled).toBe(true)
        if (sms.messages[0]?.state === 'sent') expect(sms.arrived).toHaveLength(1)
        else expect(sms.messages[0]).toMatchObject({ state: 'unknown', unknown: 1 })
        expect(sms.arrived.length).toBeLessThanOrEqual(1)

        for (const route of ROUTES)
          expect(await world.store.desks.waiting({ id: 'desk', route }, world.now(), 9)).toEqual({
            due: [],
            next: null,
          })
        expect(await world.store.articles.mayOwe()).toBe(false)
        expect((await world.store.matches.search({ now: world.now(), limit: 9 })).found).toHaveLength(1)
      })
})
