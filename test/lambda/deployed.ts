import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants, runInThisContext } from 'node:vm'
import type { Context } from 'aws-lambda'
import { build } from 'esbuild'
import { bundling, type Entry } from '../../infra/bundle.ts'

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:NewsAlerts-any'

/** As Node loads it: the test runner would work over half a megabyte first. */
const load = runInThisContext('url => import(url)', {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})

/** Of all that Lambda says of a call, what our functions read. */
const context: Pick<Context, 'invokedFunctionArn'> = { invokedFunctionArn: ARN }

/**
 * A function as it is deployed: bundled, in a folder of its own with the files that stand beside it, called as Lambda
 * does. @param files by name
 */
export async function deployed(entry: Entry, files: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), `news-alerts-${entry}-`))
  await build(bundling(entry, folder))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const { handler } = await load(pathToFileURL(join(folder, 'index.mjs')).href)
  return {
    call: async (event: unknown): Promise<unknown> => handler(event, context),
    remove: () => rm(folder, { recursive: true }),
  }
}
