import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import * as z from 'zod'
import { ROOT } from './run.ts'

/** Of the API's answers, what the proof looks at. */
export const Matches = z.object({ matches: z.array(z.object({ article: z.object({ title: z.string() }) })) })
export const Messages = z.object({
  messages: z.array(z.object({ state: z.string(), settled: z.boolean(), attempts: z.number() })),
})
export const Feeds = z.object({ feeds: z.array(z.object({ baselineAt: z.string().nullable() })) })

const schema = JSON.parse(readFileSync(join(ROOT, 'docs', 'schema', 'notification.schema.json'), 'utf8'))
const Promised = z.fromJSONSchema(schema)
const Told = z.object({ channelName: z.string(), stories: z.array(z.object({ title: z.string() })) })

/** What a program was sent: to which channel, and of which stories. Fails if it is not what the JSON Schema says. */
export function readNotification(body: string): { to: string; of: readonly string[] } {
  const sent = JSON.parse(body)
  Promised.parse(sent)
  expect(Object.keys(sent).sort()).toEqual(Object.keys(schema.properties).sort()) // and nothing besides
  const { channelName, stories } = Told.parse(sent)
  return { to: channelName, of: stories.map(({ title }) => title) }
}
