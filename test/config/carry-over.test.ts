import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packs, readConfigText } from '../../local/files.ts'
import { apply } from '../../shared/config/apply.ts'
import { putTopic, removeTopic } from '../../shared/config/edit-topics.ts'
import type { Store } from '../../shared/store/store.ts'
import { newStory } from '../../shared/story/join.ts'
import { inWords } from '../../web/applied.ts'
import { aLaptop } from '../people.ts'
import { startTestTable } from '../world.ts'

const NOW = new Date('2026-03-02T10:00:00Z')
const now = () => NOW
const ENDS = aLaptop(now)

let table: Awaited<ReturnType<typeof startTestTable>>
beforeEach(async () => {
  table = await startTestTable()
  await applied(FILE)
})
afterEach(() => table.close())

const FRAUD = '{ id: fraud, query: fraud }'
const DESK = '{ id: desk, topics: [fraud] }'
const file = (topics: string, channels = DESK) => `topics: [${topics}]\nchannels: [${channels}]`
const FILE = file(FRAUD, `${DESK}, { id: night, topics: [fraud] }`)

function configured(text: string) {
  const read = readConfigText(text)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.configuration
}
const applied = (text: string, store: Store = table.store, ends = ENDS) => apply(configured(text), store, ends)

async function put(id: string, said: object, store: Store = table.store) {
  const { kind } = await putTopic(id, JSON.stringify(said), { store, packs, now })
  if (kind !== 'done') throw new Error(kind)
}
const STRIKES = { query: 'strike', channels: ['desk', 'night'] }

async function counts() {
  const setup = await table.store.configs.load((await table.store.configs.pointer())?.version ?? '')
  if (!setup) throw new Error('nothing counts')
  const { topics, channels, fromApi } = setup
  const hears = channels.map(({ id, topics }) => `${id}: ${topics.join(' ')}`)
  return { topics: topics.map(({ id }) => id), hears, fromApi: fromApi.map(({ id }) => id) }
}

describe('when a file is applied, a topic of the API', () => {
  test('stays, and so does who hears of it', async () => {
    await put('strikes', STRIKES)
    const { remarks, topics } = await applied(FILE.replace('query: fraud', 'query: scam'))
    expect([remarks, topics]).toEqual([[], 2])
    expect(await counts()).toEqual({
      ...{ topics: ['fraud', 'strikes'], fromApi: ['strikes'] },
      hears: ['desk: fraud strikes', 'night: fraud strikes'],
    })
  })

  test('gives way to one of the file, which says so', async () => {
    await put('strikes', STRIKES)
    const done = await applied(file(`${FRAUD}, { id: strikes, query: walkout }`))
    expect(inWords(done)).toContain("the topic strikes of the API gave way to the file's")
    expect(await counts()).toEqual({ topics: ['fraud', 'strikes'], hears: ['desk: fraud'], fromApi: [] })
  })

  test('lets go of a channel that is gone, for good, which is said once', async () => {
    await put('strikes', STRIKES)
    const { remarks } = await applied(file(FRAUD))
    expect(remarks).toEqual(['the topic strikes of the API was on night, which is gone'])
    expect((await applied(FILE)).remarks).toEqual([])
    expect((await counts()).hears).toEqual(['desk: fraud strikes', 'night: fraud'])
  })

  test('that starts from a pack is read again; it stays as it was if it does not hold any more', async () => {
    const query = async () =>
      (await table.store.configs.load((await table.store.configs.pointer())?.version ?? ''))?.topics[1]?.query
    await put('terrorism', { pack: 'terrorism', examples: { match: ['Bomb attack in the capital'] } })
    const another = (text: string) => ({ ...ENDS, packs: { ...packs, pack: () => text } })
    const pack = 'id: terrorism\nname: Terror\ndescription: Terror.\nseverity: high\nexamples: {}\nquery: '
    expect((await applied(FILE, table.store, another(`${pack}bomb`))).remarks).toEqual([])
    expect(await query()).toBe('bomb')
    expect((await applied(FILE, table.store, another(`${pack}hijack`))).remarks).toEqual([
      expect.stringMatching(/^the topic terrorism of the API stays as it was: the topic must match this example/),
    ])
    expect(await query()).toBe('bomb')
  })
})

test('what many topics of the API became is said as far as an answer has room', async () => {
  const remarks = Array.from({ length: 9 }, (_, n) => `remark ${n}`)
  expect(inWords({ ...(await applied(FILE)), remarks })).toMatch(/; remark 3; and 5 more such$/)
})

describe('an apply, and a topic made at the same time', () => {
  /** Makes a topic at each write of this kind, until there are as many. */
  function meanwhile(method: 'write' | 'flip', times: number): Store {
    let n = 0
    const { configs } = table.store
    const first = async () => {
      if (n < times) await put(`t${n++}`, { query: 'x', channels: ['desk'] })
    }
    return {
      ...table.store,
      configs: {
        ...configs,
        async write(...given: Parameters<typeof configs.write>) {
          if (method === 'write') await first()
          await configs.write(...given)
        },
        async flip(...given: Parameters<typeof configs.flip>) {
          if (method === 'flip') await first()
          return configs.flip(...given)
        },
      },
    }
  }

  test.each(['write', 'flip'] as const)('lose neither, be it before the %s', async method => {
    // A channel that comes and one that goes: the pointer is flipped three times.
    const other = file(`${FRAUD}, { id: ports, query: port }`, `${DESK}, { id: new, topics: [ports] }`)
    await applied(other, meanwhile(method, 3))
    expect(await counts()).toEqual({
      ...{ topics: ['fraud', 'ports', 't0', 't1', 't2'], fromApi: ['t0', 't1', 't2'] },
      hears: ['desk: fraud t0 t1 t2', 'new: ports'],
    })
    expect((await table.store.configs.pointer())?.leaving).toEqual([])
  })

  test('an apply does not win over another for the edits between them', async () => {
    const { configs } = table.store
    let n = 0
    const store = {
      ...table.store,
      configs: {
        ...configs,
        async flip(...given: Parameters<typeof configs.flip>) {
          if (n++ === 0) {
            await applied(file(`${FRAUD}, { id: ports, query: port }`))
            await put('strikes', { query: 'strike' })
          }
          return configs.flip(...given)
        },
      },
    }
    await expect(applied(file('{ id: fraud, query: third }'), store)).rejects.toThrow(/apply yours again/)
    expect((await counts()).topics).toEqual(['fraud', 'ports', 'strikes'])
  })
})

test('what is owed for a topic alone is cancelled with it, and where it is heard of no more', async () => {
  await put('strikes', STRIKES)
  const match = (topic: string) => ({
    ...{ topic, topicName: topic, severity: 'high' as const, language: null, score: 1, threshold: 0, evidence: [] },
  })
  const article = {
    ...{ id: 'a', feed: 'f', feedTitle: 'f', title: 't', summary: '', link: null, page: null, language: null },
    ...{ published: null, firstSeen: NOW.toISOString() },
  }
  for (const [id, topics] of Object.entries({ alone: ['strikes'], both: ['strikes', 'fraud'] })) {
    await table.store.stories.save(newStory(id, article, topics.map(match)), NOW)
    for (const channel of ['desk', 'night'])
      await table.store.desks.owe({ id: channel, route: 'mail' }, { story: id, severity: 'high', dueAt: NOW, now: NOW })
  }
  const owed = async (id: string) => (await table.store.desks.owed({ id, route: 'mail' })).map(({ story }) => story)
  const deps = { store: table.store, packs, now }
  const narrowed = await putTopic('strikes', JSON.stringify({ ...STRIKES, channels: ['desk'] }), deps)
  expect(narrowed).toMatchObject({ kind: 'done', isNew: false, alertsCancelled: 1 })
  expect([(await owed('night')).toSorted(), (await owed('desk')).toSorted()]).toEqual([['both'], ['alone', 'both']])
  expect(await removeTopic('strikes', deps)).toMatchObject({ kind: 'done', alertsCancelled: 1 })
  expect(await owed('desk')).toEqual(['both'])
})
