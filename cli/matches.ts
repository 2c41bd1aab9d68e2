import * as z from 'zod'
import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { Failure } from './failure.ts'
import { ask } from './site.ts'

const Matches = z.object({
  matches: z.array(
    z.object({
      at: z.string(),
      topicName: z.string(),
      severity: z.string(),
      quiet: z.boolean(),
      evidence: z.array(z.object({ clause: z.string() })),
      article: z.object({ title: z.string(), feedTitle: z.string(), link: z.string().nullable() }),
    }),
  ),
})

const Topics = z.object({ topics: z.array(z.string()) })

/** As many as the site answers with. */
const MOST = 200

interface Options {
  readonly data?: string
  readonly topic?: string
  readonly limit: string
  readonly json?: boolean
}

/** The newest matches, each with its reasons. */
export async function matches(options: Options): Promise<void> {
  const query = new URLSearchParams({
    limit: readLimit(options.limit),
    ...(options.topic !== undefined && { topic: options.topic }),
  })
  if (options.topic === '') throw new Failure(2, '--topic: which one?')
  const answer = await ask(options.data, `/api/matches?${query}`)
  const found = Matches.parse(answer).matches
  if (found.length === 0 && options.topic !== undefined) await checkTopic(options.topic, options.data)
  if (options.json) return console.log(JSON.stringify(answer, null, 2))
  if (found.length === 0) console.log('Nothing has matched yet.')
  for (const { at, topicName, severity, quiet, evidence, article } of found) {
    const told = quiet ? paint('dim', ' (old when first seen: nobody was told)') : ''
    console.log(`${paint('dim', at.slice(0, 19))} ${paint('bold', printable(article.title))}${told}`)
    const why = evidence.map(({ clause }) => clause).join(', ')
    console.log(`  ${severity.toUpperCase()} ${topicName}: ${printable(why)}`)
    console.log(paint('dim', `  ${printable(article.feedTitle)} ${article.link ?? ''}`))
  }
}

function readLimit(text: string): string {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (limit >= 1 && limit <= MOST) return String(limit)
  throw new Failure(2, `--limit ${text}: a number from 1 to ${MOST}.`)
}

/** Only when nothing was found: a topic that is looked for no more may still have its matches. */
async function checkTopic(topic: string, data: string | undefined): Promise<void> {
  const { topics } = Topics.parse(await ask(data, '/local/topics'))
  if (topics.includes(topic)) return
  const there = topics.length === 0 ? 'There are none.' : `There are: ${topics.join(', ')}.`
  throw new Failure(2, `--topic ${topic}: there is no such topic. ${there}`)
}
