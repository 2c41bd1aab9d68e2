import { readConfigText } from '../../local/files.ts'
import { apply } from '../../shared/config/apply.ts'
import type { Channel } from '../../shared/words.ts'
import { aLaptop } from '../people.ts'
import { type rss, type startWorld, TOPIC } from '../world.ts'

export type World = Awaited<ReturnType<typeof startWorld>>
export type Item = Parameters<typeof rss>[0][number]

export const OLD: Item = { title: 'A quiet day at the docks' }
export const NEWS: Item = { title: 'Police break cyber fraud ring in Lagos' }
export const news = (n: number): Item => ({ title: `Police break cyber fraud ring number ${n} in Lagos` })

export const channel = (more: readonly string[] = []) => `
channels:
  - id: desk
    topics: [fraud]
${more.map(line => `    ${line}\n`).join('')}    subscribers: { email: [desk@example.org] }
`

export const PORTS = `
  - id: ports
    name: Ports
    severity: critical
    query: 'antwerp'
    examples: { match: ["Antwerp closed"], reject: ["A fraud"] }
`

/** Applies another file to a world that runs. */
export async function reconfigure(world: World, file: string, paths: readonly string[] = ['/a.xml']) {
  const { host } = world.publisher
  const feeds = paths.map(path => `  - { url: "http://${host}${path}", every: 1m }`).join('\n')
  const read = readConfigText(`feeds:\n${feeds}\n${file}\nfetch: { allow_private: ["${host}"] }\n`)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return apply(read.configuration, world.store, aLaptop(world.now))
}

/** A topic like the world's, of another severity. */
export const topicOf = (severity: string) => TOPIC.replace('severity: high', `severity: ${severity}`)

export const waitingAt = (world: World, id: Channel['id'] = 'desk') =>
  world.store.desks.waiting({ id, route: 'mail' }, world.now(), 50)
