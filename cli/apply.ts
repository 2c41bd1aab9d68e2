import { resolve } from 'node:path'
import { packs } from '../local/files.ts'
import { findRunning, type Running } from '../local/running.ts'
import { apply as applyTo } from '../shared/config/apply.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { inWords } from '../web/applied.ts'
import { checkedConfig, dataFolder, neededConfigPath } from './config.ts'
import { Failure } from './failure.ts'
import { withFolder } from './folder.ts'

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
  console.log(`${where}.\n${done}.`)
}

/** @returns what it has changed, in words */
async function applyThere({ url, secret }: Running, path: string): Promise<string> {
  const answer = await fetch(`${url}/local/apply`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ config: resolve(path) }),
  })
  if (answer.ok) return answer.text()
  throw new Failure(1, `The running program did not apply it: ${await answer.text()}`)
}

const applyHere = (folder: string, configuration: Configuration): Promise<string> =>
  withFolder(folder, async ({ store, carrier }) =>
    inWords(await applyTo(configuration, store, { carrier, now: () => new Date(), packs })),
  )
