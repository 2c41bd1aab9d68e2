import * as z from 'zod'
import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { counted } from '../web/counted.ts'
import { type SearchOptions, search } from './search.ts'
import { utc } from './time.ts'

const Stories = z.object({
  stories: z.array(
    z.object({
      title: z.string(),
      link: z.string().nullable(),
      first: z.string(),
      articles: z.array(z.string()),
      matches: z.record(z.string(), z.object({ topicName: z.string(), severity: z.string() })),
    }),
  ),
})

/** Stories, newest first. */
export const stories = (options: SearchOptions): Promise<void> => search('/api/stories', options, print)

function print(answer: unknown): number {
  const found = Stories.parse(answer).stories
  for (const { title, link, first, articles, matches } of found) {
    console.log(`${paint('dim', utc(first))} ${paint('bold', printable(title))}`)
    const topics = Object.values(matches).map(({ severity, topicName }) => `${severity.toUpperCase()} ${topicName}`)
    console.log(`  ${topics.join(', ')}; reported by ${counted(articles.length, 'article')}`)
    if (link) console.log(paint('dim', `  ${link}`))
  }
  return found.length
}
