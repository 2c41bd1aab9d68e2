import type { Held } from '../../shared/store/messages.ts'
import type { Store } from '../../shared/store/store.ts'
import type { Channel } from '../../shared/words.ts'

/** The newest messages of these channels' routes, newest first. One small query a route. */
export async function newestMessages(
  { messages }: Pick<Store, 'messages'>,
  channels: readonly Channel[],
  limit: number,
): Promise<Held[]> {
  const desks = channels.flatMap(({ id, routes }) => routes.map(route => ({ id, route })))
  const found = await Promise.all(desks.map(({ id, route }) => messages.ofRoute(id, route, limit)))
  return found
    .flat()
    .sort((a, b) => b.frozenAt.localeCompare(a.frozenAt)) // stable: a route's own order stays
    .slice(0, limit)
}
