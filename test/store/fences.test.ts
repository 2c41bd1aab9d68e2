import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDb } from '../../shared/store/db.ts'
import type { Held } from '../../shared/store/messages.ts'
import type { Feed, Matched, Message } from '../../shared/words.ts'
import { aSubscriber } from '../people.ts'
import { interpose, startTestTable } from '../world.ts'
import { anArticle, at, lease } from './samples.ts'

let table: Awaited<ReturnType<typeof startTestTable>>
beforeAll(async () => {
  table = await startTestTable()
})
afterAll(() => table.close())

let names = 0
const fresh = (word: string) => `${word}-${++names}`
const iso = (seconds: number) => at(seconds).toISOString()

describe('a desk, at which two workers meet', () => {
  const knocked = async () => {
    const desk = { id: fresh('desk'), route: 'mail' as const }
    await table.store.desks.knock(desk, at(0))
    return desk
  }
  const isDue = async (id: string, seconds: number) =>
    (await table.store.desks.due(at(seconds), 100)).some(desk => desk.id === id)

  test('is taken by one of them, once it is due', async () => {
    const { desks } = table.store
    const desk = await knocked()
    expect(await desks.take(desk, lease('a', -1))).toBeNull()
    expect(await desks.take(desk, lease('a', 1))).toMatchObject({ owner: 'a', knocks: 1 })
    expect(await desks.take(desk, lease('b', 2))).toBeNull()
    expect(await desks.take(desk, lease('b', 301))).toMatchObject({ owner: 'b' })
  })

  test('is taken again by the one who never heard that it was taken', async () => {
    const { desks } = table.store
    const desk = await knocked()
    await desks.take(desk, lease('a', 1))
    expect(await desks.take(desk, lease('a', 1))).toMatchObject({ owner: 'a' })
  })

  test('even if somebody knocked meanwhile: or nobody would look at it until the lease ends', async () => {
    const { desks } = table.store
    const desk = await knocked()
    await desks.take(desk, lease('a', 1))
    await desks.knock(desk, at(2))
    expect(await desks.take(desk, lease('b', 1))).toBeNull()
    expect(await desks.take(desk, lease('a', 1))).toMatchObject({ owner: 'a', knocks: 2 })
  })

  test('is not closed by the one who was too slow', async () => {
    const { desks } = table.store
    const at1 = await knocked()
    const slow = await desks.take(at1, lease('a', 0))
    const quick = await desks.take(at1, lease('b', 301))
    if (!slow || !quick) throw new Error('not taken')
    await desks.close({ ...slow, minute: '2026-03-02T10:00', sentThisMinute: 9 }, null)
    expect(await isDue(at1.id, 302)).toBe(true)
    expect(await desks.take(at1, lease('c', 302))).toBeNull() // still b's
    await desks.close({ ...quick, minute: '2026-03-02T10:05', sentThisMinute: 1 }, iso(400))
    expect(await isDue(at1.id, 399)).toBe(false)
    expect(await desks.take(at1, lease('c', 400))).toMatchObject({ minute: '2026-03-02T10:05', sentThisMinute: 1 })
  })

  test('stays due if somebody knocked while its worker was at it', async () => {
    const { desks } = table.store
    const at1 = await knocked()
    const desk = await desks.take(at1, lease('a', 0))
    if (!desk) throw new Error('not taken')
    await desks.knock(at1, at(5))
    await desks.close({ ...desk, minute: '2026-03-02T10:00', sentThisMinute: 1 }, null)
    expect(await isDue(at1.id, 5)).toBe(true)
    expect(await desks.take(at1, lease('b', 5))).toMatchObject({ sentThisMinute: 1, knocks: 2 })
  })

  test('is not due when nothing waits', async () => {
    const { desks } = table.store
    const at1 = await knocked()
    const desk = await desks.take(at1, lease('a', 0))
    if (!desk) throw new Error('not taken')
    await desks.close(desk, null)
    expect(await isDue(at1.id, 9999)).toBe(false)
    expect(await desks.take(at1, lease('b', 9999))).toBeNull()
  })
})

describe('a message, which two workers hold', () => {
  const aMessage = (channel: string, seq: number): Message => ({
    ...{ v: 1, id: `${channel}-${seq}`, seq, channel, channelName: channel, route: 'sms', frozenAt: iso(0) },
    ...{ subject: 's', text: 't', html: 'h', sms: 'x', stories: [] },
  })
  const frozen = async (channel: string, seq = 1): Promise<Held> => {
    const held = await table.store.messages.freeze(aMessage(channel, seq))
    if (!held) throw new Error('not frozen')
    return held
  }

  test('is frozen by one of them', async () => {
    const channel = fresh('desk')
    await frozen(channel)
    expect(await table.store.messages.freeze(aMessage(channel, 1))).toBeNull()
    expect(await table.store.messages.latest(channel, 'sms')).toMatchObject({ seq: 1, state: 'sending', attempts: 1 })
  })

  test('the latest of ten is the tenth', async () => {
    const channel = fresh('desk')
    for (let seq = 1; seq <= 10; seq++) await frozen(channel, seq)
    expect(await table.store.messages.latest(channel, 'sms')).toMatchObject({ seq: 10 })
    expect((await table.store.messages.ofRoute(channel, 'sms', 3)).map(({ seq }) => seq)).toEqual([10, 9, 8])
  })

  test('is begun again by one of them, and then no longer moved by the other', async () => {
    const { messages } = table.store
    const held = await frozen(fresh('desk'))
    expect(await messages.begin(held)).toMatchObject({ state: 'sending', attempts: 2, unknown: 1 })
    expect(await messages.begin(held)).toBeNull()
    expect(await messages.move(held, { state: 'sent' })).toBeNull()
  })

  test('that certainly did not go out is begun again without a doubt', async () => {
    const { messages } = table.store
    const waiting = await messages.move(await frozen(fresh('desk')), { state: 'waiting', retryAt: iso(9) })
    expect(waiting).toMatchObject({ state: 'waiting', retryAt: iso(9) })
    expect(waiting && (await messages.begin(waiting))).toMatchObject({ attempts: 2, unknown: 0 })
  })

  test('is settled once', async () => {
    const { messages } = table.store
    const sent = await messages.move(await frozen(fresh('desk')), { state: 'sent', sentAt: iso(1) })
    expect(sent && (await messages.move(sent, { settled: true }))).toMatchObject({ settled: true, sentAt: iso(1) })
    expect(sent && (await messages.move(sent, { settled: true }))).toBeNull()
  })
})

describe('a slot, which two workers want', () => {
  const done = (owner: string, second: number) => ({ owner, period: 600, at: at(second), left: [], until: at(second) })

  test('goes to one of them, for a period that is not done', async () => {
    const { slots } = table.store
    expect(await slots.take(1, 600, lease('a', 0))).toMatchObject({ n: 1, period: 0 })
    expect(await slots.take(1, 600, lease('b', 10))).toBeNull()
    expect(await slots.take(1, 600, lease('b', 300))).toMatchObject({ n: 1 }) // a's lease has run out
    expect(await slots.finish(1, done('a', 301))).toBe(false)
    expect(await slots.finish(1, done('b', 302))).toBe(true)
    expect(await slots.take(1, 600, lease('c', 303))).toBeNull()
    expect(await slots.take(1, 660, lease('c', 360))).toMatchObject({ period: 600, finishedAt: iso(302) })
  })

  test('may be taken again for what is left of a period, when its pause is over', async () => {
    const { slots } = table.store
    await slots.take(2, 600, lease('a', 0))
    await slots.finish(2, { ...done('a', 1), left: ['slow'], until: at(61) })
    expect(await slots.take(2, 600, lease('b', 60))).toBeNull()
    expect(await slots.take(2, 600, lease('b', 61))).toMatchObject({ period: 600, left: ['slow'] })
    await slots.finish(2, done('b', 62))
    expect(await slots.take(2, 600, lease('c', 63))).toBeNull()
  })

  test('is not held up by a clock that ran ahead', async () => {
    const { slots } = table.store
    const nowSeconds = at(0).getTime() / 1000
    await slots.take(6, nowSeconds + 86_400, lease('a', 0))
    await slots.finish(6, { ...done('a', 1), period: nowSeconds + 86_400 })
    expect(await slots.take(6, nowSeconds, lease('b', 2))).not.toBeNull()
  })

  test('is taken again by the one who never heard that it was taken', async () => {
    const { slots } = table.store
    await slots.take(3, 600, lease('a', 0))
    expect(await slots.take(3, 600, lease('a', 0))).toMatchObject({ n: 3 })
  })

  test('keeps its pace and what it has done', async () => {
    const { slots } = table.store
    await slots.take(4, 600, lease('a', 0))
    await slots.finish(4, done('a', 1))
    await slots.pace(4, 300)
    await slots.pace(4, 300)
    expect((await slots.list(6))[4]).toEqual({ n: 4, everySeconds: 300, period: 600, finishedAt: iso(1), left: [] })
    expect((await slots.list(6))[5]).toEqual({ n: 5, everySeconds: 60, period: 0, finishedAt: null, left: [] })
  })
})

describe('a feed', () => {
  const setting = (id: string, slot: number) => ({
    ...{ id, url: `https://${id}.example/rss`, slot, origin: 'file' as const, tags: ['wire'], language: null },
    ...{ everySeconds: 300 },
  })
  const inSlot = async (slot: number): Promise<Feed> => {
    const [feed] = await table.store.feeds.ofSlot(slot)
    if (!feed) throw new Error('no feed')
    return feed
  }

  test('that is taken away while another configuration settles it does not come back as half a feed', async () => {
    const { feeds } = table.store
    const settings = {
      id: fresh('feed'),
      url: 'https://x.test/',
      slot: 77,
      origin: 'file',
      tags: [],
      language: null,
    } as const
    await feeds.settle({ ...settings, everySeconds: 60 })
    const undo = interpose(table.client, async (call, go) => {
      const isLast = /^Update/.test(call)
      if (isLast) undo()
      if (isLast) await feeds.remove({ feed: settings.id, slot: 77 })
      return go()
    })
    await expect(feeds.settle({ ...settings, everySeconds: 120 })).rejects.toThrow(/meanwhile; apply yours again/)
    expect(await feeds.ofSlot(77)).toEqual([])
  })

  test('is not overwritten by a worker that read an older one', async () => {
    const { feeds } = table.store
    await feeds.settle(setting('f1', 11))
    const feed = await inSlot(11)
    const seen = ['0123456789abcdef01234567', 'fedcba9876543210fedcba98']
    expect(await feeds.read(feed, { ...feed, title: 'New', seen })).toBe(true)
    expect(await feeds.read(feed, { ...feed, title: 'Late' })).toBe(false)
    expect(await inSlot(11)).toMatchObject({ title: 'New', seen, rev: 1 })
  })

  test('keeps what it remembers when its settings change; a poll under way then is done again', async () => {
    const { feeds } = table.store
    await feeds.settle(setting('f2', 12))
    await feeds.read(await inSlot(12), { ...(await inSlot(12)), bodyHash: 'b' })
    const polling = await inSlot(12)
    await feeds.settle({ ...setting('f2', 12), everySeconds: 60, language: 'fr' })
    expect(await inSlot(12)).toMatchObject({ everySeconds: 60, language: 'fr', bodyHash: 'b', rev: 2 })
    expect(await feeds.read(polling, { ...polling, bodyHash: 'c' })).toBe(false)
  })

  test('with the same settings is not written', async () => {
    const { feeds } = table.store
    await feeds.settle(setting('f3', 13))
    await feeds.settle(setting('f3', 13))
    expect((await inSlot(13)).rev).toBe(0)
  })

  test('lives in one slot, whoever seats it second', async () => {
    const { feeds } = table.store
    await feeds.settle(setting('f4', 14))
    await expect(feeds.settle(setting('f4', 15))).rejects.toThrow(/apply yours again/)
    expect(await feeds.ofSlot(15)).toEqual([])
  })

  test('that was removed does not come back with a late poll', async () => {
    const { feeds } = table.store
    await feeds.settle(setting('f5', 16))
    const feed = await inSlot(16)
    await feeds.remove({ feed: 'f5', slot: 16 })
    expect(await feeds.read(feed, feed)).toBe(false)
    expect(await feeds.ofSlot(16)).toEqual([])
    expect((await feeds.registry()).map(({ feed }) => feed)).not.toContain('f5')
  })
})

describe('a configuration', () => {
  const topicNamed = (name: string) => ({
    ...{ id: 't', name, description: '', severity: 'high' as const, query: 'x' },
    examples: { match: [], reject: [] },
  })

  test('of a megabyte, in letters of three bytes, is read as it was written', async () => {
    const { configs } = table.store
    const setup = {
      version: 'big',
      channels: [],
      topics: [topicNamed('罢'.repeat(350_001))],
      fromApi: [],
      settings: { contact: null, allowPrivate: [], smsCountries: [], subscribers: 0 },
    }
    const index = randomBytes(900_000) // which no compression makes smaller
    await configs.write(setup, index)
    expect(await configs.load('big')).toEqual({ ...setup, index })
    expect(await configs.load('unknown')).toBeNull()
  })

  test('counts for the one who applied it first', async () => {
    const { configs } = table.store
    const first = { version: '1', slots: 1, leaving: [], edits: 0 }
    const one = await configs.flip(null, first)
    expect(await configs.flip(null, { ...first, version: 'other' })).toBeNull()
    const second = { version: '2', slots: 2, leaving: [{ id: 'desk', route: 'sms' as const }], edits: 1 }
    const two = await configs.flip(one, second)
    expect(await configs.flip(one, { ...first, version: '3' })).toBeNull()
    expect(await configs.pointer()).toEqual({ ...second, rev: 2 })
    await configs.flip(two, { ...second, leaving: [] })
    expect(await configs.pointer()).toMatchObject({ version: '2', leaving: [] })
  })
})

test('a person is on a route until taken off it', async () => {
  const { people } = table.store
  const ann = aSubscriber()
  await people.add(ann)
  await people.add(ann)
  await people.add({ ...ann, channel: 'other' })
  expect(await people.of('desk', 'mail')).toEqual([ann])
  expect(await people.of('desk', 'sms')).toEqual([])
  await people.remove(ann)
  expect(await people.of('desk', 'mail')).toEqual([])
  expect(await people.registry()).toEqual([{ ...ann, channel: 'other' }])
})

test('a match is kept once, and is found by topic, by feed and by time', async () => {
  const { matches } = table.store
  const article = anArticle('a1')
  const match: Matched = {
    ...{ topic: 'fraud', topicName: 'Fraud', severity: 'high' as const, language: null },
    ...{ score: 1, threshold: 0, evidence: [] },
    ...{ v: 1 as const, at: article.firstSeen, article, story: 's1', quiet: false },
  }
  await matches.keep(match, 2)
  await matches.keep(match, 2)
  await matches.keep({ ...match, severity: 'low' }, 1) // a worker that woke up late
  await matches.keep({ ...match, at: '2026-02-10T00:00:00.000Z', article: anArticle('a0') }) // the month before
  await matches.keep({ ...match, at: '2025-01-25T00:00:00.000Z', article: anArticle('old') }) // too long ago
  for (const by of [undefined, { topic: 'fraud' }, { feed: article.feed }]) {
    const { found } = await matches.search({ by, now: at(0), limit: 9 })
    expect(found.map(({ article }) => article.id)).toEqual(['a1', 'a0'])
  }
  expect((await matches.search({ now: at(0), limit: 1 })).found).toEqual([match])
})

describe('many items are read', () => {
  const keysOf = (count: number) => Array.from({ length: count }, (_, n) => ({ pk: `MANY#${n}`, sk: 'X' }))
  const db = () => openDb(table.client, 'news-alerts')

  test('in the order asked, each once, without what is not there', async () => {
    const keys = keysOf(3)
    for (const key of keys.slice(0, 2)) await db().put({ ...key })
    const [first = keys[0], second, third] = keys.map(key => ({ ...key }))
    const asked = [third, second, first, second].flatMap(key => key ?? [])
    expect(await db().getMany(asked)).toEqual([second, first])
    expect(await db().getMany([])).toEqual([])
  })

  test('by the hundred, and what was left over is asked for again', async () => {
    const keys = keysOf(101)
    for (const key of keys) await db().put({ ...key })
    const calls: string[] = []
    const undo = interpose(table.client, async (call, go) => {
      calls.push(call)
      return go()
    })
    expect(await db().getMany(keys)).toHaveLength(101)
    undo()
    expect(calls).toEqual(['BatchGetItemCommand', 'BatchGetItemCommand'])
  })
})

describe('a person', () => {
  const statesOf = async (channel: string) =>
    (await table.store.people.registry()).filter(person => person.channel === channel).map(({ state }) => state)

  test('is added where nobody was, whatever their spelling, or written anew over how they were read', async () => {
    const { people } = table.store
    const ann = aSubscriber({ channel: 'left', state: 'left' })
    await people.add(ann)
    const anew = aSubscriber({ channel: 'left', address: 'ANN@example.org', state: 'pending' })
    for (const before of [null, aSubscriber({ channel: 'left' }), { ...ann, since: '2026-03-02T09:00:00.000Z' }])
      expect(await people.add(anew, before)).toBe(false)
    expect(await people.get('left', 'ann@Example.org')).toEqual(ann)
    expect(await people.add(anew, ann)).toBe(true)
    expect(await statesOf('left')).toEqual(['pending'])
  })

  test('whose adding or removal was cut short counts as not asked yet, and may be added again', async () => {
    const { people } = table.store
    const ann = aSubscriber({ channel: 'cut' })
    for (const change of [people.add, people.remove]) {
      let calls = 0
      const undo = interpose(table.client, async (_, go) => {
        if (++calls === 2) throw new Error('cut')
        return go()
      })
      await expect(change(ann)).rejects.toThrow('cut')
      undo()
      expect([await statesOf('cut'), await people.get('cut', ann.address)]).toEqual([['pending'], null])
      expect(await people.add(ann)).toBe(true)
      expect(await statesOf('cut')).toEqual(['confirmed'])
    }
  })

  test('moves on from the state they were read in alone', async () => {
    const { people } = table.store
    const pending = aSubscriber({ channel: 'moves', state: 'pending' })
    await people.add(pending)
    const later = '2026-03-02T11:00:00.000Z'
    expect(await people.move(pending, { state: 'left', since: later })).toMatchObject({ state: 'left', since: later })
    expect(await people.move(pending, { state: 'confirmed' })).toBeNull()
    expect(await people.move({ ...pending, address: 'eve@example.org' }, { state: 'confirmed' })).toBeNull()
    expect(await statesOf('moves')).toEqual(['left'])
  })
})
