import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { type Carry, openClient, Refusal } from './client.ts'
import type { Item, Value } from './expression.ts'
import type { Answer, Body, Request } from './table.ts'

const COMMANDS = {
  GetItem: GetCommand,
  BatchGetItem: BatchGetCommand,
  PutItem: PutCommand,
  UpdateItem: UpdateCommand,
  DeleteItem: DeleteCommand,
  Query: QueryCommand,
}

function toValue(value: unknown): Value {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return { L: value.map(toValue) }
  return value === null ? { NULL: true } : { M: toItem(Object(value)) }
}

function toItem(item: object): Item {
  const made: Record<string, Value> = {}
  for (const [name, value] of Object.entries(item)) if (value !== undefined) made[name] = toValue(value)
  return made
}

function fromValue({ S, N, B, BOOL, L, M }: Value): unknown {
  if (N !== undefined) return Number(N)
  if (B !== undefined) return new Uint8Array(Buffer.from(B, 'base64'))
  if (L !== undefined) return L.map(fromValue)
  return M === undefined ? (S ?? BOOL ?? null) : fromItem(M)
}

function fromItem(item: Item): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(item)) made[name] = fromValue(value)
  return made
}

const ITEMS_ASKED = ['Key', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey'] as const

/** A command's input as its JSON would be. */
function toRequest(input: Readonly<Record<string, unknown>>): Request {
  const request: Record<string, unknown> = { ...input }
  for (const name of ITEMS_ASKED) if (input[name] !== undefined) request[name] = toItem(Object(input[name]))
  const tables = Object.entries(Object(input['RequestItems']))
  if (tables.length > 0)
    request['RequestItems'] = Object.fromEntries(
      tables.map(([table, asked]) => [table, { Keys: Object(asked).Keys.map(toItem) }]),
    )
  return request
}

/** What the document client makes of an answer's JSON. */
function fromAnswer(body: Body): Record<string, unknown> {
  const { Item, Attributes, Items, LastEvaluatedKey, Responses } = body
  return {
    ...(Item && { Item: fromItem(Item) }),
    ...(Attributes && { Attributes: fromItem(Attributes) }),
    ...(Items && { Items: Items.map(fromItem) }),
    ...(LastEvaluatedKey && { LastEvaluatedKey: fromItem(LastEvaluatedKey) }),
    ...(Responses && {
      Responses: Object.fromEntries(Object.entries(Responses).map(([table, items]) => [table, items.map(fromItem)])),
    }),
  }
}

function failureOf(name: string, message: string): Error {
  const said = { message, $metadata: {}, $fault: 'client' as const }
  if (name === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(said)
  return new DynamoDBServiceException({ ...said, name })
}

/** What the SDK does of its own before a request leaves and after an answer came, in turns of the event loop: nothing. */
export function openDirectClient(carry: Carry): DynamoDBDocumentClient {
  async function send(command: { readonly input: object }): Promise<Record<string, unknown>> {
    const name = Object.entries(COMMANDS).find(([, kind]) => command instanceof kind)?.[0] ?? command.constructor.name
    const answer = await carry(name, toRequest({ ...command.input })).catch((error: unknown): Answer => {
      if (!(error instanceof Refusal)) throw error
      return { exception: error.name, message: error.message }
    })
    if ('exception' in answer) throw failureOf(answer.exception, answer.message)
    return fromAnswer(answer.body)
  }
  return Object.assign(openClient(carry), { send })
}
