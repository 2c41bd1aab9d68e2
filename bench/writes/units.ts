import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { TABLE_SHAPE } from '../../shared/store/table.ts'

type Item = Readonly<Record<string, unknown>>

/** A unit writes up to 1 KB (Amazon DynamoDB Developer Guide, "DynamoDB read and write operations"). */
const UNIT_BYTES = 1024

const SHAPES = [...TABLE_SHAPE.LocalSecondaryIndexes, ...TABLE_SHAPE.GlobalSecondaryIndexes].map(index => ({
  keys: index.KeySchema.map(({ AttributeName }) => AttributeName),
  isWhole: index.Projection.ProjectionType === 'ALL',
}))
const TABLE_KEYS = TABLE_SHAPE.KeySchema.map(({ AttributeName }) => AttributeName)

/** How many bytes a value counts (Developer Guide, "DynamoDB item sizes and formats"). */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + 1
  if (value instanceof Uint8Array) return value.length
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + 1 + sizeOf(one), 3)
  if (typeof value !== 'object' || value === null) return 1
  return Object.entries(value).reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + sizeOf(one), 3)
}
const itemSize = (item: Item) =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0)
const unitsOf = (item: Item | null) => (item ? Math.max(1, Math.ceil(itemSize(item) / UNIT_BYTES)) : 0)

/** What an index keeps of an item; null if the item is not in it. */
function entryOf(item: Item | null, { keys, isWhole }: (typeof SHAPES)[number]): Item | null {
  if (!item || keys.some(key => item[key] === undefined)) return null
  if (isWhole) return item
  return Object.fromEntries([...TABLE_KEYS, ...keys].map(key => [key, item[key]]))
}

/**
 * What a write costs: the greater of the item before and after it, and for each index as much as is changed there, twice if
 * the entry moves (Developer Guide, "Using Global Secondary Indexes in DynamoDB", considerations on provisioned throughput).
 */
function cost(before: Item | null, after: Item | null): number {
  const table = Math.max(1, unitsOf(before), unitsOf(after))
  const indexes = SHAPES.map(shape => {
    const [old, fresh] = [entryOf(before, shape), entryOf(after, shape)]
    const [a, b] = [unitsOf(old), unitsOf(fresh)]
    if (JSON.stringify(old) === JSON.stringify(fresh)) return 0
    const moves = old && fresh && shape.keys.some(key => old[key] !== fresh[key])
    return moves ? a + b : Math.max(a, b)
  })
  return indexes.reduce((sum, units) => sum + units, table)
}

/** Counts the units of every write of a client, by its items before and after. A refused write costs its item, too. */
export function meter(client: DynamoDBDocumentClient) {
  let units = 0
  const read = async (TableName: string, { pk, sk }: Item) =>
    (await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item ?? null
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async args => {
        if (!/^(Put|Update|Delete)Item/.test(commandName)) return next(args)
        const { TableName, Key, Item } = Object(args.input)
        const before = await read(TableName, Key ?? Item)
        return next(args).finally(async () => {
          units += cost(before, await read(TableName, Key ?? Item))
        })
      },
    { step: 'initialize', priority: 'high', name: 'meter' },
  )
  return {
    /** @returns what a piece of work has cost */
    async of(work: () => Promise<unknown>): Promise<number> {
      const from = units
      await work()
      return units - from
    },
  }
}
