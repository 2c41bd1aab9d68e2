import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import * as z from 'zod'
import { inFolder, sum } from './debts.ts'
import { CHANNELS, type ChannelId, openLoad, routesOf } from './load.ts'
import { openMailbox } from './mailbox.ts'
import { type Program, program, until } from './program.ts'

const Feeds = z.object({ feeds: z.array(z.object({ health: z.object({ state: z.string() }) })) })
const Stories = z.object({ stories: z.array(z.object({ id: z.string() })) })
const Story = z.object({ story: z.string(), title: z.string() })
const Messages = z.object({
  messages: z.array(
    z.object({
      ...{ id: z.string(), channel: z.string(), route: z.string(), state: z.string(), settled: z.boolean() },
      stories: z.array(Story),
    }),
  ),
})

export const askFeeds = async (url: string) => Feeds.parse(await (await fetch(`${url}/api/feeds`)).json()).feeds
/** The ids of the newest stories. */
export const askStories = async (url: string) =>
  Stories.parse(await (await fetch(`${url}/api/stories`)).json()).stories.map(({ id }) => id)
/** The newest messages of all routes, newest first. */
export const askMessages = async (url: string) =>
  Messages.parse(await (await fetch(`${url}/api/messages?limit=200`)).json()).messages

/** A folder of a test's own, for its file and its data. */
export async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'news-alerts-process-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/**
 * A publisher under load, a mail server, and the program between them.
 * @param data where the program keeps its table; in a folder of the test's own if it is not said
 */
export async function openScene(random: () => number, answersAfterMs: number, data?: string) {
  const { folder, remove } = await openFolder()
  const load = await openLoad(random)
  const mailbox = await openMailbox(answersAfterMs)
  const config = join(folder, 'news-alerts.yaml')
  await writeFile(config, load.config(mailbox.url))
  const at = data ?? join(folder, 'data')
  return {
    ...{ random, load, mailbox, data: at },
    start: () => program(['start', '--config', config, '--data', at, '--port', '0']),
    async close() {
      await load.close()
      await mailbox.close()
      await remove()
    },
  }
}

export type Scene = Awaited<ReturnType<typeof openScene>>

/** Waits until every feed has been read once: what is new from then on is to be told. */
export async function baselined(running: Program): Promise<void> {
  const url = await running.url()
  const all = async () => (await askFeeds(url)).every(({ health }) => health.state === 'ok')
  await until(all, 30, () => `the first readings:\n${running.said.out}`)
}

/** The channel that has had the fewest mails this minute: a route that has had its share would only wait. */
export function quietest({ deliveries }: Scene['mailbox']): ChannelId {
  const minute = (time: number) => Math.floor(time / 60_000)
  const latest = deliveries.filter(({ at }) => minute(at) === minute(Date.now())).flatMap(({ to }) => to)
  const count = (channel: string) => latest.filter(address => address.startsWith(channel)).length
  return [...CHANNELS].sort((a, b) => count(a) - count(b))[0] ?? 'alpha'
}

/** Waits until all has been told that should be. A route may have to wait for the next minute. */
async function drain(running: Program, { load }: Pick<Scene, 'load'>): Promise<void> {
  const url = await running.url()
  let missing: string[] = []
  const isDone = async () => {
    const settled = (await askMessages(url)).filter(({ settled }) => settled)
    missing = CHANNELS.flatMap(id =>
      routesOf(id).flatMap(route => {
        const of = settled.filter(message => message.channel === id && message.route === route)
        const told = new Set(of.flatMap(({ stories }) => stories.map(({ title }) => title)))
        return [...(load.expected.get(id) ?? [])].filter(title => !told.has(title))
      }),
    )
    return missing.length === 0
  }
  const what = () =>
    `${missing.length} to be told: ${missing.slice(0, 5).join('; ')}\n${running.said.out}\n${running.said.err}`
  await until(isDone, 150, what)
}

/**
 * Lets the program finish in peace, and stops it. A last report of what is told already may have come just before the
 * stop: then it is left to the next start, as it should be.
 */
export async function finish(running: Program, scene: Scene, starts = 3): Promise<void> {
  await drain(running, scene)
  expect(await running.stop('SIGINT')).toEqual({ code: 0, signal: null })
  const owed = await inFolder(scene.data, async (_, debts) => sum(debts))
  if (owed > 0 && starts > 1) await finish(scene.start(), scene, starts - 1)
}
