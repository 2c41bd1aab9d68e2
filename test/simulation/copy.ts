import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Happening } from '../../functions/log.ts'
import { openCurrent } from '../../shared/config/current.ts'
import { FeedError } from '../../shared/feed/fault.ts'
import type { Fetch } from '../../shared/feed/fetch.ts'
import { openStore } from '../../shared/store/store.ts'
import { messageKey } from '../../shared/store/table.ts'
import { openSender, type Publish } from './carrier.ts'
import { type Carry, Refusal } from './client.ts'
import { openProcess, type Process, type Surroundings } from './process.ts'
import type { Answered } from './publishers.ts'
import type { MemoryTable, Request } from './table.ts'

/** What the functions reach, and who is told what they did. */
export interface Outside extends Surroundings {
  readonly table: MemoryTable
  readonly openClient: (carry: Carry) => DynamoDBDocumentClient
  readonly fetch: (ask: Parameters<Fetch>[0], by: Process) => Answered
  /** An answer has arrived at the process that asked. */
  readonly shown: (url: string, answered: Answered, by: Process) => void
  /** A publisher's failure has. */
  readonly refused: (url: string, error: unknown, by: Process) => void
  readonly publish: (publish: Publish) => void
  /** Whatever stands in a log: happenings as JSON, failures in words. */
  readonly log: (line: string) => void
  /** A run has ended with an error. */
  readonly failed: (error: Error) => void
  /** Whether queue, schedule and stream do something odd now. */
  readonly odd: (probability: number) => boolean
}

export type Kind = 'dispatch' | 'poll' | 'alert' | 'apply' | 'api'
/** The functions' own (infra), and how long apply may take. */
const LIMIT_MS = { dispatch: 60_000, poll: 90_000, alert: 120_000, apply: 300_000, api: 29_000 } as const
/** The real fetch gives up then. */
const FETCH_MS = 20_000

const failureOf = (message: string) => (certain: boolean) =>
  certain
    ? new Refusal('ThrottlingException', message)
    : Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
export const networkFailure = failureOf('Rate exceeded')
/** Carriers like to quote. */
const carrierFailure = failureOf('Rate exceeded for ann@example.org and +33639980012')
const fetchFailure = (certain: boolean) =>
  certain
    ? Object.assign(new Error('too many open files'), { code: 'EMFILE' }) // ours
    : new FeedError({ kind: 'unreachable', message: 'the server hung up' })

/** One copy of a function, with the clients it makes when it starts. */
export function openCopy(kind: Kind, n: number, outside: Outside) {
  const process = openProcess(`${kind} ${n}`, LIMIT_MS[kind], outside)
  const { table, timeline, random } = outside
  const store = openStore(
    outside.openClient((command, request) =>
      process.call(nameOf(command, request), async () => table.answer(command, request), networkFailure),
    ),
    'table',
  )
  const send = openSender(async read => {
    const { channel, route, seq } = read()
    const { pk, sk } = messageKey(channel, route, seq)
    await process.call(`publish ${pk} ${sk}`, async () => outside.publish(read()), carrierFailure)
  }, timeline.ms)
  const fetch: Fetch = async ask => {
    const go = async () => outside.fetch(ask, process)
    const answered = await process.call(`fetch ${ask.url}`, go, fetchFailure, FETCH_MS).catch(error => {
      outside.refused(ask.url, error, process)
      throw error
    })
    outside.shown(ask.url, answered, process)
    return answered.page
  }
  let current = openCurrent(store)
  let lives = process.lives()
  let ids = 0
  return {
    process,
    deps() {
      if (process.lives() !== lives) current = openCurrent(store)
      lives = process.lives()
      const log = (happening: Happening) => outside.log(JSON.stringify(happening))
      const newId = () => `${process.name} ${++ids}`
      return { store, current, fetch, send, now: timeline.now, random: random.next, newId, log }
    },
  }
}

export type Copy = ReturnType<typeof openCopy>
export type Deps = ReturnType<Copy['deps']>

/** A call by its command and what it is about. */
function nameOf(command: string, request: Request): string {
  const { Key, Item, RequestItems, IndexName = '', ExpressionAttributeValues = {} } = request
  const [asked] = Object.values(RequestItems ?? {})
  const item = Key ?? Item ?? asked?.Keys[0]
  const about = item ? [item['pk'], item['sk']] : Object.values(ExpressionAttributeValues).slice(0, 1)
  return [command, IndexName, ...about.map(value => value?.S ?? '')].filter(Boolean).join(' ')
}
