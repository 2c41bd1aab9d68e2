import { Hono } from 'hono'
import { packs, readStyle } from '../local/files.ts'
import { holdsTable } from '../local/table.ts'
import { site } from '../web/site.tsx'
import { Failure } from './failure.ts'
import { withFolder } from './folder.ts'
import type { Send } from './site.ts'

/**
 * Opens the site of a folder that no program runs on, to be read.
 * @throws what the site failed of: nobody else would say it
 */
export async function withFiles<T>(folder: string, work: (send: Send) => Promise<T>): Promise<T> {
  if (!(await holdsTable(folder)))
    throw new Failure(
      2,
      `The folder ${folder} holds no table; start the program on it first, or name another with --data DIR.`,
    )
  return withFolder(folder, async ({ store, current, audience }) => {
    const pages = site({ store, current, now: () => new Date(), audience, packs, assets: { style: readStyle() } })
    const app = new Hono()
      .use(async (c, next) => {
        await next()
        if (c.error && c.res.status >= 500) throw c.error
      })
      .onError(error => {
        throw error
      })
      .route('/', pages)
    return work(async ({ method, path }) => {
      if (method === 'GET') return app.request(path)
      throw new Failure(
        2,
        `No program runs on ${folder}, and this needs one: start it first, or name a stack with --stack.`,
      )
    })
  })
}
