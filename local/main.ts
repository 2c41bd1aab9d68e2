import { Hono } from 'hono'
import { payDebts } from '../functions/alert.ts'
import { dispatch } from '../functions/dispatch.ts'
import type { Log } from '../functions/log.ts'
import { pollSlot } from '../functions/poll.ts'
import { reconcile } from '../functions/reconcile.ts'
import { apply } from '../shared/config/apply.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { openCurrent } from '../shared/config/current.ts'
import type { Fetch } from '../shared/feed/fetch.ts'
import { newId } from '../shared/lambda/new-id.ts'
import { openStore } from '../shared/store/store.ts'
import { site } from '../web/site.tsx'
import { openLocalAudience } from './audience.ts'
import { type Commands, commands } from './commands.ts'
import { fetchAs } from './fetch.ts'
import { packs, readStyle } from './files.ts'
import { inProcessQueue } from './queue.ts'
import { recover } from './recover.ts'
import { repeat } from './repeat.ts'
import { serve } from './serve.ts'
import { openTable, startTable, TABLE_NAME } from './table.ts'

export interface Settings extends Pick<Commands, 'secret' | 'read'> {
  readonly folder: string
  readonly port: number
  readonly configuration: Configuration
  readonly log: Log
  readonly failed: (error: unknown) => void
}

const TICK_MS = 1_000
const HOUR_MS = 3_600_000
const now = () => new Date()

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
  const current = openCurrent(store)
  let url = ''
  const people = await openLocalAudience({ folder: settings.folder, store, current, site: () => url })
  const { audience, carrier, send } = people

  let fetch: Fetch
  const use = async (configuration: Configuration) => {
    const applied = await apply(configuration, store, { carrier, now, packs })
    people.use(configuration)
    fetch = fetchAs(configuration, now)
    return applied
  }
  const applied = await use(settings.configuration)
  const pollDeps = { store, current, now, random: Math.random, newId, log }
  const queue = inProcessQueue(job => pollSlot(job, { ...pollDeps, fetch }), failed)
  const alertDeps = { ...pollDeps, send }

  const pages = site({ store, current, now, audience, packs, assets: { style: readStyle() } })
  const server = await serve(
    new Hono().route('/local', commands({ ...settings, apply: use })).route('/', pages),
    settings.port,
    failed,
  )
  url = `http://127.0.0.1:${server.port}`
  const clocks = [
    repeat(TICK_MS, () => dispatch(now(), { store, queue }), failed),
    repeat(TICK_MS, () => payDebts(alertDeps), failed),
    repeat(HOUR_MS, () => reconcile({ store, current, carrier, now, log }), failed),
  ]
  return {
    url,
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
