import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { etag } from 'hono/etag'
import { api } from './api.ts'
import type { SiteDeps } from './deps.ts'
import { headers } from './headers.ts'
import { health } from './health-check.ts'
import { ownForms } from './own-forms.ts'
import { channelForms, channelPage } from './pages/channel.tsx'
import { channelsPage } from './pages/channels.tsx'
import { feedsPage } from './pages/feeds.tsx'
import { inboxPage } from './pages/inbox.tsx'
import { leavePage, linkPage } from './pages/link.tsx'
import { matchesPage } from './pages/matches.tsx'
import { mailDocument, messagePage } from './pages/message.tsx'
import { nowPage } from './pages/now.tsx'
import { storiesPage } from './pages/stories.tsx'
import { storyPage } from './pages/story.tsx'
import { failed, NOWHERE, problem } from './problem.tsx'
import { REFRESH } from './refresh.ts'

/** Of whatever is sent here: ten times the longest topic that is shipped. */
const MOST_BYTES = 256 * 1024
const tooLong = (c: Context) => problem(c, 413, `What is sent here may have ${MOST_BYTES / 1024} KB at most.`)

/**
 * The whole site, from Request to Response. Knows nothing of API Gateway or node:http.
 * A failure of ours is answered with 500 and no reason; whoever serves the site finds the reason in `c.error`.
 */
export function site(deps: SiteDeps): Hono {
  const asset = { 'cache-control': 'no-cache' } // asked for each time, answered "not modified" (etag)
  return new Hono()
    .onError(failed)
    .notFound(c => problem(c, 404, NOWHERE))
    .use(headers)
    .use(ownForms)
    .use(bodyLimit({ maxSize: MOST_BYTES, onError: tooLong }))
    .get('/', nowPage(deps))
    .get('/matches', matchesPage(deps))
    .get('/stories', storiesPage(deps))
    .get('/stories/:id', storyPage(deps))
    .get('/feeds', feedsPage(deps))
    .get('/channels', channelsPage(deps))
    .get('/channels/:id', channelPage(deps))
    .route('/channels/:id', channelForms(deps))
    .route('/link/:signed', linkPage(deps))
    .route('/leave/:channel', leavePage(deps))
    .get('/inbox', inboxPage(deps))
    .get('/inbox/:channel/:route/:seq', messagePage(deps))
    .get('/inbox/:channel/:route/:seq/mail.html', mailDocument(deps))
    .get('/style.css', etag(), c =>
      c.body(deps.assets.style, 200, { ...asset, 'content-type': 'text/css; charset=utf-8' }),
    )
    .get('/refresh.js', etag(), c =>
      c.body(REFRESH, 200, { ...asset, 'content-type': 'text/javascript; charset=utf-8' }),
    )
    .get('/health', health(deps))
    .route('/api', api(deps))
    .get('*', c => problem(c, 404, NOWHERE)) // `notFound` is lost when the site is a part of another
}
