import type { Current } from '../shared/config/current.ts'
import type { Store } from '../shared/store/store.ts'
import type { Log } from '../shared/words.ts'

/** What the site is given by whoever serves it. */
export interface SiteDeps {
  readonly store: Store
  /** Answers null before the first apply. */
  readonly current: () => Promise<Current | null>
  readonly now: () => Date
  /** Where a failure of ours is told in full; the visitor hears only that there was one. */
  readonly log: Log
  /** `style`: Pico's classless sheet with ours (web/style.css) after it, read by the outermost file. */
  readonly assets: { readonly style: string }
}
