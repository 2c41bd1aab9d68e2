import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { serve } from '../serve.ts'
import { listing, type Standing, upToDate } from './listing.ts'
import { writePage } from './page.ts'
import type { Paper } from './paper.ts'
import { PAPERS } from './script.ts'
import { writeFeed } from './write.ts'

export type Newsroom = Awaited<ReturnType<typeof openNewsroom>>

/**
 * Serves six invented newspapers on 127.0.0.1.
 * @param settings.port 0 for any; another is taken if this one is in use
 * @param settings.position how many entries had been published before: a restart repeats nothing and goes on there
 * @param settings.startedAt when it was first opened: with `position` it gives every document, byte for byte
 */
export async function openNewsroom(settings: Standing & { readonly port: number }) {
  let standing: Standing = { position: settings.position, startedAt: settings.startedAt }
  const { port, close } = await serve(
    papers(() => standing),
    settings.port,
    () => {}, // Hono prints our failures by itself, and an invented newspaper has nobody else to tell
  )
  return {
    port,
    feeds: PAPERS.map(paper => ({
      url: `http://127.0.0.1:${port}${feedPath(paper)}`,
      title: paper.title,
      language: paper.language,
    })),
    /** Keep it, and open with it next time. */
    get standing() {
      return standing
    },
    /** Publishes the next entry of the script: an item, or a burst. */
    publishNext(now: Date): void {
      const { position, startedAt } = upToDate(standing, now)
      standing = { position: position + 1, startedAt }
    },
    close,
  }
}

const feedPath = ({ slug, dialect }: Paper) => `/${slug}/feed.${dialect === 'json' ? 'json' : 'xml'}`

function papers(standing: () => Standing): Hono {
  const site = new Hono().use(etag())
  for (const paper of PAPERS) site.get(feedPath(paper), c => feed(c, paper, standing()))
  site.get('*', c => {
    const page = writePage(c.req.path, standing().position)
    return page ? c.body(page, 200, HTML) : c.text('There is no such page here.\n', 404)
  })
  return site.all('*', c => c.text('This newsroom is only read.\n', 405, { allow: 'GET, HEAD' }))
}

const HTML = { 'content-type': 'text/html; charset=utf-8' }

function feed(c: Context, paper: Paper, standing: Standing): Response {
  const { origin } = new URL(c.req.url)
  const items = listing(paper, standing, origin)
  const { type, body } = writeFeed({ paper, items, self: origin + feedPath(paper), home: `${origin}/${paper.slug}/` })
  return c.body(body, 200, { 'content-type': type })
}
