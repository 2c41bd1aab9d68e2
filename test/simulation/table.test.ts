import type { AddressInfo } from 'node:net'
import dynalite from 'dynalite'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { TABLE_SHAPE } from '../../shared/store/table.ts'
import { loadSimulation } from './bundle.ts'
import type { Item } from './expression.ts'
import { type Answer, type Body, keyOf, memoryTable, type Request } from './table.ts'

interface Asked {
  readonly command: string
  readonly request: Request
}

/** What the store asked in a few worlds, by what is alike but for its values. */
let shapes: readonly (readonly Asked[])[]
/** The partitions it wrote to and asked for again and again: there is little to be had from the others. */
let partitions: readonly string[]

const blank = (name: string, value: unknown) =>
  name === 'Item' || name === 'Key' || name === 'ExclusiveStartKey' || name === 'Keys' ? null : value
const shapeOf = ({ command, request }: Asked) =>
  command + JSON.stringify({ ...request, ExpressionAttributeValues: null }, blank)
const isAbout = ({ request }: Asked, pks: readonly string[]) => {
  const text = JSON.stringify(request)
  return request.IndexName === 'todo' || pks.some(pk => text.includes(JSON.stringify(pk)))
}

beforeAll(async () => {
  const { simulate } = await loadSimulation()
  const asked: Asked[] = []
  for (let seed = 1; seed <= 24; seed++)
    await simulate(seed, { record: (command, request) => asked.push({ command, request }) })
  const byShape = new Map<string, Asked[]>()
  for (const one of asked) byShape.set(shapeOf(one), [...(byShape.get(shapeOf(one)) ?? []), one])
  shapes = [...byShape.values()]
  const times = new Map<string, number>()
  for (const { request } of asked) {
    const pk = (request.Key ?? request.Item)?.['pk']?.S ?? ''
    times.set(pk, (times.get(pk) ?? 0) + 1)
  }
  partitions = [...times].filter(([pk, count]) => pk !== '' && count >= 20).map(([pk]) => pk)
}, 60_000)

/** A fresh dynalite, asked as the wire asks. */
async function startDynalite() {
  const server = dynalite({ createTableMs: 0 })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  const ask = async (command: string, request: object): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      body: JSON.stringify(request),
      headers: {
        ...{ 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${command}` },
        ...{ 'x-amz-date': '20260302T100000Z', authorization: AUTHORIZATION },
      },
    })
    const body: Body & { __type?: string; message?: string } = JSON.parse(await response.text())
    if (response.ok) return { body }
    return { exception: String(body.__type).split('#')[1] ?? '', message: String(body.message) }
  }
  await ask('CreateTable', { TableName: 'table', BillingMode: 'PAY_PER_REQUEST', ...TABLE_SHAPE })
  for (let status = ''; status !== 'ACTIVE'; ) {
    const answer = await ask('DescribeTable', { TableName: 'table' })
    status = /"TableStatus":"(\w+)"/.exec(JSON.stringify(answer))?.[1] ?? ''
  }
  return { ask, close: () => new Promise<void>(resolve => server.close(() => resolve())) }
}
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=a/20260302/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0'

/** Equal if DynamoDB would call them so: of entries with one sort key no order is promised. */
function plainly(answer: Answer, { ScanIndexForward = true }: Request) {
  if ('exception' in answer) return answer.exception
  const { Items, Item, Attributes, LastEvaluatedKey, Responses }: Body = answer.body
  const sorted = (items: readonly Item[]) => [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const inOrder = Items?.map(item => item['newestAt']?.S ?? item['dueAt']?.S ?? item['todoAt']?.S ?? item['sk']?.S)
  return {
    ...{ Item, Attributes, LastEvaluatedKey, ScanIndexForward },
    ...{ inOrder, Items: Items && sorted(Items), Responses: Responses?.['table'] && sorted(Responses['table']) },
  }
}

test('every command that the store sends has a shape, and there are many of each', () => {
  expect(new Set(shapes.map(([first]) => first?.command))).toEqual(
    new Set(['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query']),
  )
  expect(shapes.length).toBeGreaterThan(30)
})

test('the table in memory answers as dynalite does, whatever the store asks, in whatever order', async () => {
  const picks = fc.record({ shape: fc.nat(), one: fc.nat(), other: fc.nat() })
  const about = fc.array(fc.nat(), { minLength: 1, maxLength: 2 })
  await fc.assert(
    fc.asyncProperty(about, fc.array(picks, { minLength: 30, maxLength: 100 }), async (chosen, sequence) => {
      const pks = chosen.map(n => partitions[n % partitions.length] ?? '')
      const known = shapes.map(all => all.filter(one => isAbout(one, pks))).filter(all => all.length > 0)
      const memory = memoryTable({ now: () => 0, lagMs: () => 0, hear: () => {} })
      const real = await startDynalite()
      try {
        for (const { shape, one, other } of sequence) {
          const all = known[shape % known.length] ?? []
          const [asked, said] = [all[one % all.length], all[other % all.length]]
          if (!asked || !said) continue
          const values = said.request.ExpressionAttributeValues
          const request = { ...asked.request, ...(values && { ExpressionAttributeValues: values }) }
          const expected = plainly(await real.ask(asked.command, request), request)
          expect({ asked, answer: plainly(memory.answer(asked.command, request), request) }).toEqual({
            asked,
            answer: expected,
          })
        }
        const scanned = await real.ask('Scan', { TableName: 'table', ConsistentRead: true })
        const all = 'body' in scanned ? scanned.body.Items : []
        expect(new Map(all?.map(item => [keyOf(item), item]))).toEqual(memory.items)
      } finally {
        await real.close()
      }
    }),
    { numRuns: 40, seed: 1 },
  )
}, 60_000)
