import type { Fault, Match, Route } from '../shared/words.ts'

/** What a line of the log says happened. The terminal shows the same. */
export type Happening =
  | {
      readonly what: 'polled'
      readonly feed: string
      readonly title: string
      readonly items: number
      readonly news: number
      readonly baseline: boolean
    }
  | { readonly what: 'feed-failed'; readonly feed: string; readonly url: string; readonly fault: Fault }
  | { readonly what: 'gap'; readonly feed: string; readonly title: string }
  | {
      readonly what: 'matched'
      readonly article: string
      readonly title: string
      readonly feedTitle: string
      readonly matches: readonly Match[]
      readonly quiet: boolean
    }
  | {
      readonly what: 'told'
      readonly channel: string
      readonly route: Route
      readonly message: string
      readonly subject: string
      readonly stories: number
      /** What whoever carried it says beside that: that it is shown on this machine alone. */
      readonly remark: string | null
    }
  | {
      readonly what: 'send-failed'
      readonly channel: string
      readonly route: Route
      readonly message: string
      readonly error: string
      /** `failed`: it is tried again. `unknown`: it may have arrived. `refused`: it is given up. */
      readonly outcome: 'failed' | 'unknown' | 'refused'
      /** How often it was handed over by now. */
      readonly attempts: number
    }
  /** A channel without a confirmed subscriber: what is sent there reaches nobody. */
  | { readonly what: 'unheard'; readonly channel: string }

/** Where happenings go: a log line on AWS, the terminal on a laptop. Never throws. */
export type Log = (happening: Happening) => void
