import { findRunning } from '../local/running.ts'
import { FolderDamaged, FolderTaken } from '../local/table.ts'
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
