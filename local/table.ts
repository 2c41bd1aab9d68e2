import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb'
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

/**
 * Starts the embedded table, kept in a folder; in memory if there is none.
 * @throws FolderTaken if another process has it open
 */
export async function startTable(folder: string | null): Promise<Table> {
  const path = folder === null ? null : join(folder, 'table')
  if (path !== null) await claim(path)
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
  const marshallOptions = { removeUndefinedValues: true }
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions }),
    close: async () => client.destroy(),
  }
}

/** dynalite opens its files late and dies of a lock; LevelDB itself says beforehand, and says why. */
async function claim(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
  const files = new Level(path)
  try {
    await files.open()
    await files.close()
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    if (cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED') throw new FolderTaken(path)
    throw cause
  }
}
