import type { Channel, Route } from '../../shared/words.ts'
import type { SiteDeps } from '../deps.ts'

/** Who has confirmed on a channel's route, without their addresses. */
export interface Audience {
  readonly route: Route
  readonly subscribers: number
  /** Whether what is sent by it reaches people; else it is shown in the inbox only. */
  readonly isCarried: boolean
  /** The first few, masked. */
  readonly some: readonly string[]
}

const SOME = 3

type Deps = Pick<SiteDeps, 'store' | 'audience'>

export async function audiences({ store, audience }: Deps, { id, routes }: Channel): Promise<Audience[]> {
  return Promise.all(
    routes.map(async route => {
      const found = (await store.people.of(id, route)).filter(({ state }) => state === 'confirmed')
      const some = found.slice(0, SOME).map(({ address }) => masked(address))
      return { route, subscribers: found.length, isCarried: audience.carries.includes(route), some }
    }),
  )
}

/** Enough of an address for its owner to know it by: "d…@example.org", "+33…12", "https://example.org/…". */
export function masked(address: string): string {
  const at = address.lastIndexOf('@')
  if (/^https?:/i.test(address)) return URL.canParse(address) ? `${new URL(address).origin}/…` : '…'
  if (at > 0) return `${[...address][0] ?? ''}…${address.slice(at)}`
  return address.length > 8 ? `${address.slice(0, 3)}…${address.slice(-2)}` : '…'
}
