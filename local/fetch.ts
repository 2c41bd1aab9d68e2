import type { Configuration } from '../shared/config/configuration.ts'
import { type Fetch, openFetch } from '../shared/feed/fetch.ts'
import { userAgentOf } from '../shared/feed/user-agent.ts'

/** Reads feeds as a configuration wants it: in its name, and from the private hosts it allows. */
export const fetchAs = ({ contact, subscribers, allowPrivate }: Configuration, now: () => Date): Fetch =>
  openFetch({ userAgent: userAgentOf(contact, subscribers.length), allowPrivate, now })
