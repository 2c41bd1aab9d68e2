import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import { isRecord, isText, under } from '../shared/config/place.ts'
import { printProblem } from '../shared/config/problem.ts'
import { readSource } from '../shared/config/source.ts'
import { counted } from '../web/counted.ts'
import { bytesOf } from './bytes.ts'
import { Failure } from './failure.ts'
import { ask, type Where } from './site.ts'
import { printTable } from './table.ts'

const Topic = z.object({
  ...{ id: z.string(), origin: z.string(), severity: z.string(), channels: z.array(z.string()) },
})
const Done = z.object({ next: z.string(), alertsCancelled: z.int() })

const of = (id: string) => `/api/topics/${encodeURIComponent(id)}`

/** The topics that count. */
export async function listTopics(options: Where & { readonly json?: boolean }): Promise<void> {
  const answer = await ask(options, 'GET', '/api/topics')
  if (options.json) return console.log(JSON.stringify(answer, null, 2))
  const { topics } = z.object({ topics: z.array(Topic) }).parse(answer)
  const rows = topics.map(({ id, severity, channels, origin }) => [id, severity, channels.join(', '), origin])
  printTable(['topic', 'severity', 'heard of by', 'made by'], rows)
}

/** Makes or replaces the topic that a file holds: one entry, with its `id` or `pack`, and `channels`. */
export async function putTopic(file: string, where: Where): Promise<void> {
  const text = new TextDecoder().decode(bytesOf(file))
  const { place, problems } = readSource(file, text)
  if (problems.length > 0) throw new Failure(2, problems.map(printProblem).join('\n'))
  if (place && isRecord(place.value) && 'topics' in place.value)
    throw new Failure(
      2,
      `${printable(file)} is a configuration: send a file that holds one entry of its \`topics\` alone`,
    )
  const id = place && ['id', 'pack'].map(key => under(place, key)).find(isText)
  if (!id) throw new Failure(2, `${printable(file)} has neither \`id\` nor \`pack\`: which topic is it?`)
  printDone(id.value, await ask(where, 'PUT', of(id.value), text))
}

/** Takes a topic of the API away. */
export async function removeTopic(id: string, where: Where): Promise<void> {
  printDone(id, await ask(where, 'DELETE', of(id)))
}

function printDone(id: string, answer: unknown): void {
  const { next, alertsCancelled } = Done.parse(answer)
  const cancelled = alertsCancelled > 0 ? ` ${counted(alertsCancelled, 'alert')} cancelled.` : ''
  console.log(printable(`${id}: ${next}${cancelled}`))
}
