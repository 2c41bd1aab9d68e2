import type { Current } from '../../shared/config/current.ts'
import type { Fetch } from '../../shared/feed/fetch.ts'
import type { Store } from '../../shared/store/store.ts'
import type { Log } from '../log.ts'

export interface PollDeps {
  readonly store: Pick<Store, 'slots' | 'feeds' | 'articles'>
  readonly current: () => Promise<Current | null>
  readonly fetch: Fetch
  readonly now: () => Date
  readonly random: () => number
  readonly newId: () => string
  readonly log: Log
}
