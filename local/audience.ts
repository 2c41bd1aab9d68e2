import { openAudience } from '../shared/audience/audience.ts'
import { mailCarrier } from '../shared/audience/mail.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import type { Current } from '../shared/config/current.ts'
import type { Store } from '../shared/store/store.ts'
import type { Message } from '../shared/words.ts'
import { keptSecret } from './secret.ts'
import { waysOut } from './smtp.ts'

interface Machine {
  readonly folder: string
  readonly store: Store
  readonly current: () => Promise<Current | null>
  /** Where the pages are, or will be. */
  readonly site: () => string
}

const now = () => new Date()

/** The people of one machine, and the ways out to them: none, until a file is said to be used. */
export async function openLocalAudience({ folder, store, current, site }: Machine) {
  let ways = waysOut({ smtp: null, contact: null }, store, site)
  const secret = await keptSecret(folder)
  const failed = (error: unknown) => console.error(`error    A link to leave was not mailed: ${error}`)
  const carrier = mailCarrier({ post: () => ways.post, secret, site, now, current, failed })
  const send = (message: Message) => ways.send(message)
  return {
    ...{ carrier, send, audience: openAudience({ store, carrier, current, send, now }) },
    use(configuration: Configuration) {
      ways = waysOut(configuration, store, site)
    },
  }
}
