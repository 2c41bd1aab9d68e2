import type { Held } from '../../shared/store/messages.ts'
import type { Store } from '../../shared/store/store.ts'
import type { Alert, Channel } from '../../shared/words.ts'

/** A channel's route that is or was owed a story, and the newest message that told it. */
export interface Telling {
  readonly alert: Alert
  readonly message: Held | null
}

/** How far back a route is searched for the message that told a story. */
const RECENT = 20

/** Which of these channels were told a story. */
export async function tellings(
  { desks, messages }: Pick<Store, 'desks' | 'messages'>,
  channels: readonly Channel[],
  story: string,
): Promise<Telling[]> {
  const at = channels.flatMap(({ id, routes }) => routes.map(route => ({ id, route })))
  const alerts = await desks.ofStory(at, story)
  return Promise.all(
    alerts.map(async alert => {
      const recent = await messages.ofRoute(alert.channel, alert.route, RECENT)
      return { alert, message: recent.find(({ stories }) => stories.some(told => told.story === story)) ?? null }
    }),
  )
}
