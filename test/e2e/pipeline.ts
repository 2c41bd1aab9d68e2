import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { vi } from 'vitest'
import type { Happening } from '../../functions/log.ts'
import { readConfigText } from '../../local/files.ts'
import { run } from '../../local/main.ts'
import { startTable, TABLE_NAME } from '../../local/table.ts'
import { periodAt } from '../../shared/feed/schedule.ts'
import { openStore } from '../../shared/store/store.ts'
import type { Feed } from '../../shared/words.ts'

const DEADLINE_MS = 90_000

/**
 * Everything that `npm start` runs, on a folder of its own and on a clock that stands still until it is moved: so each
 * feed is read once for each move, and a publisher's wish to be left alone for a day costs no day.
 * @param file the configuration's text
 */
export async function startPipeline(file: string) {
  const read = readConfigText(file)
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1))
  vi.useFakeTimers({ toFake: ['Date'] })
  const folder = await mkdtemp(join(tmpdir(), 'news-alerts-'))
  const table = await startTable(folder)
  vi.stubEnv('DYNAMODB_ENDPOINT', await addressOf(table))
  const store = openStore(table.client, TABLE_NAME)
  const happenings: Happening[] = []
  const failures: unknown[] = []
  const running = await run({
    ...{ folder, port: 0, configuration: read.configuration, secret: 'not asked for' },
    read: () => read.configuration,
    log: happening => void happenings.push(happening),
    failed: error => void failures.push(error),
  })

  /** A failure of our own ends the wait: it would be tried again, and hide behind the deadline. */
  const wait = (what: string, isSo: () => Promise<boolean>) =>
    until(what, () => {
      if (failures.length > 0) throw new Error(`while waiting for ${what}`, { cause: failures[0] })
      return isSo()
    })
  const slots = async () => store.slots.list((await store.configs.pointer())?.slots ?? 0)
  const feeds = async (): Promise<Feed[]> =>
    (await Promise.all((await slots()).map(({ n }) => store.feeds.ofSlot(n)))).flat()
  const allRead = async () =>
    (await slots()).every(({ period, everySeconds }) => period >= periodAt(new Date(), everySeconds))
  /** Debts first: who asks the desks first does not see what becomes due in between. */
  const nothingWaits = async () => {
    if (await store.articles.mayOwe()) return false
    const desks = read.configuration.channels.flatMap(({ id, routes }) => routes.map(route => ({ id, route })))
    const waiting = await Promise.all(desks.map(desk => store.desks.waiting(desk, new Date(), 1)))
    return waiting.every(({ due }) => due.length === 0)
  }
  return {
    ...{ store, happenings, feeds },
    /** Moves the clock. */
    pass: (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds),
    /** Waits until every feed that is due has been read, whatever came of it. */
    read: () => wait('every feed to be read', allRead),
    /** Waits until all that is owed has been told. A minute passes: a route tells no more than a few times in one. */
    async told() {
      await wait('debts to be worked out', async () => !(await store.articles.mayOwe()))
      this.pass(60_000)
      await wait('every feed to be read again', allRead)
      await wait('all to be told', nothingWaits)
    },
    async stop() {
      await running.stop()
      await table.close()
      await rm(folder, { recursive: true })
      vi.useRealTimers()
      vi.unstubAllEnvs()
    },
  }
}

async function addressOf({ client }: Awaited<ReturnType<typeof startTable>>): Promise<string> {
  const at = await client.config.endpoint?.()
  if (!at) throw new Error('the table has no address')
  return `http://${at.hostname}:${at.port}`
}

/** Asks again and again. @throws if it does not come true within the deadline */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const start = performance.now()
  while (!(await isSo())) {
    if (performance.now() - start > DEADLINE_MS) throw new Error(`waited ${DEADLINE_MS / 1000} s in vain for ${what}`)
    await pause(200)
  }
}
