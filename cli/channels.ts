import * as z from 'zod'
import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { Failure } from './failure.ts'
import { ask, type Where } from './site.ts'
import { printTable } from './table.ts'

const Channels = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      topics: z.array(z.string()),
      severity: z.string(),
      audience: z.array(z.object({ route: z.string(), subscribers: z.int(), isCarried: z.boolean() })),
    }),
  ),
})
const Tested = z.object({ tested: z.array(z.object({ route: z.string(), sent: z.boolean(), remark: z.string() })) })

/** Who hears of what, and how many have confirmed. */
export async function channels(options: Where & { readonly json?: boolean }): Promise<void> {
  const answer = await ask(options, 'GET', '/api/channels')
  if (options.json) return console.log(JSON.stringify(answer, null, 2))
  const rows = Channels.parse(answer).channels.map(({ id, name, topics, severity, audience }) => [
    `${id}\n${paint('dim', printable(name))}`,
    topics.join('\n'),
    severity,
    waysOf(audience),
  ])
  printTable(['channel', 'topics', 'at least', 'subscribers'], rows)
}

/** Nobody by one way is a choice; nobody at all is to be seen. */
function waysOf(audience: z.infer<typeof Channels>['channels'][number]['audience']): string {
  if (audience.every(({ subscribers, isCarried }) => subscribers === 0 || !isCarried)) return paint('red', 'nobody')
  return audience
    .map(
      ({ route, subscribers, isCarried }) =>
        `${route}: ${subscribers || 'nobody'}${isCarried ? '' : ', in the inbox only'}`,
    )
    .join('\n')
}

/** Sends a real message that says it is a test. */
export async function testChannel(id: string, where: Where): Promise<void> {
  const answer = await ask(where, 'POST', `/api/channels/${encodeURIComponent(id)}/test`)
  const { tested } = Tested.parse(answer)
  for (const { route, remark } of tested) console.log(`${route}: ${printable(remark)}`)
  if (!tested.some(({ sent }) => sent)) throw new Failure(1, 'It did not go out as it should.')
}
