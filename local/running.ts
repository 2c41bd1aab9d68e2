import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'

const Running = z.object({ pid: z.int(), url: z.url(), secret: z.string() })

/** Where a running `start` can be talked to, and what proves that we may: the file is readable by its owner alone. */
export type Running = z.infer<typeof Running>

const fileOf = (folder: string) => join(folder, 'running.json')

export const announce = (folder: string, running: Running): Promise<void> =>
  writeFile(fileOf(folder), JSON.stringify(running), { mode: 0o600 })

export const withdraw = (folder: string): Promise<void> => rm(fileOf(folder), { force: true })

/** The `start` that has this data folder, or null: a file that a killed process left behind is not believed. */
export async function findRunning(folder: string): Promise<Running | null> {
  try {
    const running = Running.parse(JSON.parse(await readFile(fileOf(folder), 'utf8')))
    const headers = { authorization: `Bearer ${running.secret}` }
    const answer = await fetch(`${running.url}/local`, { headers, signal: AbortSignal.timeout(2_000) })
    return answer.ok ? running : null
  } catch {
    return null
  }
}
