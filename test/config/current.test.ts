import { afterEach, beforeEach, expect, test } from 'vitest'
import { TABLE_NAME } from '../../local/table.ts'
import { openCurrent } from '../../shared/config/current.ts'
import { openDb } from '../../shared/store/db.ts'
import { configKey } from '../../shared/store/table.ts'
import { storedIndex } from '../../shared/topic/index/stored.ts'
import { indexTopics } from '../../shared/topic/match.ts'
import { aTopic } from '../topic/ask.ts'
import { startTestTable } from '../world.ts'

let table: Awaited<ReturnType<typeof startTestTable>>
beforeEach(async () => {
  table = await startTestTable()
})
afterEach(() => table.close())

const TOPICS = [aTopic('t', '"cyber fraud" OR ~trafficking OR 诈骗')]
const SETUP = {
  ...{ version: 'v', topics: TOPICS, channels: [] },
  fromApi: [],
  settings: { contact: null, allowPrivate: [], smsCountries: [], subscribers: 0 },
}

test.each([
  ['whole', (index: Uint8Array) => index],
  ['cut off', (index: Uint8Array) => index.subarray(0, index.length / 2)],
  ['with the rest of a longer one behind it', (index: Uint8Array) => Buffer.concat([index, index.subarray(20)])],
  ['without its beginning', (index: Uint8Array) => index.subarray(20)],
])('topics are matched by an index that is %s', async (_, damage) => {
  const { store, client } = table
  const db = openDb(client, TABLE_NAME)
  await store.configs.write(SETUP, storedIndex(indexTopics(TOPICS)))
  await store.configs.flip(null, { version: 'v', slots: 0, leaving: [], edits: 0 })
  const part = await db.get(configKey('v', 'INDEX#0000'))
  await db.put({ ...part, bytes: damage(part?.['bytes']) })
  const current = await openCurrent(store)()
  expect(current?.match({ title: 'Cyber fraud', summary: '', language: null })).toHaveLength(1)
})
