import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { expect, test } from 'vitest'
import { packs, readConfigText } from '../../local/files.ts'
import { recover } from '../../local/recover.ts'
import { TABLE_NAME } from '../../local/table.ts'
import { apply } from '../../shared/config/apply.ts'
import { putTopic, removeTopic } from '../../shared/config/edit-topics.ts'
import { openStore, type Store } from '../../shared/store/store.ts'
import { aLaptop } from '../people.ts'
import { openDirectClient } from '../simulation/direct.ts'
import type { Item } from '../simulation/expression.ts'
import { openRandom } from '../simulation/random.ts'
import { memoryTable, type Request } from '../simulation/table.ts'
import { startTestTable } from '../world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const configured = (channels: string) => {
  const read = readConfigText(`topics: [{ id: fraud, query: fraud }]\nchannels: [${channels}]`)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.configuration
}
/** From the one to the other a channel leaves: the pointer is flipped three times. */
const FILES = [
  configured('{ id: desk, topics: [fraud] }'),
  configured('{ id: desk, topics: [fraud] }, { id: night, topics: [fraud] }'),
]

const partsOf = (items: ReadonlyMap<string, Item>) =>
  [...items.values()].filter(({ pk }) => pk?.S?.startsWith('CONFIG#'))

/** The version that counts is whole and not about to go, and nothing is half an item. */
function check(items: ReadonlyMap<string, Item>): void {
  const version = items.get('CONFIG\nCURRENT')?.['version']?.S
  const parts = partsOf(items)
  const counting = parts.filter(({ pk }) => pk?.S === `CONFIG#${version}`)
  if (version) expect(counting.map(({ sk }) => sk?.S).sort()).toEqual(['INDEX#0000', 'PART#0000'])
  expect(counting.filter(({ expires }) => expires)).toEqual([])
  expect(parts.filter(({ expires, belongs }) => expires && belongs)).toEqual([]) // or it would be let go again and again
  expect(parts.filter(({ bytes }) => !bytes)).toEqual([])
}

/** Processes on one table, whose calls happen one at a time in an order of chance; some are cut off at a call. */
function openStage(seed: number) {
  const random = openRandom(seed)
  let time = Date.parse('2026-03-02T10:00:00Z')
  let step = 0
  let waiting: { readonly from: number; readonly go: () => void }[] = []
  const now = () => time
  const table = memoryTable({ now, lagMs: () => random.between(0, 3 * HOUR), hear: () => undefined })
  /** Most calls are made soon; before some a process is held up, or the network. */
  const turn = () => {
    const from = step + random.whole(random.chance(0.1) ? 80 : 8)
    return new Promise<void>(go => waiting.push({ from, go }))
  }

  /** @param risk how likely each call is the last, or is made twice */
  function start(risk: number): Store {
    let dead = false
    const carry = async (command: string, request: Request) => {
      await turn()
      if (dead) throw new Error('dead')
      dead = random.chance(risk)
      const isLate = dead && random.chance(0.3)
      if (isLate) void turn().then(() => table.answer(command, request))
      if (dead && random.chance(0.5)) throw new Error('dead')
      const answer = isLate ? null : table.answer(command, request)
      if (dead || !answer) throw new Error('dead')
      // The answer was lost, and the client asks again.
      return random.chance(risk) ? table.answer(command, request) : answer
    }
    return openStore(openDirectClient(carry), TABLE_NAME)
  }

  /** Time goes by, and what has expired may be deleted, or only later. */
  function age(leastMs: number, mostMs: number, likely: number): void {
    time += random.between(leastMs, mostMs)
    for (const { pk, sk, expires } of [...table.items.values()])
      if (pk && sk && expires && Number(expires.N) * 1000 <= time && random.chance(likely))
        table.answer('DeleteItem', { Key: { pk, sk } })
  }

  /** Goes on until all of these are over, one call after the other. */
  async function play(actors: readonly Promise<void>[]): Promise<void> {
    let isOver = false
    const all = Promise.all(actors).finally(() => {
      isOver = true
    })
    while (!isOver || waiting.length > 0) {
      await new Promise(setImmediate)
      step += 1
      const [next, ...rest] = waiting.sort((a, b) => a.from - b.from)
      waiting = rest
      next?.go()
      await new Promise(setImmediate)
      check(table.items)
      age(0, HOUR, 0.1)
    }
    await all
  }
  return { random, table, now, start, age, play }
}

const isExpected = (error: unknown) =>
  error instanceof Error && /dead|at the same time|is no such topic|No configuration counts/.test(error.message)

test.each(Array.from({ length: 40 }, (_, n) => n + 1))(
  'whoever changes it, and is cut off: what counts is whole (seed %i)',
  async seed => {
    const { random, table, now, start, age, play } = openStage(seed)
    const clock = () => new Date(now())

    async function change(store: Store): Promise<unknown> {
      const deps = { store, packs, now: clock }
      if (random.chance(0.3)) return apply(random.pick(FILES), store, aLaptop(clock))
      const id = random.pick(['a', 'b'])
      return random.chance(0.3)
        ? removeTopic(id, deps)
        : putTopic(id, JSON.stringify({ query: random.pick(['strike', 'port']) }), deps)
    }
    async function writer(): Promise<void> {
      for (let n = 0; n < 8; n++)
        await change(start(0.03)).catch(error => {
          if (!isExpected(error)) throw error
        })
    }
    async function reader(): Promise<void> {
      const { configs } = start(0)
      for (let n = 0; n < 20; n++) {
        const since = now()
        const pointer = await configs.pointer()
        const setup = pointer && (await configs.load(pointer.version))
        if (now() - since < DAY) expect(pointer && !setup?.index).toBeFalsy()
      }
    }

    await play([apply(configured('{ id: desk, topics: [fraud] }'), start(0), aLaptop(clock)).then(() => undefined)])
    await play([writer(), writer(), writer(), reader()])
    // Two: a version that was cut off may have the number of the first.
    for (const id of ['last', 'very-last']) {
      age(4 * HOUR, 4 * HOUR, 0) // the index has come up
      await play([putTopic(id, '{ "query": "last" }', { store: start(0), packs, now: clock }).then(() => undefined)])
    }
    age(2 * DAY, 2 * DAY, 1)
    check(table.items)
    expect(partsOf(table.items)).toHaveLength(2)
  },
)

test('on a table that is kept, what is replaced goes a day later, by an apply and by the API; what says the same stays', async () => {
  const table = await startTestTable()
  const { store, client } = table
  let time = Date.parse('2026-03-02T10:00:00Z')
  const now = () => new Date(time)
  const [file, other] = FILES
  if (!file || !other) throw new Error('no files')
  const deps = { store, packs, now }
  const kept = async () => {
    time += DAY
    await recover(client, now()) // DynamoDB does it by itself
    const { Items = [] } = await client.send(new ScanCommand({ TableName: TABLE_NAME }))
    const parts = Items.filter(({ pk }) => pk.startsWith('CONFIG#'))
    expect(new Set(parts.map(({ pk }) => pk))).toEqual(new Set([`CONFIG#${(await store.configs.pointer())?.version}`]))
    return parts.map(({ bytes }) => Buffer.from(bytes).toString('base64'))
  }

  const { version } = await apply(file, store, aLaptop(now))
  const written = await kept()
  expect((await apply(file, store, aLaptop(now))).version).toBe(version)
  await putTopic('a', '{ "query": "strike" }', deps)
  expect(await kept()).not.toEqual(written)
  await apply(other, store, aLaptop(now))
  await removeTopic('a', deps)
  await apply(file, store, aLaptop(now)) // as at first: the same bytes, by another name
  expect(await kept()).toEqual(written)
  await table.close()
})
