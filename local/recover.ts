import { type DynamoDBDocumentClient, PutCommand, QueryCommand, ScanCommand, UpdateCommand, DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb'
import { INDEX, TODO } from '../shared/store/table.ts'
import { TABLE_NAME as TableName } from './table.ts'

interface Key {
  readonly pk: string
  readonly sk: string
}

interface Entry {
  readonly todo: string
  readonly todoAt: string
}

/**
 * Puts right what a killed process may have left in the embedded table. dynalite writes an index before its item and
 * not in one act, so an entry can be missing (the item is due, nobody finds it) or a ghost (nothing is due, everybody
 * looks). The items are the truth. Leases go too: the folder's lock says that nobody who held one is alive.
 */
export async function recover(client: DynamoDBDocumentClient): Promise<void> {
  for (const todo of Object.values(TODO)) await layGhosts(client, todo)
  let ExclusiveStartKey: Record<string, unknown> | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName,
        ConsistentRead: true,
        FilterExpression: 'attribute_exists(todo) OR attribute_exists(dueAt) OR attribute_exists(leaseUntil)',
        ExclusiveStartKey,
      }),
    )
    for (const { pk, sk } of Items) await rewrite(client, { pk, sk })
    ExclusiveStartKey = LastEvaluatedKey
  } while (ExclusiveStartKey)
}

/** Writing an item as it is makes dynalite write its index entries again. */
async function rewrite(client: DynamoDBDocumentClient, Key: Key): Promise<void> {
  await client.send(new UpdateCommand({ TableName, Key, UpdateExpression: 'REMOVE leaseUntil, #owner', ExpressionAttributeNames: { '#owner': 'owner' } }))
}

/** An entry can only be taken out by an item that has it and loses it. */
async function layGhosts(client: DynamoDBDocumentClient, todo: string): Promise<void> {
  let ExclusiveStartKey: Record<string, unknown> | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: INDEX.todo,
        KeyConditionExpression: 'todo = :todo',
        ExpressionAttributeValues: { ':todo': todo },
        ExclusiveStartKey,
      }),
    )
    for (const { pk, sk, todoAt } of Items) await layGhost(client, { pk, sk }, { todo, todoAt })
    ExclusiveStartKey = LastEvaluatedKey
  } while (ExclusiveStartKey)
}

async function layGhost(client: DynamoDBDocumentClient, Key: Key, entry: Entry): Promise<void> {
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))
  if (Item && Item['todo'] === entry.todo && Item['todoAt'] === entry.todoAt) return
  await client.send(new PutCommand({ TableName, Item: { ...Item, ...Key, ...entry } }))
  if (Item) await client.send(new PutCommand({ TableName, Item }))
  else await client.send(new DeleteCommand({ TableName, Key }))
}
