import { mkdir, readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import dynalite from 'dynalite'
import { Level } from 'level'
import { TABLE_SHAPE } from '../shared/store/table.ts'

export const TABLE_NAME = 'news-alerts'

export interface Table {
  readonly client: DynamoDBDocumentClient
  close(): Promise<void>
}

/** The data folder belongs to another process. */
export class FolderTaken extends Error {
  override name = 'FolderTaken'
}

/** The files of the table are there, but some are missing or cannot be read. */
export class FolderDamaged extends Error {
  override name = 'FolderDamaged'
}

/**
 * Starts the embedded table, kept in a folder; in memory if there is none.
 * @throws FolderTaken if another process has it open; FolderDamaged
 */
export async function startTable(folder: string | null): Promise<Table> {
  if (folder !== null) await claim(folder)
  const path = folder === null ? null : pathIn(folder)
  const server = dynalite({ ...(path !== null && { path }), createTableMs: 0 })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  const table = await openTable(`http://127.0.0.1:${port}`)
  return {
    client: table.client,
    async close() {
      await table.close()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

/** Opens a table that speaks DynamoDB somewhere else on this machine, and makes it if it is not there. */
export async function openTable(endpoint: string): Promise<Table> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint, region: 'local', credentials })
  try {
    await client.send(new CreateTableCommand({ TableName: TABLE_NAME, BillingMode: 'PAY_PER_REQUEST', ...TABLE_SHAPE }))
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error
  }
  await waitUntilTableExists({ client, minDelay: 0.02, maxDelay: 0.5, maxWaitTime: 20 }, { TableName: TABLE_NAME })
  const marshallOptions = { removeUndefinedValues: true }
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions }),
    close: async () => client.destroy(),
  }
}

const pathIn = (folder: string) => join(folder, 'table')

// LevelDB (doc/impl.md): CURRENT names the manifest, which names the files with the records.
const CURRENT = 'CURRENT'
const RECORDS = /^\d+\.(log|ldb|sst)$/

const filesIn = (folder: string): Promise<readonly string[]> => readdir(pathIn(folder)).catch(() => [])

/** Whether a table has been kept in a folder, whatever has become of it. */
export const holdsTable = async (folder: string): Promise<boolean> =>
  (await filesIn(folder)).some(name => name === CURRENT || RECORDS.test(name))

/** Whether LevelDB says that its files do not hold together. */
export const isDamage = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'LEVEL_CORRUPTION' ||
    (error.code === 'LEVEL_IO_ERROR' && /: No such file or directory/.test(error.message)))

/**
 * Makes sure that a folder's table can be opened. dynalite opens its files late and dies of a lock; LevelDB itself says
 * beforehand, and says why.
 * @throws FolderTaken if another process has it open; FolderDamaged
 */
export async function claim(folder: string): Promise<void> {
  await mkdir(pathIn(folder), { recursive: true })
  // Without CURRENT, LevelDB takes the folder for a new one, and deletes the records it does not know.
  if ((await holdsTable(folder)) && !(await filesIn(folder)).includes(CURRENT)) throw new FolderDamaged(folder)
  const files = new Level<string, { TableStatus?: string } | undefined>(pathIn(folder), { valueEncoding: 'json' })
  try {
    await files.open()
    await forgetUnborn(files)
    await files.close()
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    if (cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED') throw new FolderTaken(folder)
    if (isDamage(cause)) throw new FolderDamaged(folder)
    throw cause
  }
}

/** A table whose making was cut short by a kill is never finished by dynalite, nor made again. It holds nothing yet. */
async function forgetUnborn(files: Level<string, { TableStatus?: string } | undefined>): Promise<void> {
  const key = `table~${TABLE_NAME}`
  if ((await files.get(key))?.TableStatus === 'CREATING') await files.del(key)
}
