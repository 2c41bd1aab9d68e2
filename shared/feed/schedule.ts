import { createHash } from 'node:crypto'
import type { Fault, Feed, Slot, Wishes } from '../words.ts'

const HOUR_SECONDS = 3600
const DAY_SECONDS = 24 * HOUR_SECONDS
/** A slot runs at least this often, whatever its feeds want. */
const SLOWEST_SECONDS = 6 * HOUR_SECONDS
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** When the period that a moment lies in began, in seconds since 1970. */
export const periodAt = (now: Date, everySeconds: number): number =>
  Math.floor(now.getTime() / 1000 / everySeconds) * everySeconds

/** Asks for a slot to be polled in the period that begins at `period`, in seconds since 1970. */
export interface SlotJob {
  readonly slot: number
  readonly period: number
  readonly everySeconds: number
}

/**
 * The slots with a period, current at `scheduledAt`, that they have not finished: one left undone, or in part, is offered
 * again.
 */
export const dueSlots = (slots: readonly Slot[], scheduledAt: Date): Slot[] =>
  slots.filter(
    slot =>
      periodAt(scheduledAt, slot.everySeconds) > slot.period || slot.left.length > 0 || isAhead(slot, scheduledAt),
  )

/** No period begins later than now, give or take two clocks: one that does was written by a clock that ran ahead. */
const isAhead = ({ period }: Slot, now: Date) => period > now.getTime() / 1000 + HOUR_SECONDS

/** A slot runs at the interval of its most urgent feed. */
export const slotEverySeconds = (feeds: readonly Feed[]): number =>
  feeds.reduce((least, { everySeconds }) => Math.min(least, everySeconds), SLOWEST_SECONDS)

/**
 * Whether a feed takes part in the slot's run of the period that `now` lies in: if it was never read, if a boundary of
 * its own interval (shifted by a phase of its own, so that slow feeds do not all fall due together) has passed since the
 * start of the last finished period, or if the publisher's wait ended since then.
 *
 * Everything is measured between *starts* of periods. What happens while a slot runs then belongs to its next run;
 * measured from the time the run ended, a feed whose boundary lies there would never be read.
 *
 * @param slot as it was before this run.
 */
export function isDue({ id, everySeconds, baselineAt, health }: Feed, slot: Slot, now: Date): boolean {
  const until = periodAt(now, slot.everySeconds)
  const since = isAhead(slot, now) ? until - slot.everySeconds : slot.period
  const waitUntil = waitEnd(health.waitUntil, until)
  if (!mayBeAsked({ health }, until)) return false
  if (baselineAt === null || (waitUntil !== null && waitUntil > since)) return true
  const phase = hash(id) % everySeconds
  return Math.floor((until - phase) / everySeconds) > Math.floor((since - phase) / everySeconds)
}

/** Where an address leads. */
export const hostOf = ({ url }: Pick<Feed, 'url'>): string => new URL(url).host

/** A permanent redirect that was seen so often in a row is taken at its word. */
const SURELY_MOVED = 3

/** Where to ask for a feed: its own address, or where that has moved for good (RFC 9110, sections 15.4.2 and 15.4.9). */
export const addressOf = ({ url, moved }: Pick<Feed, 'url' | 'moved'>): string =>
  moved && moved.seen >= SURELY_MOVED ? moved.to : url

/** The host that is asked for a feed. */
export const hostAsked = (feed: Pick<Feed, 'url' | 'moved'>): string => hostOf({ url: addressOf(feed) })

/** What an answer that could be read says of where a feed lives. */
export function movedBy(feed: Pick<Feed, 'url' | 'moved'>, movedTo: string | null): Feed['moved'] {
  const { url, moved } = feed
  if (movedTo === null) return addressOf(feed) === url ? null : moved
  return { to: movedTo, seen: moved?.to === movedTo ? moved.seen + 1 : 1 }
}

/**
 * The feeds of a slot, each with its host's wait: the Retry-After of one answer holds for all that the host has
 * (RFC 6585, section 4: what it counts is its own affair).
 */
export function heldByHost(feeds: readonly Feed[]): Feed[] {
  const holding = feeds.filter(({ health }) => health.fault?.retryAt !== undefined)
  return feeds.map(feed => {
    const asked = holding
      .filter(other => (other.health.fault?.host ?? hostAsked(other)) === hostAsked(feed))
      .map(({ health }) => health.fault?.retryAt ?? '')
    const waitUntil = [feed.health.waitUntil ?? '', ...asked].sort().at(-1) || null // ISO 8601: as texts as in time
    return { ...feed, health: { ...feed.health, waitUntil } }
  })
}

/** Whether a publisher has not asked to be left alone, now or for good. @param now in seconds since 1970 */
export function mayBeAsked({ health }: Pick<Feed, 'health'>, now: number): boolean {
  return health.state !== 'gone' && (waitEnd(health.waitUntil, now) ?? 0) <= now
}

/** Nobody is ever asked to wait for more than a day: an end further off was written by a clock that ran ahead. */
function waitEnd(waitUntil: string | null, now: number): number | null {
  const end = waitUntil === null ? null : Date.parse(waitUntil) / 1000
  return end !== null && end > now + 2 * DAY_SECONDS ? null : end
}

/** What a document, its response and our own interval have to say of the next reading. */
interface Reading {
  readonly document: Wishes
  readonly freshSeconds: number | null
  readonly now: Date
  readonly everySeconds: number
}

/**
 * Until when the publisher asks us to wait, at most a day: max-age, ttl and sy:update* say how long, skipHours and
 * skipDays (GMT; RSS 2.0, "skipHours") when not. null if that is no longer than the feed's own interval.
 */
export function waitAfterRead({ document, freshSeconds, now, everySeconds }: Reading): string | null {
  const floorSeconds = Math.max(everySeconds, freshSeconds ?? 0, (document.everyMinutes ?? 0) * 60)
  const latest = now.getTime() + DAY_SECONDS * 1000
  const wanted = Math.min(now.getTime() + floorSeconds * 1000, latest)
  let at = wanted
  while (at < latest && isSkipped(new Date(at), document)) at = Math.min(nextHour(at), latest)
  return at > wanted || floorSeconds > everySeconds ? new Date(at).toISOString() : null
}

/**
 * Until when to leave a failing feed alone: its own interval, doubled with each failure in a row, to 6 hours (a day for
 * 404), and never before the publisher's Retry-After. Up to a quarter is taken off by chance: hosts that failed together
 * part, and a first retry seldom misses the feed's next turn by seconds.
 *
 * @param failures in a row, this one included. @param random from 0 to 1.
 */
export function waitAfterFault(
  fault: Fault,
  failures: number,
  everySeconds: number,
  now: Date,
  random: () => number,
): string {
  const cap = Math.max(everySeconds, fault.status === 404 ? DAY_SECONDS : 6 * HOUR_SECONDS)
  const backOff = Math.min(everySeconds * 2 ** Math.min(failures - 1, 20), cap)
  const at = now.getTime() + backOff * (1 - random() / 4) * 1000
  return new Date(Math.max(at, fault.retryAt === undefined ? 0 : Date.parse(fault.retryAt))).toISOString()
}

function isSkipped(at: Date, { skipHours, skipDays }: Reading['document']): boolean {
  const day = DAYS[at.getUTCDay()]
  return skipHours.some(hour => hour % 24 === at.getUTCHours()) || skipDays.some(name => name.toLowerCase() === day)
}

const nextHour = (time: number) => (Math.floor(time / 1000 / HOUR_SECONDS) + 1) * HOUR_SECONDS * 1000

/** The same for a feed on every machine and in every year. */
const hash = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE()
