import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { Level } from 'level'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recover } from '../../local/recover.ts'
import { FolderDamaged, holdsTable, startTable, type Table, TABLE_NAME as TableName } from '../../local/table.ts'
import { openStore } from '../../shared/store/store.ts'
import { aSubscriber } from '../people.ts'

const DESK = { id: 'desk', route: 'mail' } as const
const T1 = new Date('2026-03-02T10:00:00Z')
const T2 = new Date('2026-03-02T10:00:05Z')

let folder: string
let table: Table
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'news-alerts-table-'))
  table = await startTable(folder)
})
afterEach(async () => {
  await table.close()
  await rm(folder, { recursive: true })
})

type Files = Level<string, Record<string, unknown>>

/** What a kill leaves: changes the files while nobody has them open. */
async function behindItsBack(change: (files: Files) => Promise<void>): Promise<void> {
  await table.close()
  const files: Files = new Level(join(folder, 'table'), { valueEncoding: 'json' })
  await change(files)
  await files.close()
  table = await startTable(folder)
}

const ITEMS = `item-${TableName}`
const DUE = `index-local~${TableName}~due`
/** dynalite's parts of the database are prefixes. */
const under = (part: string) => ({ gt: `${part}~`, lt: `${part}~~` })

const owe = (now: Date) =>
  openStore(table.client, TableName).desks.owe(DESK, { story: 's', severity: 'high', dueAt: now, now })
const waiting = async () => (await openStore(table.client, TableName).desks.waiting(DESK, T2, 9)).due.length

test('a kill between an index and its item leaves a ghost: owed again, the alert would be read twice', async () => {
  await owe(T1)
  await behindItsBack(files => files.clear(under(ITEMS)))
  await recover(table.client, T2)
  await owe(T2)
  const { Items } = await table.client.send(new ScanCommand({ TableName, IndexName: 'due' }))
  expect(Items).toMatchObject([{ dueAt: T2.toISOString() }])
  expect(await waiting()).toBe(1)
})

test('a kill may leave an item out of its index: it is found again', async () => {
  await owe(T1)
  await behindItsBack(files => files.clear(under(DUE)))
  expect(await waiting()).toBe(0)
  await recover(table.client, T2)
  expect(await waiting()).toBe(1)
})

test('a kill may leave a person out of their channel: they are told again', async () => {
  const people = () => openStore(table.client, TableName).people
  await people().add(aSubscriber())
  await behindItsBack(files => files.clear(under(`index-global~${TableName}~belongs`)))
  expect(await people().of('desk', 'mail')).toEqual([])
  await recover(table.client, T2)
  expect(await people().of('desk', 'mail')).toEqual([aSubscriber()])
})

test('a ghost that points to a later or earlier time goes, and the item stays as it is', async () => {
  const Item = { pk: 'CHANNEL#desk#mail', sk: 'DESK', todo: 'DUE', todoAt: T1.toISOString(), channel: 'desk' }
  await table.client.send(new PutCommand({ TableName, Item }))
  await behindItsBack(async files => {
    for await (const [key, item] of files.iterator(under(ITEMS)))
      await files.put(key, { ...item, todoAt: { S: T2.toISOString() } })
  })
  await recover(table.client, T2)
  const { pk, sk } = Item
  const { Item: kept } = await table.client.send(new GetCommand({ TableName, Key: { pk, sk } }))
  expect(kept).toEqual({ ...Item, todoAt: T2.toISOString() })
  const due = { KeyConditionExpression: 'todo = :due', ExpressionAttributeValues: { ':due': 'DUE' } }
  const { Items } = await table.client.send(new QueryCommand({ TableName, IndexName: 'todo', ...due }))
  expect(Items).toEqual([{ pk, sk, todo: 'DUE', todoAt: T2.toISOString() }])
})

test('leases do not outlive the process that held them', async () => {
  const { owing } = openStore(table.client, TableName)
  const lease = (owner: string) => owing.lease({ owner, now: T1, until: T2 })
  expect(await lease('killed')).toBe(true)
  expect(await lease('next')).toBe(false)
  await recover(table.client, T2)
  expect(await lease('next')).toBe(true)
})

test('a table whose making was cut short is made anew', async () => {
  await behindItsBack(async files => {
    const key = `table~${TableName}`
    await files.put(key, { ...(await files.get(key)), TableStatus: 'CREATING' })
  })
  await owe(T1)
  expect(await waiting()).toBe(1)
})

const seconds = (time: Date) => Math.floor(time.getTime() / 1000)
const OVER = { expires: seconds(T2), newest: 'MATCHES', newestAt: T1.toISOString() }

test.each([
  ['its time has passed', 'goes', OVER],
  ['it was sent, and its time has passed', 'goes', { ...OVER, settled: true }],
  ['its time has not passed', 'stays', { ...OVER, expires: seconds(T2) + 1 }],
  ['it has no time', 'stays', { newest: 'MATCHES', newestAt: T1.toISOString() }],
  ['its time has passed, but it owes', 'stays', { ...OVER, todo: 'OWED', todoAt: T1.toISOString() }],
  ['its time has passed, but it is owed', 'stays', { ...OVER, dueAt: T1.toISOString() }],
  ['its time has passed, but it is being sent', 'stays', { ...OVER, settled: false }],
])('%s: the item %s', async (_, fate, rest) => {
  await table.client.send(new PutCommand({ TableName, Item: { pk: 'a', sk: 'b', ...rest } }))
  await recover(table.client, T2)
  for (const index of [{}, { IndexName: 'newest' }]) {
    const { Items } = await table.client.send(new ScanCommand({ TableName, ...index }))
    expect(Items).toEqual(fate === 'goes' ? [] : [{ pk: 'a', sk: 'b', ...rest }])
  }
})

const filesOf = (kind: RegExp) => async () =>
  (await readdir(join(folder, 'table'))).filter(name => kind.test(name)).map(name => join(folder, 'table', name))
const without = (kind: RegExp) => async () => {
  for (const file of await filesOf(kind)()) await rm(file)
}

test.each([
  ['CURRENT is missing', without(/^CURRENT$/)],
  ['the manifest is missing', without(/^MANIFEST/)],
  ['CURRENT is junk', async () => writeFile(join(folder, 'table', 'CURRENT'), 'junk')],
])('a folder in which %s is said to be damaged, and is not begun anew', async (_, damage) => {
  await owe(T1)
  await table.close()
  await damage()
  const before = await filesOf(/\d+\.log$/)()
  const started = startTable(folder)
  await started.then(
    opened => opened.close(),
    () => null,
  )
  await expect(started).rejects.toBeInstanceOf(FolderDamaged)
  expect(await filesOf(/\d+\.log$/)()).toEqual(before)
  await rm(join(folder, 'table'), { recursive: true })
  expect(await holdsTable(folder)).toBe(false)
  table = await startTable(folder)
  expect(await holdsTable(folder)).toBe(true)
})
