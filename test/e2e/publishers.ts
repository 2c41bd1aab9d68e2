import { createHash } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Page {
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** What somebody asked of a publisher, and what they got. */
export interface Asked {
  readonly path: string
  readonly ifNoneMatch: string | undefined
  readonly status: number
}

/** True of the connection a header was captured from, or of bytes we may have changed since: false of ours. */
const NOT_OURS = new Set(
  'connection keep-alive transfer-encoding te trailer upgrade content-length content-encoding content-md5 etag last-modified date age'.split(
    ' ',
  ),
)

const etagOf = (bytes: Buffer) => `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`

/** Publishers on loopback, each a host of its own, with strong validators (RFC 9110, section 8.8.3). */
export async function startPublishers(count: number) {
  const pages = new Map<string, Page>()
  const asked: Asked[] = []
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? ''
    const page = pages.get(path)
    const ifNoneMatch = request.headers['if-none-match']
    const etag = page && etagOf(page.bytes)
    const status = page === undefined ? 404 : ifNoneMatch === etag ? 304 : 200
    asked.push({ path, ifNoneMatch, status })
    const headers = Object.entries(page?.headers ?? {}).filter(([name]) => !NOT_OURS.has(name.toLowerCase()))
    response.writeHead(status, { ...Object.fromEntries(headers), ...(etag && { etag }) })
    response.end(status === 200 ? page?.bytes : undefined)
  }
  const servers = await Promise.all(Array.from({ length: count }, () => listen(answer)))
  return {
    hosts: servers.map(({ host }) => host),
    asked,
    page: (path: string) => pages.get(path),
    serve: (path: string, page: Page) => void pages.set(path, page),
    close: async () => void (await Promise.all(servers.map(server => server.close()))),
  }
}

/** A server on loopback that answers as it is told. */
export async function listen(answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
