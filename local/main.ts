import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { payDebts } from '../functions/alert.ts'
import { dispatch } from '../functions/dispatch.ts'
import { pollSlot } from '../functions/poll.ts'
import { apply } from '../shared/config/apply.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { openCurrent } from '../shared/config/current.ts'
import { openFetch } from '../shared/feed/fetch.ts'
import { openStore } from '../shared/store/store.ts'
import type { Log } from '../shared/words.ts'
import { site } from '../web/site.tsx'
import { commands } from './commands.ts'
import { readStyle } from './files.ts'
import { inProcessQueue } from './queue.ts'
import { recover } from './recover.ts'
import { repeat } from './repeat.ts'
import { serve } from './serve.ts'
import { localSender } from './smtp.ts'
import { openTable, startTable, TABLE_NAME } from './table.ts'

export interface Settings {
  readonly folder: string
  readonly port: number
  readonly configuration: Configuration
  /** Reads and checks another file, for `news-alerts apply`. @throws if it does not hold */
  readonly read: (config: string) => Configuration
  /** What `news-alerts apply` must show to be listened to. */
  readonly secret: string
  readonly log: Log
  readonly failed: (error: unknown) => void
}

const TICK_MS = 1_000
const now = () => new Date()
const newId = () => randomBytes(9).toString('base64url')

/**
 * The whole pipeline on one machine: the functions that are deployed, given other ends.
 * @returns its address, and how to stop it: what is under way is finished first
 */
export async function run(settings: Settings) {
  const { log, failed } = settings
  const endpoint = process.env['DYNAMODB_ENDPOINT']
  const table = endpoint ? await openTable(endpoint) : await startTable(settings.folder)
  if (!endpoint) await recover(table.client, now())
  const store = openStore(table.client, TABLE_NAME)
  const applied = await apply(settings.configuration, store)

  const current = openCurrent(store)
  let ends = openEnds(settings.configuration, store)
  const pollDeps = { store, current, now, random: Math.random, newId, log }
  const queue = inProcessQueue(job => pollSlot(job, { ...pollDeps, fetch: ends.fetch }), failed)
  const alertDeps = { ...pollDeps, send: (message: Parameters<typeof ends.send>[0]) => ends.send(message) }

  const reapply = async (configuration: Configuration) => {
    const applied = await apply(configuration, store)
    ends = openEnds(configuration, store)
    return applied
  }
  const pages = site({ store, current, now, assets: { style: readStyle() } })
  const server = await serve(
    new Hono().route('/local', commands({ ...settings, apply: reapply, current })).route('/', pages),
    settings.port,
    failed,
  )
  const clocks = [
    repeat(TICK_MS, () => dispatch(now(), { store, current, queue }), failed),
    repeat(TICK_MS, () => payDebts(alertDeps), failed),
  ]
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    applied,
    async stop() {
      await Promise.all(clocks.map(clock => clock.stop()))
      await queue.drain()
      await server.close()
      await table.close()
    },
  }
}

/** What leaves this machine: requests to publishers, and mail. */
function openEnds(configuration: Configuration, store: ReturnType<typeof openStore>) {
  const { contact, allowPrivate, subscribers } = configuration
  const who = contact ? `; +${contact.includes('@') ? 'mailto:' : ''}${contact}` : ''
  const userAgent = `NewsAlerts/0.1 (feed reader${who}; ${subscribers.length} subscribers)`
  return { fetch: openFetch({ userAgent, allowPrivate, now }), send: localSender(configuration, store) }
}
