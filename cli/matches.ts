import * as z from 'zod'
import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { reasons } from './reasons.ts'
import { type SearchOptions, search } from './search.ts'
import { utc } from './time.ts'

const Matches = z.object({
  matches: z.array(
    z.object({
      at: z.string(),
      topicName: z.string(),
      severity: z.string(),
      quiet: z.boolean(),
      score: z.number(),
      threshold: z.number(),
      evidence: z.array(z.object({ clause: z.string(), contribution: z.number(), raises: z.string().optional() })),
      article: z.object({ title: z.string(), feedTitle: z.string(), link: z.string().nullable() }),
    }),
  ),
})

/** Matches, newest first, each with its reasons. */
export const matches = (options: SearchOptions): Promise<void> => search('/api/matches', options, print)

function print(answer: unknown): number {
  const found = Matches.parse(answer).matches
  for (const match of found) {
    const { at, topicName, severity, quiet, article } = match
    const told = quiet ? paint('dim', ' (found after the fact: nobody was told)') : ''
    console.log(`${paint('dim', utc(at))} ${paint('bold', printable(article.title))}${told}`)
    console.log(`  ${severity.toUpperCase()} ${topicName}: ${printable(reasons(match))}`)
    console.log(paint('dim', `  ${printable(article.feedTitle)} ${article.link ?? ''}`))
  }
  return found.length
}
