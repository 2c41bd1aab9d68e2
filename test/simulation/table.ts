import { TABLE_SHAPE } from '../../shared/store/table.ts'
import { Invalid, type Item, order, readCondition, readUpdate, type Value, type Words } from './expression.ts'

/** A request to DynamoDB, as its JSON says it; as much of it as the store uses. */
export interface Request {
  readonly TableName?: string
  readonly Key?: Item
  readonly Item?: Item
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Item[] }>>
  readonly IndexName?: string
  readonly KeyConditionExpression?: string
  readonly ConditionExpression?: string
  readonly UpdateExpression?: string
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>
  readonly ExclusiveStartKey?: Item
  readonly ScanIndexForward?: boolean
  readonly Limit?: number
}

/** DynamoDB's answer, as its JSON says it; as much of it as the store reads. */
export interface Body {
  readonly Item?: Item
  readonly Attributes?: Item
  readonly Items?: readonly Item[]
  readonly Count?: number
  readonly LastEvaluatedKey?: Item
  readonly Responses?: Readonly<Record<string, readonly Item[]>>
  readonly UnprocessedKeys?: object
}

/** DynamoDB's answer, or its exception's name. */
export type Answer = { readonly body: Body } | { readonly exception: string; readonly message: string }

/** Hears of every change to an item, whoever made it. */
type Hear = (before: Item | undefined, after: Item | undefined) => void

interface Ends {
  readonly now: () => number
  /** How many milliseconds a global index is behind this write. */
  readonly lagMs: () => number
  readonly hear: Hear
}

interface Index {
  readonly hash: string
  readonly range: string
  readonly isGlobal: boolean
  readonly isWhole: boolean
  readonly entries: Map<string, Item>
  /** What the index does not show yet. */
  late: { readonly at: number; readonly key: string; readonly entry: Item | null }[]
}

/** A key that JSON can be made of in one way only. */
export const keyOf = (item: Item) => `${item['pk']?.S}\n${item['sk']?.S}`

const indexes = (): Map<string, Index> => {
  const made = (of: typeof TABLE_SHAPE.LocalSecondaryIndexes | typeof TABLE_SHAPE.GlobalSecondaryIndexes, g: boolean) =>
    of.map(({ IndexName, KeySchema, Projection }): [string, Index] => {
      const [hash = '', range = ''] = KeySchema.map(({ AttributeName }) => AttributeName)
      const isWhole = Projection.ProjectionType !== 'KEYS_ONLY'
      return [IndexName, { hash, range, isGlobal: g, isWhole, entries: new Map(), late: [] }]
    })
  return new Map([...made(TABLE_SHAPE.LocalSecondaryIndexes, false), ...made(TABLE_SHAPE.GlobalSecondaryIndexes, true)])
}

const wordsOf = (request: Request): Words => ({
  names: request.ExpressionAttributeNames ?? {},
  values: request.ExpressionAttributeValues ?? {},
})

/** DynamoDB refuses a request that defines what it does not use. */
function checkUsed(request: Request): void {
  const {
    KeyConditionExpression: key = '',
    ConditionExpression: condition = '',
    UpdateExpression: update = '',
  } = request
  const used = new Set(`${key} ${condition} ${update}`.match(/[:#]\w+/g))
  const defined = [...Object.keys(wordsOf(request).names), ...Object.keys(wordsOf(request).values)]
  for (const word of defined) if (!used.has(word)) throw new Invalid(`${word} is not used`)
}

const conditionFailed = { exception: 'ConditionalCheckFailedException', message: 'The conditional request failed' }

/**
 * The table in memory, as the store sees it: the commands and expressions it sends, its indexes, pages by Limit. Reads
 * of the table are consistent; a global index may be behind.
 */
export function memoryTable({ now, lagMs, hear }: Ends) {
  const items = new Map<string, Item>()
  const partitions = new Map<string, Map<string, Item>>()
  const byName = indexes()

  const index = (key: string, item: Item | undefined) => {
    for (const one of byName.values()) {
      const isIn = item?.[one.hash] !== undefined && item[one.range] !== undefined
      const keys = ['pk', 'sk', one.hash, one.range]
      const entry = !isIn || one.isWhole ? item : Object.fromEntries(keys.map(name => [name, item[name] ?? {}]))
      const change = { key, entry: isIn && entry ? entry : null }
      // Each item's changes come in their order; those of two items need not.
      const before = one.late.findLast(late => late.key === key)?.at ?? 0
      if (one.isGlobal) one.late.push({ at: Math.max(now() + lagMs(), before), ...change })
      else show(one, change)
    }
  }
  const show = ({ entries }: Index, { key, entry }: { key: string; entry: Item | null }) =>
    entry ? entries.set(key, entry) : entries.delete(key)

  const write = (key: Item, item: Item | undefined) => {
    const id = keyOf(key)
    const before = items.get(id)
    const pk = key['pk']?.S ?? ''
    const partition = partitions.get(pk) ?? new Map<string, Item>()
    partitions.set(pk, partition)
    if (item) items.set(id, item)
    else items.delete(id)
    if (item) partition.set(id, item)
    else partition.delete(id)
    index(id, item)
    hear(before, item)
  }
  const holds = (request: Request, item: Item | undefined) =>
    !request.ConditionExpression || readCondition(request.ConditionExpression)(item ?? {}, wordsOf(request))

  const entriesOf = (name: string | undefined, hash: string): { range: string; entries: Iterable<Item> } => {
    if (name === undefined) return { range: 'sk', entries: partitions.get(hash)?.values() ?? [] }
    const one = byName.get(name)
    if (!one) throw new Invalid(`no index ${name}`)
    for (const change of one.late) if (change.at <= now()) show(one, change)
    one.late = one.late.filter(({ at }) => at > now())
    return { range: one.range, entries: one.entries.values() }
  }

  const query = (request: Request): Answer => {
    const words = wordsOf(request)
    const meets = readCondition(request.KeyConditionExpression ?? '')
    const { range, entries } = entriesOf(request.IndexName, partitionAsked(request))
    const way = request.ScanIndexForward === false ? -1 : 1
    const place = (a: Item, b: Item) => way * ((order(a[range], b[range]) ?? 0) || (keyOf(a) < keyOf(b) ? -1 : 1))
    const start = request.ExclusiveStartKey
    const found = [...entries].filter(item => meets(item, words)).sort(place)
    const rest = start ? found.filter(item => keyOf(item) !== keyOf(start) && place(item, start) > 0) : found
    const Items = rest.slice(0, request.Limit)
    const last = Items.length === request.Limit ? Items.at(-1) : undefined
    return { body: { Items, Count: Items.length, ...(last && { LastEvaluatedKey: keysIn(last, request.IndexName) }) } }
  }
  const keysIn = (item: Item, name: string | undefined): Item => {
    const { hash, range } = byName.get(name ?? '') ?? { hash: 'pk', range: 'sk' }
    return Object.fromEntries(['pk', 'sk', hash, range].map(key => [key, item[key] ?? {}]))
  }

  const COMMANDS: Readonly<Record<string, (request: Request) => Answer>> = {
    GetItem({ Key = {} }) {
      const Item = items.get(keyOf(Key))
      return { body: Item ? { Item } : {} }
    },
    BatchGetItem({ RequestItems = {} }) {
      const Responses = Object.fromEntries(
        Object.entries(RequestItems).map(([table, { Keys }]) => [
          table,
          Keys.map(key => items.get(keyOf(key))).filter(item => item !== undefined),
        ]),
      )
      return { body: { Responses, UnprocessedKeys: {} } }
    },
    PutItem(request) {
      const { Item = {} } = request
      if (!holds(request, items.get(keyOf(Item)))) return conditionFailed
      write(Item, Item)
      return { body: {} }
    },
    UpdateItem(request) {
      const { Key = {}, UpdateExpression = '' } = request
      const item = items.get(keyOf(Key))
      if (!holds(request, item)) return conditionFailed
      const next: Record<string, Value> = { ...Key, ...item }
      readUpdate(UpdateExpression)(next, item ?? Key, wordsOf(request))
      write(Key, next)
      return { body: { Attributes: next } }
    },
    DeleteItem(request) {
      const { Key = {} } = request
      if (!holds(request, items.get(keyOf(Key)))) return conditionFailed
      if (items.has(keyOf(Key))) write(Key, undefined)
      return { body: {} }
    },
    Query: query,
  }

  return {
    items,
    /** Answers as DynamoDB would. @throws Error for a command that the store has never sent */
    answer(command: string, request: Request): Answer {
      const does = COMMANDS[command]
      if (!does) throw new Error(`the table in memory knows no ${command}`)
      try {
        checkUsed(request)
        return does(request)
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
        return { exception: 'ValidationException', message: error.message }
      }
    },
  }
}

export type MemoryTable = ReturnType<typeof memoryTable>

/** Which partition a query is for: `name = :value` or `#name = :value` comes first in every key condition. */
function partitionAsked({ KeyConditionExpression = '', ExpressionAttributeValues = {} }: Request): string {
  const [value = ''] = /:\w+/.exec(KeyConditionExpression) ?? []
  return ExpressionAttributeValues[value]?.S ?? ''
}
