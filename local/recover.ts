import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
  type ScanCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { INDEX } from '../shared/store/table.ts'
import { TABLE_NAME as TableName } from './table.ts'

type Item = Record<string, unknown>

/** The indexes that say what is to be done; each holds the keys alone. */
const SPARSE = [INDEX.todo, INDEX.due]

/**
 * Puts the embedded table in order. What its time has passed is deleted: DynamoDB does that by itself, dynalite does not.
 * And what a killed process may have left is put right. dynalite writes an index before its item and
 * not in one act, so an entry can be missing (the item is due, nobody finds it) or a ghost (nothing is due, everybody
 * looks; or it is due twice, and DynamoDB refuses to read it twice). The items are the truth. Leases go too: the
 * folder's lock says that nobody who held one is alive.
 */
export async function recover(client: DynamoDBDocumentClient, now: Date): Promise<void> {
  for (const IndexName of SPARSE) for await (const entry of scan(client, { IndexName })) await layGhost(client, entry)
  const seconds = Math.floor(now.getTime() / 1000)
  const FilterExpression =
    'attribute_exists(todo) OR attribute_exists(dueAt) OR attribute_exists(leaseUntil) OR expires <= :now' +
    ' OR attribute_exists(subscription)' // people: who is not found on a channel would be told nothing
  const what = { ConsistentRead: true, FilterExpression, ExpressionAttributeValues: { ':now': seconds } }
  for await (const item of scan(client, what))
    if (isOver(item, seconds)) await remove(client, item)
    else await rewrite(client, item)
}

/** A debt does not expire: the laptop may have slept for months. */
const isOver = ({ expires, todo, dueAt, settled }: Item, nowSeconds: number) =>
  typeof expires === 'number' && expires <= nowSeconds && !todo && !dueAt && settled !== false

const remove = (client: DynamoDBDocumentClient, { pk, sk }: Item) =>
  client.send(new DeleteCommand({ TableName, Key: { pk, sk } }))

async function* scan(client: DynamoDBDocumentClient, what: Omit<ScanCommandInput, 'TableName'>): AsyncGenerator<Item> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ...what })) yield* Items
}

/** Writing an item as it is makes dynalite write its index entries again. */
async function rewrite(client: DynamoDBDocumentClient, { pk, sk }: Item): Promise<void> {
  const without = { UpdateExpression: 'REMOVE leaseUntil, #owner', ExpressionAttributeNames: { '#owner': 'owner' } }
  await client.send(new UpdateCommand({ TableName, Key: { pk, sk }, ...without }))
}

/** An entry can only be taken out by an item that has it and loses it. */
async function layGhost(client: DynamoDBDocumentClient, entry: Item): Promise<void> {
  const Key = { pk: entry['pk'], sk: entry['sk'] }
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))
  if (Item && Object.entries(entry).every(([name, value]) => Item[name] === value)) return
  await client.send(new PutCommand({ TableName, Item: { ...Item, ...entry } }))
  if (Item) await client.send(new PutCommand({ TableName, Item }))
  else await remove(client, Key)
}
