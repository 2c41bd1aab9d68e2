/**
 * The words of the product (docs/architecture.md), as types. Everyone may import this file; it imports nobody.
 * Times are ISO 8601 in UTC unless a name says otherwise.
 */

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const
/** How urgent a topic is, least first. */
export type Severity = (typeof SEVERITIES)[number]
/** Whether one severity is above another. */
export const isGraver = (one: Severity, other: Severity): boolean => SEVERITIES.indexOf(one) > SEVERITIES.indexOf(other)

export const ROUTES = ['mail', 'sms'] as const
/** A channel's way out: `mail` reaches e-mail, HTTPS and SQS; `sms` reaches telephones. */
export type Route = (typeof ROUTES)[number]

/** Who made an item: the configuration file (read-only elsewhere) or the API. */
export type Origin = 'file' | 'api'

/** What a publisher gave us to ask "anything new?" with; sent back byte for byte (RFC 9110, section 8.8). */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

/** What was wrong with a feed, in words a person understands. The publisher's fault, never ours. */
export interface Fault {
  readonly kind:
    | 'address' // refused: private or not http(s)
    | 'unreachable'
    | 'timeout'
    | 'too-large'
    | 'status' // an HTTP status that is not an answer
    | 'gone' // 410: the publisher asks us to stop
    | 'not-a-feed'
    | 'malformed'
  readonly message: string
  readonly status?: number
  /** Earliest time the publisher allows another request (Retry-After). */
  readonly retryAt?: string
  /** Who said so, if a redirect led to another host. */
  readonly host?: string
}

/** One item of a feed, normalised. */
export interface Article {
  readonly id: string
  readonly feed: string
  readonly feedTitle: string
  readonly title: string
  readonly summary: string
  readonly link: string | null
  /** The link with everything dropped that does not name the page (tracking, fragment): what two feeds agree on. */
  readonly page: string | null
  readonly language: string | null
  /** null when the publisher gave no date that could be read: use `firstSeen`. */
  readonly published: string | null
  readonly firstSeen: string
}

/** What someone wants to know about. */
export interface Topic {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly severity: Severity
  /** What makes a match graver than that. */
  readonly raise?: readonly Raise[]
  readonly query: string
  /** The least score of a match. */
  readonly threshold?: number
  /** How many times a reason counts that stands in the title, or only in the summary. */
  readonly boost?: Readonly<Record<Field, number>>
  readonly examples: { readonly match: readonly string[]; readonly reject: readonly string[] }
}

/** A rule by which a match is as grave as `to` if its article satisfies the query `when` as well. */
export interface Raise {
  readonly to: Severity
  readonly when: string
  /** Headlines that must be so grave by this topic, and that must not. */
  readonly examples: Topic['examples']
}

export type Field = 'title' | 'summary'

/** Where a term was found, as UTF-16 offsets into the article's original text: `text.slice(start, end)`. */
export interface Span {
  readonly field: Field
  readonly start: number
  readonly end: number
}

/** One reason for a match: the term as the topic's query spells it, and every place it was found. */
export interface Evidence {
  /** The part of the query that was satisfied, as its author wrote it. */
  readonly clause: string
  /** What it adds to the match's score. */
  readonly contribution: number
  /** To what it raises the match's severity, if it is why a rule holds. */
  readonly raises?: Severity
  readonly spans: readonly Span[]
}

/** An article satisfying a topic, with the reasons. */
export interface Match {
  readonly topic: string
  readonly topicName: string
  /** The topic's, or what one of its rules raises it to. */
  readonly severity: Severity
  /** The article's, by which `lang:` and `~` were read. */
  readonly language: string | null
  /** The sum of what the evidence contributes, and the least that the topic asks for. */
  readonly score: number
  readonly threshold: number
  readonly evidence: readonly Evidence[]
}

/** A match with the text its spans point into, and where that text came from. */
export interface Reason extends Match {
  /** True if a first reading, old news or a backfill has brought it, and nothing that people are told of. */
  readonly quiet?: boolean
  readonly title: string
  readonly summary: string
  readonly source: string
}

/** A match as it is kept and queried: with its article and its story. */
export interface Matched extends Match {
  readonly v: 1
  /** When it was matched: the article's `firstSeen`. */
  readonly at: string
  readonly article: Article
  readonly story: string
  /** True if nobody was told: it was there at a first reading, old when first seen, or found by a backfill. */
  readonly quiet: boolean
}

/** One article's place in a story. */
export interface StoryMember extends Pick<Article, 'feed' | 'feedTitle' | 'title' | 'link'> {
  readonly article: string
  readonly at: string
}

/** The articles that report one event. */
export interface Story extends Pick<Article, 'title' | 'summary' | 'link' | 'language'> {
  readonly id: string
  /** When its first and its last article were first seen. */
  readonly first: string
  readonly last: string
  /** Rises with every change. */
  readonly rev: number
  /** The ids of all that report it. */
  readonly articles: readonly string[]
  /** The first of them, to be shown. */
  readonly members: readonly StoryMember[]
  /** The best match of each topic, by topic id. */
  readonly matches: Readonly<Record<string, Reason>>
}

/** When a channel wants to hear. Times of day are in `timezone`. */
export interface When {
  readonly instant: boolean
  /** "22:00-07:00": hold back in these hours, never drop. */
  readonly quiet: { readonly from: string; readonly to: string } | null
  /** "daily 08:00", "hourly": fold everything since the last one. */
  readonly digest: { readonly every: 'hour' } | { readonly every: 'day'; readonly at: string } | null
  readonly timezone: string
}

/** People who want the same thing. */
export interface Channel {
  readonly id: string
  readonly name: string
  /** Topic ids. */
  readonly topics: readonly string[]
  /** Least severity. */
  readonly severity: Severity
  /** Empty: every language. */
  readonly languages: readonly string[]
  readonly when: When
  readonly routes: readonly Route[]
  readonly origin: Origin
}

/** An address on a route. */
export interface Subscriber {
  readonly channel: string
  readonly route: Route
  /** `email`, `sms`, or whatever else somebody subscribed at SNS itself: `sqs`, `https`. */
  readonly protocol: string
  readonly address: string
  readonly origin: Origin
  /**
   * `pending`: asked, and not yet agreed. `lapsed`: asked, and never agreed. `left`: has left by themselves, and is never
   * asked again.
   */
  readonly state: 'pending' | 'confirmed' | 'lapsed' | 'left'
  /** Since when it has been in that state. */
  readonly since: string
  /** SNS's name of the subscription (its ARN), or `PendingConfirmation` if it was called off before it had one; else null. */
  readonly subscription: string | null
}

/** A debt: this channel's route is owed this story. */
export interface Alert {
  readonly channel: string
  readonly route: Route
  readonly story: string
  readonly state: 'owed' | 'sent' | 'unknown' | 'refused' | 'cancelled'
  /** The severity the channel is owed it at; a story is told again only if it rises. */
  readonly severity: Severity
  /** The severity it was last told at. */
  readonly told: Severity | null
  /** Rises each time there is something new to tell. Owed while greater than `sentRev`. */
  readonly owedRev: number
  readonly sentRev: number
  readonly dueAt: string | null
  /** To be told in a message of its own, for it was in one that the carrier refused. */
  readonly alone: boolean
}

/** What one message says of one story: a copy, so that a resend is identical whatever has happened since. */
export interface Told extends Pick<Story, 'title' | 'summary' | 'link' | 'language' | 'first'> {
  readonly story: string
  /** The alert's `owedRev` when this was frozen. */
  readonly rev: number
  readonly severity: Severity
  /** The severity it was told at before, if this is an escalation. */
  readonly was: Severity | null
  /** How many articles report it. */
  readonly size: number
  readonly sources: readonly string[]
  readonly matches: readonly Reason[]
}

/** What is sent: one alert or several folded, frozen before it is published. */
export interface Message {
  readonly v: 1
  readonly id: string
  /** Counts a route's messages. The next one can be frozen once only, by whoever saw the last. */
  readonly seq: number
  readonly channel: string
  readonly channelName: string
  readonly route: Route
  readonly frozenAt: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly sms: string
  readonly stories: readonly Told[]
}

/**
 * Where a message stands. `sending` with nobody at work on it means that its outcome is unknown: mail is then sent
 * again, SMS becomes `unknown` for good. `waiting` means that it certainly did not arrive, `refused` that it is given up.
 */
export interface MessageState {
  readonly state: 'sending' | 'waiting' | 'sent' | 'unknown' | 'refused'
  /** True once its alerts are crossed off: until then it is the one message its desk works on. */
  readonly settled: boolean
  readonly attempts: number
  /** Publishes of which nobody knows whether they arrived. */
  readonly unknown: number
  /** Publishes that the carrier refused for what they say. */
  readonly refused: number
  readonly sentAt: string | null
  readonly retryAt: string | null
  /** Why it did not arrive; of a sent one, what should be known beside that. */
  readonly error: string | null
}

/** How often, and when not, a publisher wishes to be read. */
export interface Wishes {
  /** Not more often, in minutes (ttl, sy:updatePeriod); null if it has no such wish. */
  readonly everyMinutes: number | null
  readonly skipHours: readonly number[]
  readonly skipDays: readonly string[]
}

/** A publisher's feed, and how it is doing. */
export interface Feed {
  readonly id: string
  readonly url: string
  readonly slot: number
  readonly origin: Origin
  readonly title: string
  readonly tags: readonly string[]
  /** As configured; the document's own word comes second. */
  readonly language: string | null
  readonly everySeconds: number
  /** Where its address redirects for good, and how often in a row that was seen. */
  readonly moved: { readonly to: string; readonly seen: number } | null
  readonly validators: Validators
  readonly bodyHash: string | null
  /** A mark for each item lately listed: 16 hex digits of its id, 8 of its content. */
  readonly seen: readonly string[]
  /** null until the first read, which tells nobody. */
  readonly baselineAt: string | null
  /** As its last document said. */
  readonly wishes: Wishes
  readonly health: FeedHealth
  /** Raised by every write; a late worker cannot overwrite a newer one. */
  readonly rev: number
}

export interface FeedHealth {
  readonly state: 'new' | 'ok' | 'failing' | 'gone'
  /** Last time the document had changed. */
  readonly changedAt: string | null
  readonly fault: Fault | null
  readonly failures: number
  /** Not to be asked before this time. */
  readonly waitUntil: string | null
  readonly mended: string | null
  /** How often a document listed nothing known: items may have been missed. */
  readonly gaps: number
}

/** The feeds of some whole hosts, polled together under one lease. */
export interface Slot {
  readonly n: number
  readonly everySeconds: number
  /**
   * When the period last finished began, in seconds since 1970; 0 before the first. A time and not a count, so that
   * it keeps its meaning when `everySeconds` changes.
   */
  readonly period: number
  readonly finishedAt: string | null
  /** Feeds that had no turn in that period, or that we failed: they come first in the next run, which is soon. */
  readonly left: readonly string[]
}
