import type { Store } from '../../shared/store/store.ts'
import type { Channel, Route } from '../../shared/words.ts'

/** Who has confirmed on a channel's route, without their addresses. */
export interface Audience {
  readonly route: Route
  readonly subscribers: number
  /** The first few, masked. */
  readonly some: readonly string[]
}

const SOME = 3

export async function audiences({ people }: Pick<Store, 'people'>, { id, routes }: Channel): Promise<Audience[]> {
  return Promise.all(
    routes.map(async route => {
      const found = (await people.of(id, route)).filter(({ state }) => state === 'confirmed')
      return { route, subscribers: found.length, some: found.slice(0, SOME).map(({ address }) => masked(address)) }
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
