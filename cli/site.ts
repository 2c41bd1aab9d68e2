import { existsSync } from 'node:fs'
import { readStyle } from '../local/files.ts'
import { findRunning } from '../local/running.ts'
import { FolderTaken, startTable, TABLE_NAME } from '../local/table.ts'
import { openCurrent } from '../shared/config/current.ts'
import { openStore } from '../shared/store/store.ts'
import { site } from '../web/site.tsx'
import { Failure } from './failure.ts'

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
 * @returns the answer's JSON
 */
export async function ask(named: string | undefined, path: string): Promise<unknown> {
  const folder = folderOf(named)
  const running = await findRunning(folder)
  const answer = running ? await fetch(running.url + path) : await askFiles(folder, path)
  if (!answer.ok) throw new Failure(1, `${path} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function askFiles(folder: string, path: string): Promise<Response> {
  const table = await startTable(folder).catch(error => {
    throw error instanceof FolderTaken
      ? new Failure(1, `${folder} is in use by a program that does not answer.`)
      : error
  })
  try {
    const store = openStore(table.client, TABLE_NAME)
    const pages = site({ store, current: openCurrent(store), now: () => new Date(), assets: { style: readStyle() } })
    return await pages.request(path)
  } finally {
    await table.close()
  }
}
