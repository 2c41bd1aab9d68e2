import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'

const HOME = '127.0.0.1'

/**
 * Serves the site on loopback.
 * @param port if it is taken, another one is chosen; the answer says which
 * @param failed is told of our own failures, which a visitor sees only as a calm page
 */
export async function serve(
  site: Hono,
  port: number,
  failed: (error: unknown) => void,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createAdaptorServer({ fetch: forUsAlone(site, failed).fetch }) as Server
  const taken = await listen(server, port)
  if (taken) await listen(server, 0)
  return {
    port: portOf(server),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A page elsewhere may point a name of its own at 127.0.0.1 and read us through it (DNS rebinding): names are checked. */
function forUsAlone(site: Hono, failed: (error: unknown) => void): Hono {
  return new Hono()
    .use(async (c, next) => {
      const { hostname } = new URL(c.req.url)
      if (![HOME, 'localhost', '[::1]'].includes(hostname))
        return c.text('This address serves its own machine alone.\n', 421)
      await next()
      if (c.error && c.res.status >= 500) failed(c.error)
    })
    .route('/', site)
}

/** @returns whether the port was taken */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(true) : reject(error))
    server.once('error', failed)
    server.listen(port, HOME, () => {
      server.off('error', failed)
      resolve(false)
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
