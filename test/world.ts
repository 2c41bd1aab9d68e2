import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { payDebts } from '../functions/alert.ts'
import { dispatch } from '../functions/dispatch.ts'
import type { Happening } from '../functions/log.ts'
import { pollSlot } from '../functions/poll.ts'
import { readConfigText } from '../local/files.ts'
import { startTable, TABLE_NAME } from '../local/table.ts'
import type { Send } from '../shared/alert/sender.ts'
import { apply } from '../shared/config/apply.ts'
import { openCurrent } from '../shared/config/current.ts'
import { openFetch } from '../shared/feed/fetch.ts'
import type { SlotJob } from '../shared/feed/schedule.ts'
import { openStore } from '../shared/store/store.ts'
import type { Message } from '../shared/words.ts'
import { aLaptop } from './people.ts'

/** The process is gone: whatever it tries from here on does not happen. */
class Crash extends Error {
  override name = 'Crash'
}

/** Decides the fate of each call that leaves the process, by its name, in the order they are made. */
export type Fate = (call: string) => 'ok' | 'crash before' | 'crash after'

/** A store in memory, over the real client and the real wire. */
export async function startTestTable() {
  const table = await startTable(null)
  return { ...table, store: openStore(table.client, TABLE_NAME) }
}

/** Puts a fate before every call of a client. Undo with the function it returns. */
export function interpose(
  client: DynamoDBDocumentClient,
  around: <T>(call: string, go: () => Promise<T>) => Promise<T>,
) {
  const name = 'fate'
  client.middlewareStack.add(
    (next, { commandName }) =>
      args =>
        around(commandName ?? 'call', () => next(args)),
    { step: 'initialize', priority: 'high', name },
  )
  return () => client.middlewareStack.remove(name)
}

export const rss = (items: readonly { title: string; id?: string; link?: string; summary?: string; date?: string }[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>${items
    .map(
      ({ title, id = title, link, summary = '', date }) =>
        `<item><title>${title}</title><guid isPermaLink="false">${id}</guid>${link ? `<link>${link}</link>` : ''}` +
        `<description>${summary}</description>${date ? `<pubDate>${date}</pubDate>` : ''}</item>`,
    )
    .join('')}</channel></rss>`

/** A real publisher on loopback. */
export async function startPublisher() {
  const pages = new Map<string, string>()
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    const page = pages.get(request.url ?? '')
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'application/rss+xml' }).end(page)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    requests,
    serve: (path: string, page: string) => pages.set(path, page),
    close: () =>
      new Promise<void>(resolve => server.close(() => resolve())).finally(() => server.closeAllConnections()),
  }
}

export const TOPIC = `
topics:
  - id: fraud
    name: Cyber fraud
    description: Fraud by telephone and network.
    severity: high
    query: '"cyber fraud"'
    examples: { match: ["A cyber fraud ring"], reject: ["A fraud"] }
`

/**
 * The real functions on an embedded table, a publisher on loopback and a clock that stands still until it is moved.
 * @param file what the configuration says beside its feeds
 */
export async function startWorld(file: string, paths: readonly string[] = ['/a.xml']) {
  const table = await startTestTable()
  const publisher = await startPublisher()
  const feeds = paths.map(path => `  - { url: "http://${publisher.host}${path}", every: 1m }`).join('\n')
  const read = readConfigText(`feeds:\n${feeds}\n${file}\nfetch: { allow_private: ["${publisher.host}"] }\n`)
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1))
  let time = Date.parse('2026-03-02T10:00:00Z')
  await apply(
    read.configuration,
    table.store,
    aLaptop(() => new Date(time)),
  )

  const sent: Message[] = []
  const happenings: Happening[] = []
  let fate: Fate = () => 'ok'
  let dead = false
  let ids = 0
  const now = () => new Date(time)

  const around = async <T>(call: string, go: () => Promise<T>): Promise<T> => {
    if (dead) throw new Crash(`dead: ${call}`)
    const end = fate(call)
    if (end === 'crash before') dead = true
    if (dead) throw new Crash(`before ${call}`)
    const answer = await go()
    if (end === 'crash after') dead = true
    if (dead) throw new Crash(`after ${call}`)
    return answer
  }
  interpose(table.client, around)
  const realFetch = openFetch({ userAgent: 'test', allowPrivate: [publisher.host], now })
  let send: Send = async message => void sent.push(message)

  const newDeps = () => ({
    store: table.store,
    current: openCurrent(table.store),
    fetch: (ask: Parameters<typeof realFetch>[0]) => around('fetch', () => realFetch(ask)),
    send: (message: Message) => around('send', () => send(message)),
    now,
    random: () => 0.5,
    newId: () => `worker-${++ids}`,
    log: (happening: Happening) => void happenings.push(happening),
  })

  /** One minute's work of a fresh process. @throws what the functions throw */
  const work = async () => {
    const deps = newDeps()
    const jobs: SlotJob[] = []
    await dispatch(now(), { ...deps, queue: { send: async job => void jobs.push(job) } })
    for (const job of jobs) await pollSlot(job, deps)
    await payDebts(deps)
  }

  return {
    ...{ table, store: table.store, publisher, sent, happenings, now },
    /** Moves the clock, then does one minute's work. */
    async tick(seconds = 60) {
      time += seconds * 1000
      await work()
    },
    /** The same, in a process that meets this fate and is gone after. @returns whether it crashed */
    async tickUnder(under: Fate, seconds = 60): Promise<boolean> {
      time += seconds * 1000
      fate = under
      await work().catch(error => {
        if (!dead) throw error
      })
      const crashed = dead
      fate = () => 'ok'
      dead = false
      return crashed
    },
    sendBy(other: Send) {
      send = other
    },
    subjects: () => sent.map(({ subject }) => subject),
    async stop() {
      await publisher.close()
      await table.close()
    },
  }
}
