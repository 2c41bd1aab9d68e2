import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { type Change, type Condition, updateOf, worded } from './change.ts'

/** An item as the table gives it; the file that asked for it knows its shape. */
// biome-ignore lint/suspicious/noExplicitAny: DynamoDB's document client types an item's attributes so.
export type Item = Record<string, any>
interface Key {
  readonly pk: string
  readonly sk: string
}

type Query = Omit<QueryCommandInput, 'TableName'>

const BATCH_GET_LIMIT = 100 // BatchGetItem, API reference
const MAX_ROUNDS = 8

export type Db = ReturnType<typeof openDb>

/**
 * The questions the store asks of DynamoDB about one table. Reads are consistent unless an index cannot be.
 * @throws whatever the client throws, but for a condition that did not hold, which is an answer
 */
export function openDb(client: DynamoDBDocumentClient, TableName: string) {
  return {
    async get(Key: Key): Promise<Item | undefined> {
      return (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item
    },

    /** Each once, in the order first asked; what is not there is left out. */
    async getMany(keys: readonly (Key | Item)[]): Promise<Item[]> {
      // BatchGetItem refuses to be asked for one key twice, and an index being re-keyed may name it twice.
      const asked = new Map(keys.map(({ pk, sk }) => [nameOf({ pk, sk }), { pk, sk }]))
      const once = [...asked.values()]
      const found = new Map<string, Item>()
      for (let at = 0; at < once.length; at += BATCH_GET_LIMIT)
        for (const item of await getBatch(client, TableName, once.slice(at, at + BATCH_GET_LIMIT)))
          found.set(nameOf(item), item)
      return [...asked.keys()].flatMap(name => found.get(name) ?? [])
    },

    /** @returns false if the condition did not hold */
    async put(Item: Item, condition: Condition = {}): Promise<boolean> {
      const command = new PutCommand({ TableName, Item, ...worded(condition) })
      return (await unlessConditionFails(client.send(command))) !== null
    },

    /** @returns the item after the update, or null if the condition did not hold */
    async update(Key: Key, change: Change): Promise<Item | null> {
      const command = new UpdateCommand({ TableName, Key, ReturnValues: 'ALL_NEW', ...updateOf(change) })
      return (await unlessConditionFails(client.send(command)))?.Attributes ?? null
    },

    async remove(Key: Key): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key }))
    },

    /** One page of a query, and where the next begins. */
    async page(query: Query): Promise<{ items: readonly Item[]; next: Item | undefined }> {
      const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand({ TableName, ...query }))
      return { items: Items, next: LastEvaluatedKey }
    },

    /** Every page. Only for partitions that are small by design. */
    async all(query: Query): Promise<Item[]> {
      const items: Item[] = []
      let next: Item | undefined
      do {
        const more = await this.page({ ...query, ExclusiveStartKey: next })
        items.push(...more.items)
        next = more.next
      } while (next)
      return items
    },
  }
}

const nameOf = (item: Item) => `${item['pk']}\n${item['sk']}`

/** BatchGetItem may answer for only some of the keys; asking again for the rest is the caller's duty (API reference). */
async function getBatch(client: DynamoDBDocumentClient, table: string, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = []
  let ask: BatchGetCommandInput['RequestItems'] = { [table]: { Keys: [...keys], ConsistentRead: true } }
  for (let round = 0; ask?.[table]?.Keys?.length; round++) {
    if (round === MAX_ROUNDS) throw new Error(`DynamoDB left keys unprocessed after ${MAX_ROUNDS} rounds`)
    const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: ask }))
    items.push(...(answer.Responses?.[table] ?? []))
    ask = answer.UnprocessedKeys
  }
  return items
}

async function unlessConditionFails<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null
    throw error
  }
}

/** A query for a partition, or for the part of it whose sort key begins with `prefix`; consistent. */
export const under = (pk: string, prefix = '') => ({
  ConsistentRead: true,
  KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
  ExpressionAttributeValues: { ':pk': pk, ...(prefix && { ':prefix': prefix }) },
})
