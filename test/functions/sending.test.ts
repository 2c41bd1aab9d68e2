import { afterEach, describe, expect, test } from 'vitest'
import { NotSent, Refused } from '../../shared/alert/sender.ts'
import type { Message, Route } from '../../shared/words.ts'
import { rss, startWorld, TOPIC } from '../world.ts'
import { channel, NEWS, news, OLD, reconfigure, type World, waitingAt } from './again.ts'

let world: World
afterEach(() => world.stop())

const BOTH = `${channel().replace('[desk@example.org]', '[desk@example.org], sms: ["+33639980012"]')}\nsms: { countries: [FR] }\n`
const OTHER = `  - { id: other, topics: [fraud], subscribers: { email: [other@example.org] } }\n`

const ONLY_OTHER = `channels:\n${OTHER}`

/** A world with something to tell, and a carrier that does as it is told. */
async function start(file: string) {
  world = await startWorld(TOPIC + file)
  world.publisher.serve('/a.xml', rss([OLD]))
  await world.tick()
  world.publisher.serve('/a.xml', rss([NEWS, OLD]))
}

/** Fails the first publishes, each in its way; then carries. */
function carrier(...failures: readonly (Error | null)[]) {
  const asked: Message[] = []
  world.sendBy(async message => {
    asked.push(message)
    const failure = failures[asked.length - 1]
    if (failure) throw failure
    world.sent.push(message)
  })
  return asked
}
const latest = (route: Route = 'mail', id = 'desk') => world.store.messages.latest(id, route)
const failing = async (work: Promise<void>) => {
  await expect(work).rejects.toThrow()
}

describe('a message that certainly did not go out', () => {
  test('is tried again as it is, ever later, and sent once', async () => {
    await start(channel())
    const asked = carrier(new NotSent('busy'), new NotSent('busy'), new NotSent('busy'))
    await world.tick()
    expect(await latest()).toMatchObject({ state: 'waiting', error: 'busy', attempts: 1, unknown: 0 })
    world.publisher.serve('/a.xml', rss([news(2), NEWS, OLD])) // must not change what is frozen
    const waits: number[] = []
    for (let tries = 2; tries <= 4; tries++) {
      const retryAt = Date.parse((await latest())?.retryAt ?? '')
      waits.push((retryAt - world.now().getTime()) / 1000)
      await world.tick(waits.at(-1))
      expect(await latest()).toMatchObject({ attempts: tries })
    }
    expect(waits).toEqual([13.125, 26.25, 52.5]) // 15 s doubled, less an eighth, for chance stands still here
    expect(asked.map(({ text }) => text)).toEqual(Array(4).fill(asked[0]?.text))
    expect(world.sent).toHaveLength(1)
    await world.tick()
    await world.tick()
    expect(world.subjects().slice(1)).toEqual(['[HIGH] Police break cyber fraud ring number 2 in Lagos'])
  })

  test('is not tried before its time, whoever knocks', async () => {
    await start(channel())
    const asked = carrier(new NotSent('busy'))
    await world.tick()
    await world.store.desks.knock({ id: 'desk', route: 'mail' }, world.now())
    await world.tick(1)
    expect(asked).toHaveLength(1)
    await world.tick()
    expect(asked).toHaveLength(2)
  })

  test('is not tried inside quiet hours, but when they end', async () => {
    await start(channel(['when: { quiet: "10:03-12:00", timezone: UTC }']))
    const asked = carrier(...Array(20).fill(new NotSent('busy')))
    while (world.now() < new Date('2026-03-02T10:03:00Z')) await world.tick(10)
    const before = asked.length
    expect(before).toBeGreaterThan(1)
    while (world.now() < new Date('2026-03-02T11:55:00Z')) await world.tick(300)
    expect(asked).toHaveLength(before)
    await world.tick(300)
    expect(asked).toHaveLength(before + 1)
  })

  test('waits a quarter of an hour at most', async () => {
    await start(channel())
    carrier(...Array(40).fill(new NotSent('busy')))
    await world.tick()
    for (let tries = 0; tries < 12; tries++) await world.tick(900)
    const { retryAt } = (await latest()) ?? {}
    expect(Date.parse(retryAt ?? '') - world.now().getTime()).toBeLessThanOrEqual(900_000)
  })
})

describe('a message of which nobody knows whether it went out', () => {
  test('is sent again by mail, the same, and the doubt is counted', async () => {
    await start(channel())
    const asked = carrier(new Error('cut'))
    await world.tick()
    expect(await latest()).toMatchObject({ state: 'sending', settled: false, error: 'cut' })
    await world.tick()
    expect(asked).toHaveLength(2)
    expect(asked[1]).toMatchObject({ id: asked[0]?.id, text: asked[0]?.text, html: asked[0]?.html })
    expect(await latest()).toMatchObject({ state: 'sent', settled: true, unknown: 1, attempts: 2 })
  })

  test('is not sent again by SMS, is said to be unknown, and does not stop the next', async () => {
    await start(BOTH)
    world.sendBy(async message => {
      if (message.route === 'sms' && message.seq === 1) throw new Error('cut')
      world.sent.push(message)
    })
    await world.tick()
    expect(await latest('sms')).toMatchObject({ state: 'unknown', settled: true, unknown: 1 })
    expect(world.happenings).toContainEqual(
      expect.objectContaining({ what: 'send-failed', route: 'sms', outcome: 'unknown' }),
    )
    world.publisher.serve('/a.xml', rss([news(2), NEWS, OLD]))
    await world.tick()
    await world.tick()
    const sms = world.sent.filter(({ route }) => route === 'sms')
    expect(sms.map(({ subject }) => subject)).toEqual(['[HIGH] Police break cyber fraud ring number 2 in Lagos'])
  })
})

describe('a message that is refused for what it says', () => {
  const spam = new Refused('554 spam')
  const alertOf = async (story = 0) => {
    const { story: id = '' } = (await latest())?.stories[story] ?? {}
    return (await world.store.desks.ofStory([{ id: 'desk', route: 'mail' }], id))[0]
  }
  /** A carrier that refuses what says this. */
  const censor = (words: string) => {
    const asked: Message[] = []
    world.sendBy(async message => {
      asked.push(message)
      if (message.text.includes(words)) throw spam
      world.sent.push(message)
    })
    return asked
  }
  const ticks = async (count: number) => {
    for (let tick = 0; tick < count; tick++) await world.tick(900)
  }

  test('is given up after five such answers, says so, and lets the next by', async () => {
    await start(channel())
    const asked = censor(NEWS.title)
    await ticks(4)
    expect(await latest()).toMatchObject({ state: 'waiting', refused: 4 })
    world.publisher.serve('/a.xml', rss([news(2), NEWS, OLD]))
    await ticks(1)
    expect(await latest()).toMatchObject({ state: 'refused', settled: true, retryAt: null, error: '554 spam' })
    expect(await alertOf()).toMatchObject({ state: 'refused', told: null, dueAt: null })
    const { id = '' } = (await latest()) ?? {}
    const said = { channel: 'desk', route: 'mail', message: id, error: '554 spam' }
    expect(world.happenings).toContainEqual({ what: 'send-failed', ...said, outcome: 'refused', attempts: 5 })
    await ticks(2)
    expect(asked).toHaveLength(6)
    expect(world.subjects()).toEqual(['[HIGH] Police break cyber fraud ring number 2 in Lagos'])
  })

  test('waits for ever if it was the login or the server', async () => {
    await start(channel())
    carrier(...Array(4).fill(spam), ...Array(20).fill(new NotSent('535 login')), spam)
    await ticks(24)
    expect(await latest()).toMatchObject({ state: 'waiting', attempts: 24, refused: 4 })
    await ticks(1)
    expect(await latest()).toMatchObject({ state: 'refused' })
  })

  test('takes no other story with it: each is told alone, once', async () => {
    await start(channel())
    world.publisher.serve('/a.xml', rss([news(3), news(2), news(1), OLD]))
    const asked = censor('number 2')
    await ticks(5)
    expect(await latest()).toMatchObject({ state: 'refused', settled: true, stories: { length: 3 } })
    world.publisher.serve('/a.xml', rss([news(4), news(3), news(2), news(1), OLD]))
    await ticks(12)
    expect(world.sent.map(({ stories }) => stories.length)).toEqual([1, 1, 1])
    expect(
      world
        .subjects()
        .map(subject => /number (\d)/.exec(subject)?.[1])
        .sort(),
    ).toEqual(['1', '3', '4'])
    expect(asked.filter(({ stories }) => stories.length > 1)).toHaveLength(5)
    expect(asked.filter(({ stories, text }) => stories.length === 1 && text.includes('number 2'))).toHaveLength(5)
    expect(await waitingAt(world)).toEqual({ due: [], next: null })
  })

  const WRITES = ['the verdict', 'the first story', 'the second story', 'the last word', "the desk's lease"].entries()
  const deaths = [...WRITES].flatMap(([n, write]) => [
    [write, 'crash before', n] as const,
    [write, 'crash after', n] as const,
  ])
  test.each(deaths)('loses nothing if, giving up, %s meets a %s', async (_, when, n) => {
    await start(channel())
    world.publisher.serve('/a.xml', rss([news(3), news(2), OLD]))
    censor('number 2')
    await ticks(4)
    let writes = Number.NaN
    const fate = (call: string) => {
      if (call === 'send') writes = 0
      return call.startsWith('Update') && writes++ === n ? when : 'ok'
    }
    expect(await world.tickUnder(fate, 900)).toBe(true)
    await ticks(9)
    expect(await world.store.messages.get('desk', 'mail', 1)).toMatchObject({ state: 'refused', refused: 5 })
    expect(world.subjects()).toEqual(['[HIGH] Police break cyber fraud ring number 3 in Lagos'])
    expect(await waitingAt(world)).toEqual({ due: [], next: null })
  })

  test('but may have arrived before is said to be unknown', async () => {
    await start(channel())
    const asked = carrier(new Error('cut'), ...Array(5).fill(spam))
    await ticks(8)
    expect(await latest()).toMatchObject({ state: 'refused', settled: true, unknown: 1, refused: 5 })
    expect(await alertOf()).toMatchObject({ state: 'unknown', told: 'high' })
    expect(asked).toHaveLength(6)
  })

  test('is owed again if it becomes more severe, and then told alone', async () => {
    await start(channel())
    censor(NEWS.title)
    await ticks(5)
    const { story = '' } = (await alertOf()) ?? {}
    const owed = { story, dueAt: world.now(), now: world.now() }
    await world.store.desks.owe({ id: 'desk', route: 'mail' }, { ...owed, severity: 'high' })
    expect(await alertOf()).toMatchObject({ state: 'refused' })
    await world.store.desks.owe({ id: 'desk', route: 'mail' }, { ...owed, severity: 'critical' })
    expect(await alertOf()).toMatchObject({ state: 'owed', alone: true })
  })
})

describe('one failure does not stop the others', () => {
  const MANY = Array.from({ length: 10 }, (_, n) => OTHER.replace('id: other', `id: other-${n}`)).join('')

  test('of another channel, whose carrier does not answer', async () => {
    await start(channel() + OTHER)
    let asked = 0
    let answer = () => {}
    const answered = new Promise<void>(resolve => {
      answer = resolve
    })
    world.sendBy(async message => {
      asked += 1
      if (asked === 1) await answered
      else answer()
      world.sent.push(message)
    })
    await world.tick()
    expect(world.sent.map(({ channel }) => channel).sort()).toEqual(['desk', 'other'])
  })

  test('and no more than eight are told at a time', async () => {
    await start(`channels:\n${MANY}`)
    let now = 0
    let most = 0
    let full = () => {}
    const eight = new Promise<void>(resolve => {
      full = resolve
    })
    world.sendBy(async message => {
      now += 1
      most = Math.max(most, now)
      if (now === 8) setTimeout(full, 100) // time for a ninth, if it were let in
      await eight
      now -= 1
      world.sent.push(message)
    })
    await world.tick()
    expect([most, world.sent.length]).toEqual([8, 10])
  })

  test('of another channel, whose carrier fails', async () => {
    await start(channel() + OTHER)
    world.sendBy(async message => {
      if (message.channel === 'desk') throw new NotSent('no')
      world.sent.push(message)
    })
    await world.tick()
    expect(world.sent.map(({ channel }) => channel)).toEqual(['other'])
  })

  test('of another desk, whose table fails', async () => {
    await start(channel() + OTHER)
    const { freeze } = world.store.messages
    world.store.messages.freeze = async message => {
      if (message.channel === 'desk') throw new Error('table')
      return freeze(message)
    }
    await expect(world.tick()).rejects.toThrow('settling: settle desk mail: table')
    expect(world.sent.map(({ channel }) => channel)).toEqual(['other'])
    world.store.messages.freeze = freeze
    await world.tick() // five seconds later it is looked at again
    expect(world.sent.map(({ channel }) => channel)).toEqual(['other', 'desk'])
  })

  test('of another article, that cannot be worked out', async () => {
    await start(channel())
    world.publisher.serve('/a.xml', rss([news(3), news(2), news(1), OLD]))
    const { claim } = world.store.stories
    let calls = 0
    world.store.stories.claim = async (...args) => {
      calls += 1
      if (calls === 1) throw new Error('poison')
      return claim.apply(world.store.stories, args)
    }
    await failing(world.tick())
    expect(world.sent[0]?.stories).toHaveLength(2)
    world.store.stories.claim = claim
    await world.tick()
    expect(world.sent.flatMap(({ stories }) => stories)).toHaveLength(3)
  })
})

describe('a channel that is removed', () => {
  const QUIET = channel(['when: { quiet: "10:00-12:00", timezone: UTC }'])

  test('is not told what it was owed; whoever is added again is told only news', async () => {
    await start(QUIET)
    await world.tick()
    expect(await reconfigure(world, TOPIC + ONLY_OTHER)).toMatchObject({ alertsCancelled: 1 })
    await reconfigure(world, TOPIC + QUIET)
    await world.tick(3 * 3600)
    expect(world.sent).toEqual([])
    world.publisher.serve('/a.xml', rss([news(2), NEWS, OLD]))
    await world.tick()
    expect(world.subjects()).toEqual(['[HIGH] Police break cyber fraud ring number 2 in Lagos'])
  })

  test('is told again what it never heard, if it is reported anew', async () => {
    await start(QUIET)
    await world.tick()
    await reconfigure(world, TOPIC + ONLY_OTHER)
    await reconfigure(world, TOPIC + channel())
    world.publisher.serve('/a.xml', rss([{ ...NEWS, id: 'anew' }, NEWS, OLD]))
    await world.tick()
    expect(world.subjects()).toEqual([`[HIGH] ${NEWS.title}`])
  })

  test('is looked at once more when runs that began before must be over: they may have owed it something', async () => {
    await start(channel())
    await reconfigure(world, TOPIC + ONLY_OTHER)
    await world.tick()
    const late = { story: 'late', severity: 'high', dueAt: world.now(), now: world.now() } as const
    await world.store.desks.owe({ id: 'desk', route: 'mail' }, late) // and it ended before it knocked
    await world.tick()
    expect(await world.store.desks.owed({ id: 'desk', route: 'mail' })).toHaveLength(1)
    await world.tick(20 * 60)
    expect(await world.store.desks.owed({ id: 'desk', route: 'mail' })).toEqual([])
  })

  test('leaves no message behind that is sent when it is added again', async () => {
    await start(channel())
    carrier(new NotSent('busy'))
    await world.tick()
    await reconfigure(world, TOPIC + ONLY_OTHER)
    await world.tick(900)
    expect(await latest()).toMatchObject({ state: 'waiting', settled: true, retryAt: null })
    await reconfigure(world, TOPIC + channel())
    await world.tick()
    world.publisher.serve('/a.xml', rss([news(2), NEWS, OLD]))
    await world.tick()
    expect(world.subjects()).toEqual(['[HIGH] Police break cyber fraud ring number 2 in Lagos'])
  })

  test('and added again while its message waits, is told it once', async () => {
    await start(channel())
    carrier(new NotSent('busy'))
    await world.tick()
    await reconfigure(world, TOPIC + ONLY_OTHER)
    await reconfigure(world, TOPIC + channel())
    world.publisher.serve('/a.xml', rss([{ ...NEWS, id: 'anew' }, NEWS, OLD]))
    await world.tick()
    await world.tick(900)
    await world.tick(900)
    expect(world.subjects()).toEqual([`[HIGH] ${NEWS.title}`])
  })

  test('of a message that may have arrived before it certainly did not, too', async () => {
    await start(channel())
    carrier(new Error('cut'), new NotSent('busy'))
    await world.tick()
    await world.tick(60)
    expect(await latest()).toMatchObject({ state: 'waiting', unknown: 1 })
    await reconfigure(world, TOPIC + ONLY_OTHER)
    await world.tick(900)
    expect(await latest()).toMatchObject({ state: 'unknown', settled: true, unknown: 1 })
  })

  test('of a message that may have arrived it keeps that', async () => {
    await start(channel())
    const asked = carrier(new Error('cut'))
    await world.tick()
    await reconfigure(world, TOPIC + ONLY_OTHER)
    await world.tick(900)
    expect(asked).toHaveLength(1)
    expect(await latest()).toMatchObject({ state: 'unknown', settled: true, unknown: 1 })
    expect(await waitingAt(world)).toEqual({ due: [], next: null })
  })
})

test('a route that is taken from a channel is no longer served, the other is', async () => {
  await start(BOTH)
  world.sendBy(async () => {
    throw new NotSent('busy')
  })
  await world.tick()
  await reconfigure(world, TOPIC + channel())
  carrier()
  await world.tick(900)
  expect(world.sent.map(({ route }) => route)).toEqual(['mail'])
})

test('a channel younger than the configuration a run began with keeps its debts', async () => {
  await start(channel())
  await world.tick()
  const { due } = world.store.desks
  world.store.desks.due = async (now, limit) => {
    world.store.desks.due = due
    await reconfigure(world, TOPIC + channel() + OTHER)
    const at = { id: 'other', route: 'mail' } as const
    const { found } = await world.store.stories.search({ now: world.now(), limit: 1 })
    const [story] = found
    await world.store.desks.owe(at, { story: story?.id ?? '', severity: 'high', dueAt: now, now })
    await world.store.desks.knock(at, now)
    return due(now, limit)
  }
  await world.tick()
  await world.tick()
  expect(world.sent.map(({ channel }) => channel)).toEqual(['desk', 'other'])
})

test('a debt for a story that is no longer there is dropped, and stops nobody', async () => {
  await start(channel())
  const at = { id: 'desk', route: 'mail' } as const
  const now = world.now()
  await world.store.desks.owe(at, { story: 'gone', severity: 'high', dueAt: now, now })
  await world.store.desks.knock(at, now)
  await world.tick()
  await world.tick()
  expect(world.subjects()).toEqual([`[HIGH] ${NEWS.title}`])
  expect(await waitingAt(world)).toEqual({ due: [], next: null })
})
