import type { Channel, Topic } from '../words.ts'

/** A feed the file asks for. `id` is `feedId(url)`; `url` stands as it was written. */
export interface FeedSetting {
  readonly id: string
  readonly url: string
  readonly tags: readonly string[]
  readonly language: string | null
  readonly everySeconds: number
}

/** An address the file puts on a channel. */
export interface SubscriberSetting {
  readonly channel: string
  readonly protocol: 'email' | 'sms'
  readonly address: string
}

/** What a checked file says, with every default filled in. Whoever holds one need check nothing again. */
export interface Configuration {
  /** Who a publisher may write to; null when the file names nobody. */
  readonly contact: string | null
  readonly feeds: readonly FeedSetting[]
  readonly topics: readonly Topic[]
  /** Never fewer than one while there are topics: a file without channels gets one per topic. */
  readonly channels: readonly Channel[]
  readonly subscribers: readonly SubscriberSetting[]
  readonly smtp: string | null
  /** `host` or `host:port` that may be fetched although it is private. */
  readonly allowPrivate: readonly string[]
  /** Whose numbers may be told by SMS (ISO 3166); none, and SMS is off. */
  readonly smsCountries: readonly string[]
}
