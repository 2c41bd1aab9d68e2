import { openLocalAudience } from '../local/audience.ts'
import { findRunning } from '../local/running.ts'
import { FolderDamaged, FolderTaken, startTable, TABLE_NAME } from '../local/table.ts'
import { type Current, openCurrent } from '../shared/config/current.ts'
import { openStore, type Store } from '../shared/store/store.ts'
import { Failure } from './failure.ts'

/** What to say of a data folder whose files do not hold together. */
export const damaged = (folder: string): string =>
  `The table in the data folder ${folder} is damaged. ` +
  'Put back a copy of the folder, or move it away and start anew, or name another folder with --data DIR.'

/**
 * Says calmly why a data folder cannot be used.
 * @throws Failure if another process has it or its files are damaged; else the error as it was
 */
export async function refuse(error: unknown, folder: string): Promise<never> {
  if (error instanceof FolderDamaged) throw new Failure(1, damaged(folder))
  if (!(error instanceof FolderTaken)) throw error
  const other = await findRunning(folder)
  const who = other
    ? `process ${other.pid}, which serves ${other.url}`
    : 'a program that does not answer; it may be starting'
  throw new Failure(
    2,
    `The data folder ${folder} is in use by ${who}. Stop it, or name another folder with --data DIR.`,
  )
}

interface Opened extends Awaited<ReturnType<typeof openLocalAudience>> {
  readonly store: Store
  readonly current: () => Promise<Current | null>
}

/** Works with the table of a folder that no program runs on. @throws Failure likewise */
export async function withFolder<T>(folder: string, work: (opened: Opened) => Promise<T>): Promise<T> {
  const table = await startTable(folder).catch(error => refuse(error, folder))
  try {
    const store = openStore(table.client, TABLE_NAME)
    const current = openCurrent(store)
    const people = await openLocalAudience({ folder, store, current, site: () => '' })
    return await work({ store, current, ...people })
  } finally {
    await table.close()
  }
}
