import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Happening } from '../../functions/log.ts'
import { readConfigText } from '../../local/files.ts'
import { run } from '../../local/main.ts'
import { openNewsroom } from '../../local/newsroom/newsroom.ts'
import { sampleConfig } from '../../local/newsroom/sample.ts'
import type { Message } from '../../shared/words.ts'
import { messagePath, storyPath } from '../../web/paths.ts'

const ENTRIES = 22
const PAUSE_MS = 1_500
const PATIENCE_MS = 180_000

type Told = Extract<Happening, { what: 'told' }>

/** The real program on the sample newsroom, hurried, with one feed more that is not there. */
export async function openNewsday() {
  const folder = await mkdtemp(join(tmpdir(), 'news-alerts-gallery-'))
  const newsroom = await openNewsroom({ port: 0, position: 0, startedAt: new Date(Date.now() - ENTRIES * 4_000) })
  const read = readConfigText(withMissingFeed(sampleConfig(newsroom), newsroom.port))
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1))
  const happenings: Happening[] = []
  const program = await run({
    ...{ folder, port: 0, configuration: read.configuration, secret: 'gallery' },
    read: () => read.configuration,
    log: happening => void happenings.push(happening),
    failed: error => console.error(error),
  })
  const count = (what: (happening: Happening) => boolean) => happenings.filter(what).length
  const told = () => happenings.filter((happening): happening is Told => happening.what === 'told')

  return {
    url: program.url,
    /** Publishes, and waits for all that is to be seen. @returns the address of each page, by its name */
    async pages() {
      await until('every feed to be read once', () => count(h => h.what === 'polled' && h.baseline) === 6)
      for (let entry = 0; entry < ENTRIES; entry++) {
        newsroom.publishNext(new Date())
        await sleep(PAUSE_MS)
      }
      await until('a burst in one message', () => told().some(({ stories }) => stories > 2))
      await until('an SMS', () => told().some(({ route }) => route === 'sms'))
      await until('a feed to fail', () => count(h => h.what === 'feed-failed') > 0)
      return addresses(program.url)
    },
    async stop() {
      await program.stop()
      await newsroom.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const withMissingFeed = (config: string, port: number) =>
  config.replace(
    '\ntopics:',
    `  - { url: "http://127.0.0.1:${port}/courier/feed.xml", language: en, every: 2s }\n\ntopics:`,
  )

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`after ${PATIENCE_MS / 1000} s still waiting for ${what}`)
    await sleep(250)
  }
}

const Stories = z.object({ stories: z.array(z.object({ id: z.string(), articles: z.array(z.string()) })) })
const Messages = z.object({
  messages: z.array(
    z.object({ channel: z.string(), route: z.enum(['mail', 'sms']), seq: z.int(), stories: z.array(z.unknown()) }),
  ),
})

/** The best example of each page: the story most papers report, the mail that folds most, an SMS. */
async function addresses(url: string): Promise<Readonly<Record<string, string>>> {
  const { stories } = Stories.parse(await (await fetch(`${url}/api/stories`)).json())
  const { messages } = Messages.parse(await (await fetch(`${url}/api/messages`)).json())
  const story = most(stories, ({ articles }) => articles.length)
  const byRoute = (route: Message['route']) =>
    most(
      messages.filter(message => message.route === route),
      message => message.stories.length,
    )
  return {
    ...{
      now: '/',
      matches: '/matches',
      stories: '/stories',
      story: storyPath(story.id),
      feeds: '/feeds',
      channels: '/channels',
      channel: '/channels/crime-desk',
    },
    ...{ inbox: '/inbox', message: messagePath(byRoute('mail')), sms: messagePath(byRoute('sms')) },
  }
}

function most<T>(things: readonly T[], size: (thing: T) => number): T {
  const [first] = things.toSorted((a, b) => size(b) - size(a))
  if (first === undefined) throw new Error('nothing to show')
  return first
}
