import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import { cut } from '../shared/alert/plain.ts'
import { ask, type Where } from './site.ts'
import { printTable } from './table.ts'
import { utc } from './time.ts'

const Feeds = z.object({
  feeds: z.array(
    z.object({
      url: z.string(),
      movedTo: z.string().nullable(),
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

interface Options extends Where {
  readonly state?: string
  readonly q?: string
  readonly json?: boolean
}

type FeedRow = z.infer<typeof Feeds>['feeds'][number]

/** How every feed is doing, those in trouble first. */
export async function feeds(options: Options): Promise<void> {
  const { data: _, stack: __, json, ...filters } = options
  const answer = await ask(options, 'GET', `/api/feeds?${new URLSearchParams(filters)}`)
  if (json) return console.log(JSON.stringify(answer, null, 2))
  const rows = Feeds.parse(answer).feeds.map(feed => [
    `${cut(printable(feed.title), TITLE_LENGTH)}\n${feed.url}`,
    stateOf(feed),
    feed.checkedAt ? utc(feed.checkedAt) : '-',
  ])
  printTable(['feed', 'state', 'last checked'], rows)
}

function stateOf({ movedTo, health }: FeedRow): string {
  const { state, fault, failures, waitUntil, gaps } = health
  const moved = movedTo === null ? '' : `\nhas moved for good to ${printable(movedTo)}`
  const missed = gaps > 0 ? `\nitems may have been missed ${gaps}×` : ''
  if (!fault) return state + moved + missed
  const again = state === 'gone' || !waitUntil ? '' : `, asked again at ${utc(waitUntil)}`
  return `${state}: ${printable(fault.message)}\n(${failures}× in a row${again})${moved}${missed}`
}
