import { resolve } from 'node:path'
import * as z from 'zod'
import { openLocalAudience } from '../local/audience.ts'
import { packs } from '../local/files.ts'
import { findRunning } from '../local/running.ts'
import { startTable, TABLE_NAME } from '../local/table.ts'
import { apply as applyTo } from '../shared/config/apply.ts'
import { openCurrent } from '../shared/config/current.ts'
import { openStore } from '../shared/store/store.ts'
import { inWords } from '../web/applied.ts'
import { checkedConfig, dataFolder, neededConfigPath } from './config.ts'
import { Failure } from './failure.ts'
import { refuse } from './folder.ts'

const Applied = z.object({
  feedsAdded: z.int(),
  feedsRemoved: z.int(),
  topics: z.int(),
  channels: z.int(),
  subscribersAdded: z.int(),
  subscribersRemoved: z.int(),
  alertsCancelled: z.int(),
  alertsKept: z.int(),
  remarks: z.array(z.string()),
})

/** Makes a file count. The file is checked here first, so that what is wrong with it is said here. */
export async function apply(options: { readonly config?: string; readonly data?: string }): Promise<void> {
  const path = neededConfigPath(options.config)
  const configuration = checkedConfig(path)
  const folder = resolve(dataFolder(options.data, false))
  const running = await findRunning(folder)
  const done = running ? await applyThere(running, path) : await applyHere(folder, configuration)
  const where = running
    ? `Applied to the program that runs on ${folder} (${running.url})`
    : `No program runs on ${folder}: applied to the folder, for its next start`
  console.log(`${where}.\n${inWords(done)}.`)
}

async function applyThere(running: { readonly url: string; readonly secret: string }, path: string) {
  const answer = await fetch(`${running.url}/local/apply`, {
    method: 'POST',
    headers: { authorization: `Bearer ${running.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ config: resolve(path) }),
  })
  if (!answer.ok) throw new Failure(1, `The running program did not apply it: ${await answer.text()}`)
  return Applied.parse(await answer.json())
}

async function applyHere(folder: string, configuration: Parameters<typeof applyTo>[0]) {
  const table = await startTable(folder).catch(error => refuse(error, folder))
  try {
    const store = openStore(table.client, TABLE_NAME)
    const { carrier } = await openLocalAudience({ folder, store, current: openCurrent(store), site: () => '' })
    return await applyTo(configuration, store, { carrier, now: () => new Date(), packs })
  } finally {
    await table.close()
  }
}
