import { html } from 'hono/html'

const ROOMS = [
  ['/', 'Now'],
  ['/matches', 'Matches'],
  ['/stories', 'Stories'],
  ['/feeds', 'Feeds'],
  ['/channels', 'Channels'],
  ['/inbox', 'Inbox'],
] as const

/** A bell, so that browsers do not ask for one. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23c2410c' d='M8 1a5 5 0 0 0-5 5v4l-1 2h12l-1-2V6a5 5 0 0 0-5-5zM6 13a2 2 0 0 0 4 0z'/%3E%3C/svg%3E"

interface Frame {
  readonly title: string
  /** What it is called on the page itself, if that is more than its title. */
  readonly heading?: unknown
  readonly room: (typeof ROOMS)[number][0] | null
  /** Whether the page keeps itself up to date. */
  readonly live?: boolean
  readonly children?: unknown
}

/** A whole page. */
export const page = ({ title, heading = title, room, live = false, children }: Frame) =>
  html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · News Alerts`}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href="/style.css" />
        {live && <script src="/refresh.js" defer />}
      </head>
      <body>
        <header>
          <a class="skip" href="#main">
            Skip to content
          </a>
          <strong>News Alerts</strong>
          <nav aria-label="Pages">
            {ROOMS.map(([href, name]) => (
              <a href={href} aria-current={href === room ? 'page' : undefined}>
                {name}
              </a>
            ))}
          </nav>
          {live && <Live />}
        </header>
        <main id="main" tabindex={-1}>
          <h1>{heading}</h1>
          {children}
        </main>
      </body>
    </html>
  )}`

const Live = () => (
  <div class="live">
    <span id="refresh" role="status" />
    <button type="button" id="pause" hidden>
      Pause
    </button>
  </div>
)
