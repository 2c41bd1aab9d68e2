import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TABLE_NAME } from '../../local/table.ts'
import { compose } from '../../shared/alert/compose.ts'
import { type Applied, apply } from '../../shared/config/apply.ts'
import type { Configuration } from '../../shared/config/configuration.ts'
import { openStore } from '../../shared/store/store.ts'
import { joinStory, newStory } from '../../shared/story/join.ts'
import type { Channel, Topic } from '../../shared/words.ts'
import { aLaptop, aSubscriber } from '../people.ts'
import { interpose, startTestTable } from '../world.ts'

let table: Awaited<ReturnType<typeof startTestTable>>
beforeEach(async () => {
  table = await startTestTable()
})
afterEach(() => table.close())

const NOW = new Date('2026-03-02T10:00:00Z')
const ENDS = aLaptop(() => NOW)

const feed = (name: string, host = 'news', everySeconds = 300) => ({
  ...{ id: `id-${name}`, url: `https://${host}.example/${name}`, tags: ['wire'], language: null, everySeconds },
})
const topic = (id: string, name = id): Topic => ({
  ...{ id, name, description: '', severity: 'high', query: id, examples: { match: [], reject: [] } },
})
const channel = (id: string, more: Partial<Channel> = {}): Channel => ({
  ...{ id, name: id, topics: ['fraud'], severity: 'low', languages: [], routes: ['mail', 'sms'], origin: 'file' },
  when: { instant: true, quiet: null, digest: null, timezone: 'UTC' },
  ...more,
})
const email = (channel: string, address: string) => ({ channel, protocol: 'email' as const, address })
const configured = (more: Partial<Configuration> = {}): Configuration => ({
  ...{
    contact: null,
    feeds: [],
    topics: [topic('fraud')],
    channels: [],
    subscribers: [],
    smtp: null,
    allowPrivate: [],
    smsCountries: ['FR'],
  },
  ...more,
})

const FIRST = configured({
  feeds: [feed('a'), feed('b'), feed('c', 'other', 60)],
  channels: [channel('desk'), channel('gone')],
  subscribers: [email('desk', 'ann@example.org'), email('gone', 'ben@example.org')],
})
const SECOND = configured({
  feeds: [feed('a', 'news', 120), feed('d'), feed('c', 'other', 60)],
  topics: [topic('fraud', 'Renamed'), topic('ports')],
  channels: [channel('desk', { routes: ['mail'] }), channel('new', { topics: ['ports'] })],
  subscribers: [email('desk', 'eve@example.org'), { ...email('new', '+33639980012'), protocol: 'sms' as const }],
})

const owe = (id: string, story: string, route: 'mail' | 'sms' = 'mail') =>
  table.store.desks.owe({ id, route }, { story, severity: 'high', dueAt: NOW, now: NOW })

/** Everything that counts: versions that do not, how often a thing was written, and desks to be looked at are left out. */
async function state() {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: TABLE_NAME }))
  const { version } = (await table.store.configs.pointer()) ?? {}
  const isLookedAtLater = (sk: string) => sk === 'DESK'
  const counts = Items.filter(
    ({ pk, sk }) => !isLookedAtLater(sk) && (!pk.startsWith('CONFIG#') || pk === `CONFIG#${version}`),
  )
  const written = counts.map(({ rev: _, owedRev: __, ...item }) => JSON.stringify(Object.entries(item).sort()))
  return written.map(item => item.replaceAll(/\b\d{9}\.(?=[\w-]{22}")/g, '')).sort() // a version's number is such a count
}

test('a file is brought into the table', async () => {
  expect(await apply(FIRST, table.store, ENDS)).toMatchObject({
    ...{ feedsAdded: 3, feedsRemoved: 0, topics: 1, channels: 2, alertsCancelled: 0 },
    ...{ subscribersAdded: FIRST.subscribers.length, subscribersRemoved: 0 },
  })
  const pointer = await table.store.configs.pointer()
  expect(pointer).toMatchObject({ slots: 1, leaving: [] })
  const setup = await table.store.configs.load(pointer?.version ?? '')
  expect(setup).toMatchObject({ version: pointer?.version, topics: FIRST.topics, channels: FIRST.channels })
  expect((await table.store.feeds.ofSlot(0)).map(({ id }) => id)).toEqual(['id-a', 'id-b', 'id-c'])
  expect(await table.store.slots.list(1)).toMatchObject([{ everySeconds: 60 }])
  expect(await table.store.people.of('desk', 'mail')).toMatchObject([{ address: 'ann@example.org', origin: 'file' }])
})

test('addresses are kept under PERSON alone, where policies can guard them', async () => {
  await apply(FIRST, table.store, ENDS)
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: TABLE_NAME }))
  const holding = Items.filter(item => {
    const bytes = item['bytes'] ? Buffer.from(item['bytes']).toString() : ''
    return `${JSON.stringify(item)}${bytes}`.includes('ann@example.org')
  })
  expect(holding.length).toBeGreaterThan(0)
  expect(holding.filter(({ pk }) => !pk.startsWith('PERSON#'))).toEqual([])
})

test('the same file again changes nothing', async () => {
  await apply(FIRST, table.store, ENDS)
  const before = await state()
  const [polled] = await table.store.feeds.ofSlot(0)
  expect(await apply(FIRST, table.store, ENDS)).toMatchObject({
    ...{ feedsAdded: 0, feedsRemoved: 0, alertsCancelled: 0, subscribersAdded: 0, subscribersRemoved: 0 },
  })
  expect(await state()).toEqual(before)
  expect(polled && (await table.store.feeds.read(polled, polled))).toBe(true) // a poll under way is not undone
})

test('another file adds, removes and renames; what the API made stays', async () => {
  const api = { ...feed('of-the-api', 'api'), slot: 0, origin: 'api' as const }
  await apply(FIRST, table.store, ENDS)
  await table.store.feeds.settle(api)
  for (const channel of ['desk', 'gone'])
    await table.store.people.add(aSubscriber({ channel, address: 'api@example.org', origin: 'api' }))
  expect(await apply(SECOND, table.store, ENDS)).toMatchObject({
    ...{ feedsAdded: 1, feedsRemoved: 1, topics: 2, channels: 2 },
    ...{ subscribersAdded: 2, subscribersRemoved: 3 }, // those of the file, and whom a channel that goes takes along
  })
  const feeds = await table.store.feeds.ofSlot(0)
  expect(feeds.map(({ id }) => id)).toEqual(['id-a', 'id-c', 'id-d', 'id-of-the-api'])
  expect(feeds[0]).toMatchObject({ everySeconds: 120 })
  const mail = await table.store.people.of('desk', 'mail')
  expect(mail.map(({ address }) => address).sort()).toEqual(['api@example.org', 'eve@example.org'])
  expect(await table.store.people.of('gone', 'mail')).toEqual([])
  expect(await table.store.people.of('new', 'sms')).toHaveLength(1)
})

test('whole hosts share a slot, and a slot has room for forty feeds', async () => {
  const many = Array.from({ length: 45 }, (_, n) => feed(`${n}`, `host-${n}`))
  await apply(configured({ feeds: many }), table.store, ENDS)
  await apply(configured({ feeds: [...many, feed('late', 'host-3'), feed('later', 'host-44')] }), table.store, ENDS)
  const slots = await Promise.all([0, 1].map(n => table.store.feeds.ofSlot(n)))
  expect(slots.map(feeds => feeds.length)).toEqual([41, 6])
  expect((await table.store.configs.pointer())?.slots).toBe(2)
})

describe('debts to what is removed', () => {
  test('are cancelled, and it is said how many: channels and routes', async () => {
    await apply(FIRST, table.store, ENDS)
    await owe('gone', 's1')
    await owe('gone', 's2', 'sms')
    await owe('desk', 's1', 'sms')
    await owe('desk', 's1')
    expect(await apply(SECOND, table.store, ENDS)).toMatchObject({ alertsCancelled: 3 })
    expect((await table.store.desks.waiting({ id: 'desk', route: 'mail' }, NOW, 9)).due).toHaveLength(1)
    expect((await table.store.desks.waiting({ id: 'desk', route: 'sms' }, NOW, 9)).due).toEqual([])
    expect(await apply(SECOND, table.store, ENDS)).toMatchObject({ alertsCancelled: 0 })
    await owe('desk', 's9')
    expect(await apply(FIRST, table.store, ENDS)).toMatchObject({ alertsCancelled: 0 })
  })

  /** A story that some feeds report of some topics, all of them of high severity. */
  async function happened(id: string, feeds: readonly string[], topics: readonly string[]) {
    const matches = topics.map(topic => ({
      topic,
      topicName: topic,
      severity: 'high' as const,
      language: null,
      score: 1,
      threshold: 0,
      evidence: [],
    }))
    const articles = feeds.map(feed => ({
      ...{ id: `${id}-${feed}`, feed, feedTitle: feed, title: id, summary: '', link: null, page: null, language: null },
      ...{ published: null, firstSeen: NOW.toISOString() },
    }))
    const [first, ...others] = articles
    if (!first) throw new Error('nobody reports it')
    const story = others.reduce((before, article) => joinStory(before, article, matches), newStory(id, first, matches))
    await table.store.stories.save(story, NOW)
    await owe('desk', id)
  }
  const owedAtDesk = async () =>
    (await table.store.desks.owed({ id: 'desk', route: 'mail' })).map(({ story }) => story).sort()

  test.each<[string, Partial<Configuration>]>([
    [
      'topic',
      {
        topics: [topic('ports')],
        channels: [channel('desk', { topics: ['ports'], routes: ['mail'] }), channel('gone')],
      },
    ],
    [
      'topic of a channel',
      {
        topics: [topic('fraud'), topic('ports')],
        channels: [channel('desk', { topics: ['ports'], routes: ['mail'] }), channel('gone')],
      },
    ],
  ])('are cancelled and counted, but for what is still asked for: a %s', async (_, more) => {
    await apply(configured({ ...FIRST, topics: [topic('fraud'), topic('ports')] }), table.store, ENDS)
    await happened('of fraud', ['id-a'], ['fraud'])
    await happened('of both', ['id-a'], ['fraud', 'ports'])
    expect(await apply(configured({ ...FIRST, ...more }), table.store, ENDS)).toMatchObject({ alertsCancelled: 1 })
    expect(await owedAtDesk()).toEqual(['of both'])
  })

  test('are cancelled and counted when a channel asks for graver news only', async () => {
    await apply(FIRST, table.store, ENDS)
    await happened('grave', ['id-a'], ['fraud'])
    const graver = configured({ ...FIRST, channels: [channel('desk', { severity: 'critical' }), channel('gone')] })
    expect(await apply(graver, table.store, ENDS)).toMatchObject({ alertsCancelled: 1 })
    expect(await owedAtDesk()).toEqual([])
  })

  test('stay, and are counted, of what only feeds reported that are no more', async () => {
    await apply(FIRST, table.store, ENDS)
    await happened('by one that goes', ['id-b'], ['fraud'])
    await happened('by both', ['id-b', 'id-a'], ['fraud'])
    const without = configured({ ...FIRST, feeds: [feed('a'), feed('c', 'other', 60)] })
    expect(await apply(without, table.store, ENDS)).toMatchObject({ alertsCancelled: 0, alertsKept: 1 })
    expect(await owedAtDesk()).toEqual(['by both', 'by one that goes'])
    expect(await apply(without, table.store, ENDS)).toMatchObject({ alertsKept: 1 }) // an apply may be done again
    const nobody = configured({ ...FIRST, feeds: [feed('c', 'other', 60)] })
    expect(await apply(nobody, table.store, ENDS)).toMatchObject({ alertsKept: 2 })
  })

  test('and are being told already, are left alone: the message is sent as it is', async () => {
    await apply(configured({ ...FIRST, topics: [topic('fraud'), topic('ports')] }), table.store, ENDS)
    await happened('being told', ['id-a'], ['fraud'])
    const [story] = await table.store.stories.getMany(['being told'])
    if (!story) throw new Error('no story')
    const told = {
      ...story,
      story: story.id,
      rev: 1,
      severity: 'high',
      was: null,
      size: 1,
      sources: [],
      matches: [],
    } as const
    const held = await table.store.messages.freeze(compose(channel('desk'), 'mail', [told], 1, NOW))
    const ports = channel('desk', { topics: ['ports'], routes: ['mail'] })
    const without = configured({ ...FIRST, topics: [topic('ports')], channels: [ports, channel('gone')] })
    expect(await apply(without, table.store, ENDS)).toMatchObject({ alertsCancelled: 0 })
    if (held) await table.store.messages.move(held, { state: 'sent', settled: true })
    expect(await apply(without, table.store, ENDS)).toMatchObject({ alertsCancelled: 1 })
  })

  test('by SMS are cancelled and counted with the last whom the file names there', async () => {
    const sms = (address: string) => ({ ...email('desk', address), protocol: 'sms' as const })
    const both = configured({ ...FIRST, subscribers: [sms('+33639980012'), sms('+33639980013')] })
    await apply(both, table.store, ENDS)
    await owe('desk', 's1', 'sms')
    await owe('desk', 's1')
    const one = configured({ ...both, subscribers: [sms('+33639980013')] })
    expect(await apply(one, table.store, ENDS)).toMatchObject({ subscribersRemoved: 1, alertsCancelled: 0 })
    const none = configured({ ...both, subscribers: [] })
    expect(await apply(none, table.store, ENDS)).toMatchObject({ subscribersRemoved: 1, alertsCancelled: 1 })
    expect(await owedAtDesk()).toEqual(['s1'])
  })
})

describe('an apply that dies at any of its writes', () => {
  /** A process of its own, that is gone at its n-th write. */
  async function dieAt(n: number, when: 'before' | 'after', configuration: Configuration): Promise<boolean> {
    let writes = 0
    let dead = false
    const undo = interpose(table.client, async (call, go) => {
      if (dead) throw new Error('dead')
      const isLast = /^(Put|Update|Delete)/.test(call) && writes++ === n
      if (isLast) dead = true
      if (isLast && when === 'before') throw new Error('dead')
      const answer = await go()
      if (isLast) throw new Error('dead')
      return answer
    })
    const applied = await apply(configuration, openStore(table.client, TABLE_NAME), ENDS).catch(() => null)
    undo()
    return applied === null
  }

  async function prepare() {
    await apply(FIRST, table.store, ENDS)
    await owe('gone', 's1')
    await owe('desk', 's1', 'sms')
  }

  test('is finished by the next, as if it had never died', { timeout: 60_000 }, async () => {
    await prepare()
    await apply(SECOND, table.store, ENDS)
    const whole = await state()
    let n = 0
    for (; ; n++) {
      await prepare()
      const died = await dieAt(n, n % 2 === 0 ? 'before' : 'after', SECOND)
      const { alertsCancelled } = await apply(SECOND, table.store, ENDS)
      expect(await state(), `after a crash at write ${n + 1}`).toEqual(whole)
      if (!died) break
      if (n < 10) expect(alertsCancelled).toBe(2)
    }
    expect(n).toBeGreaterThan(20)
  })

  test('leaves nothing of itself when the old file is applied instead', { timeout: 60_000 }, async () => {
    const people = async () => (await state()).filter(item => item.includes('PERSON#'))
    await apply(FIRST, table.store, ENDS)
    const whole = await people()
    for (let n = 0; n < 24; n += 4) {
      await dieAt(n, 'after', SECOND)
      await apply(FIRST, table.store, ENDS)
      expect(await people()).toEqual(whole)
    }
    expect((await table.store.feeds.registry()).map(({ feed }) => feed)).toEqual(['id-a', 'id-b', 'id-c'])
  })
})

test('of two applies at once one says that it lost; applied again, it wins', async () => {
  await apply(FIRST, table.store, ENDS)
  const { write } = table.store.configs
  let other: Applied | null = null
  const store = {
    ...table.store,
    configs: {
      ...table.store.configs,
      async write(...version: Parameters<typeof write>) {
        await write(...version)
        other = await apply(SECOND, table.store, ENDS) // all of it happens inside the first
      },
    },
  }
  const third = configured({ ...FIRST, topics: [topic('fraud', 'Third')] })
  await expect(apply(third, store, ENDS)).rejects.toThrow(/apply yours again/)
  expect((await table.store.configs.pointer())?.version).toBe((other as Applied | null)?.version)
  const { version } = await apply(third, table.store, ENDS)
  expect((await table.store.configs.pointer())?.version).toBe(version)
  expect((await table.store.feeds.registry()).map(({ feed }) => feed)).toEqual(['id-a', 'id-b', 'id-c'])
})
