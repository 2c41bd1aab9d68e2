import { existsSync } from 'node:fs'
import { Hono } from 'hono'
import { topicIds } from '../local/commands.ts'
import { readStyle } from '../local/files.ts'
import { findRunning } from '../local/running.ts'
import { holdsTable, startTable, TABLE_NAME } from '../local/table.ts'
import { openCurrent } from '../shared/config/current.ts'
import { openStore } from '../shared/store/store.ts'
import { site } from '../web/site.tsx'
import { Failure } from './failure.ts'
import { refuse } from './folder.ts'

const FOLDERS = ['.news-alerts', '.news-alerts-sample']

/** The data folder that is meant: the one that is named, else the first usual one there is. */
function folderOf(named: string | undefined): string {
  const folder = named ?? FOLDERS.find(existsSync)
  if (folder && existsSync(folder)) return folder
  throw new Failure(
    2,
    `There is no data folder ${named ?? 'here'}; start the program first, or name one with --data DIR.`,
  )
}

/**
 * Asks the site one question: the running program, which has the files, or else the files themselves.
 * @param path of the site; or `/local/topics`, which says what topics there are
 * @returns the answer's JSON
 */
export async function ask(named: string | undefined, path: string): Promise<unknown> {
  const folder = folderOf(named)
  const running = await findRunning(folder)
  const headers = { authorization: `Bearer ${running?.secret}` }
  const answer = running ? await fetch(running.url + path, { headers }) : await askFiles(folder, path)
  if (!answer.ok) throw new Failure(1, `${path} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function askFiles(folder: string, path: string): Promise<Response> {
  if (!(await holdsTable(folder)))
    throw new Failure(
      2,
      `The folder ${folder} holds no table; start the program on it first, or name another with --data DIR.`,
    )
  const table = await startTable(folder).catch(error => refuse(error, folder))
  try {
    const store = openStore(table.client, TABLE_NAME)
    const current = openCurrent(store)
    const pages = site({ store, current, now: () => new Date(), assets: { style: readStyle() } })
    const app = new Hono()
      .get('/local/topics', async c => c.json({ topics: await topicIds(current) }))
      .route('/', pages)
    return await app.request(path)
  } finally {
    await table.close()
  }
}
