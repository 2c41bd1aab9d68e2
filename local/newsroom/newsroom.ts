import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { listing, type Standing, upToDate } from './listing.ts'
import { writePage } from './page.ts'
import type { Paper } from './paper.ts'
import { entry, PAPERS } from './script.ts'
import { writeFeed } from './write.ts'

/** Six invented newspapers, served on loopback. */
export interface Newsroom {
  readonly feeds: readonly {
    readonly path: string
    readonly url: string
    readonly title: string
    readonly language: string
  }[]
  readonly port: number
  /**
   * Keep this beside the position and open with it next time. It stands still, except that `publishNext` moves it
   * after a long pause: see `upToDate`.
   */
  readonly startedAt: Date
  /** Publishes the next entry of the script (an item, or a burst) and says what it was; `feed` is the feed's title. */
  publishNext(now: Date): readonly { readonly feed: string; readonly title: string }[]
  close(): Promise<void>
}

/**
 * Opens the newsroom on 127.0.0.1.
 * @param settings.port 0 for any; another is taken if this one is in use
 * @param settings.position how many entries had been published before: a restart repeats nothing and goes on there
 * @param settings.startedAt when it was first opened: with `position` it gives every document, byte for byte
 */
export async function openNewsroom(settings: Standing & { readonly port: number }): Promise<Newsroom> {
  let standing: Standing = { position: settings.position, startedAt: settings.startedAt }
  const server = createServer((request, response) => answer(request, response, standing, `http://127.0.0.1:${port}`))
  const port = await listen(server, settings.port)
  return {
    port,
    feeds: PAPERS.map(paper => ({
      path: feedPath(paper),
      url: `http://127.0.0.1:${port}${feedPath(paper)}`,
      title: paper.title,
      language: paper.language,
    })),
    get startedAt() {
      return standing.startedAt
    },
    publishNext(now) {
      const { position, startedAt } = upToDate(standing, now)
      standing = { position: position + 1, startedAt }
      return entry(position).map(({ paper, piece }) => ({ feed: paper.title, title: piece.title }))
    },
    close: () => close(server),
  }
}

const feedPath = ({ slug, dialect }: Paper) => `/${slug}/feed.${dialect === 'json' ? 'json' : 'xml'}`

function answer(request: IncomingMessage, response: ServerResponse, standing: Standing, base: string): void {
  const path = request.url?.split('?', 1)[0] ?? '/'
  const paper = PAPERS.find(paper => feedPath(paper) === path)
  if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, { allow: 'GET, HEAD' }).end()
  else if (paper) answerFeed(request, response, paper, standing, base)
  else {
    const page = writePage(path, standing.position)
    if (page) response.writeHead(200, { 'content-type': page.type }).end(page.body)
    else response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such page here.\n')
  }
}

function answerFeed(
  request: IncomingMessage,
  response: ServerResponse,
  paper: Paper,
  standing: Standing,
  base: string,
): void {
  const items = listing(paper, standing, base)
  const { type, body } = writeFeed(paper, items, base + feedPath(paper), `${base}/${paper.slug}/`)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const changedAt = items[0]?.published ?? standing.startedAt
  response.setHeader('etag', etag)
  response.setHeader('last-modified', changedAt.toUTCString())
  if (isUnchanged(request, etag, changedAt)) response.writeHead(304).end()
  else response.writeHead(200, { 'content-type': type }).end(body)
}

/** RFC 9110, section 13.2.2: where If-None-Match is given, If-Modified-Since has no say. */
function isUnchanged({ headers }: IncomingMessage, etag: string, changedAt: Date): boolean {
  const known = headers['if-none-match']
  if (known !== undefined) return known.split(',').some(tag => ['*', etag, `W/${etag}`].includes(tag.trim()))
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return since >= Math.floor(changedAt.getTime() / 1000) * 1000 // HTTP dates have no fractions
}

function listen(server: Server, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && wanted !== 0) server.listen(0, '127.0.0.1')
      else reject(error)
    })
    server.on('listening', () => {
      const address = server.address()
      if (address !== null && typeof address === 'object') resolve(address.port)
    })
    server.listen(wanted, '127.0.0.1')
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()))
    server.closeAllConnections() // kept alive, they would hold us open for as long as the reader likes
  })
}
