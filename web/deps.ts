import type { Audience } from '../shared/audience/audience.ts'
import type { Current } from '../shared/config/current.ts'
import type { Packs } from '../shared/config/packs.ts'
import type { Store } from '../shared/store/store.ts'

/** What the site is given by whoever serves it. */
export interface SiteDeps {
  readonly store: Store
  /** Answers null before the first apply. */
  readonly current: () => Promise<Current | null>
  readonly now: () => Date
  readonly audience: Audience
  /** Of these a topic may be made. */
  readonly packs: Packs
  /** `style`: Pico's classless sheet with ours (web/style.css) after it, read by the outermost file. */
  readonly assets: { readonly style: string }
}
