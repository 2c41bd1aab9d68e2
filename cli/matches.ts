import * as z from 'zod'
import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
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

interface Options {
  readonly data?: string
  readonly topic?: string
  readonly limit: string
  readonly json?: boolean
}

/** The newest matches, each with its reasons. */
export async function matches(options: Options): Promise<void> {
  const query = new URLSearchParams({ limit: options.limit, ...(options.topic && { topic: options.topic }) })
  const answer = await ask(options.data, `/api/matches?${query}`)
  if (options.json) return console.log(JSON.stringify(answer, null, 2))
  const found = Matches.parse(answer).matches
  if (found.length === 0) console.log('Nothing has matched yet.')
  for (const { at, topicName, severity, quiet, evidence, article } of found) {
    const told = quiet ? paint('dim', ' (old when first seen: nobody was told)') : ''
    console.log(`${paint('dim', at.slice(0, 19))} ${paint('bold', printable(article.title))}${told}`)
    const why = evidence.map(({ clause }) => clause).join(', ')
    console.log(`  ${severity.toUpperCase()} ${topicName}: ${printable(why)}`)
    console.log(paint('dim', `  ${printable(article.feedTitle)} ${article.link ?? ''}`))
  }
}
