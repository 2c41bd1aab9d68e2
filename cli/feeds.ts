import Table from 'cli-table3'
import * as z from 'zod'
import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { cut } from '../shared/alert/plain.ts'
import { ask } from './site.ts'

const Feeds = z.object({
  feeds: z.array(
    z.object({
      url: z.string(),
      title: z.string(),
      checkedAt: z.string().nullable(),
      health: z.object({
        state: z.string(),
        fault: z.object({ message: z.string() }).nullable(),
        failures: z.int(),
        waitUntil: z.string().nullable(),
        gaps: z.int(),
      }),
    }),
  ),
})

/** A table as wide as its longest title is read by nobody. */
const TITLE_LENGTH = 60

type FeedRow = z.infer<typeof Feeds>['feeds'][number]

/** How every feed is doing, those in trouble first. */
export async function feeds(options: { readonly data?: string; readonly json?: boolean }): Promise<void> {
  const answer = await ask(options.data, '/api/feeds')
  if (options.json) return console.log(JSON.stringify(answer, null, 2))
  const head = ['feed', 'state', 'last checked'].map(name => paint('bold', name))
  const table = new Table({ head, style: { head: [], border: [] } })
  for (const feed of Feeds.parse(answer).feeds)
    table.push([
      `${cut(printable(feed.title), TITLE_LENGTH)}\n${feed.url}`,
      stateOf(feed),
      feed.checkedAt?.slice(0, 19) ?? '-',
    ])
  console.log(table.toString())
}

function stateOf({ health }: FeedRow): string {
  const { state, fault, failures, waitUntil, gaps } = health
  const missed = gaps > 0 ? `\nitems may have been missed ${gaps}×` : ''
  if (!fault) return state + missed
  const again = state === 'gone' || !waitUntil ? '' : `, asked again at ${waitUntil.slice(0, 19)}`
  return `${state}: ${printable(fault.message)}\n(${failures}× in a row${again})${missed}`
}
