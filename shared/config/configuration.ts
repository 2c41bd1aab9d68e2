import type { Setup } from '../store/configs.ts'
import type { Channel, Feed, Subscriber, Topic } from '../words.ts'

/** A feed the file asks for. `id` is `feedId(url)`; `url` stands as it was written. */
export type FeedSetting = Pick<Feed, 'id' | 'url' | 'tags' | 'language' | 'everySeconds'>

/** An address the file puts on a channel. */
export interface SubscriberSetting extends Pick<Subscriber, 'channel' | 'address'> {
  readonly protocol: 'email' | 'sms'
}

/** What a checked file says, with every default filled in. Whoever holds one need check nothing again. */
export interface Configuration extends Omit<Setup['settings'], 'subscribers'> {
  readonly feeds: readonly FeedSetting[]
  readonly topics: readonly Topic[]
  /** Never fewer than one while there are topics: a file without channels gets one per topic. */
  readonly channels: readonly Channel[]
  readonly subscribers: readonly SubscriberSetting[]
  readonly smtp: string | null
}
