import { Cron } from 'croner'
import {
  type Alert,
  type Channel,
  isGraver,
  type Reason,
  SEVERITIES,
  type Severity,
  type Story,
  type When,
} from '../words.ts'

/** What a channel wants of a story: why, and how urgent that makes it. */
export interface Wanted {
  readonly severity: Severity
  /** Most severe first. */
  readonly matches: readonly Reason[]
}

const rank = (severity: Severity) => SEVERITIES.indexOf(severity)

/** The part of a story that a channel asked to be told, or null if there is none. The one judge of preference. */
export function wants(channel: Channel, story: Pick<Story, 'matches' | 'language'>): Wanted | null {
  if (!reads(channel, story.language)) return null
  const matches = Object.values(story.matches)
    .filter(({ topic, severity }) => channel.topics.includes(topic) && rank(severity) >= rank(channel.severity))
    .sort((a, b) => rank(b.severity) - rank(a.severity) || b.score - a.score)
  const first = matches[0]
  return first ? { severity: first.severity, matches } : null
}

/**
 * What a channel that is owed a story wants of it still, and how urgent that makes it; null if that was only found quietly,
 * or is no graver than what was told: the topic that raised it may be gone. Its language was judged when it came to be owed.
 */
export function wantsStill(
  channel: Channel,
  story: Pick<Story, 'matches' | 'language'>,
  owed: Pick<Alert, 'severity' | 'told'>,
): Wanted | null {
  const wanted = wants({ ...channel, languages: [] }, story)
  const loud = wanted?.matches.find(({ quiet }) => !quiet)
  if (!wanted || !loud) return null
  const severity = isGraver(owed.severity, loud.severity) ? loud.severity : owed.severity
  return owed.told !== null && !isGraver(severity, owed.told) ? null : { ...wanted, severity }
}

/** By main language: `pt-BR` reads `pt`. What is in no known language is told: silence would be worse. */
function reads({ languages }: Channel, language: string | null): boolean {
  const main = (tag: string) => tag.toLowerCase().split('-')[0]
  return languages.length === 0 || language === null || languages.some(tag => main(tag) === main(language))
}

/**
 * When a channel should hear of what it is owed now. Quiet hours hold back, they do not drop; with a digest, what they
 * held back waits for the digest.
 */
export function dueAt({ when }: Pick<Channel, 'when'>, now: Date): Date {
  if (when.instant && !isQuiet(when, now)) return now
  return afterQuiet(when, when.digest ? nextDigest(when.digest, when.timezone, now) : now)
}

function nextDigest(digest: NonNullable<When['digest']>, timezone: string, now: Date): Date {
  return digest.every === 'hour' ? nextRun('0 * * * *', timezone, now) : nextAt(digest.at, timezone, now)
}

/** When quiet hours that a moment lies in are over; the moment itself if it lies in none. */
export const afterQuiet = (when: When, at: Date): Date =>
  when.quiet && isQuiet(when, at) ? nextAt(when.quiet.to, when.timezone, at) : at

/** Both ends in the same day, or over midnight: "22:00-07:00". */
function isQuiet({ quiet, timezone }: When, at: Date): boolean {
  if (!quiet) return false
  const time = at.toLocaleTimeString('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' })
  return quiet.from <= quiet.to ? quiet.from <= time && time < quiet.to : time >= quiet.from || time < quiet.to
}

function nextAt(time: string, timezone: string, after: Date): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return nextRun(`${minute} ${hour} * * *`, timezone, after)
}

/** croner knows what to do on the nights when clocks change. */
function nextRun(pattern: string, timezone: string, after: Date): Date {
  const next = new Cron(pattern, { timezone }).nextRun(after)
  if (!next) throw new Error(`no time follows ${after.toISOString()} in "${pattern}"`)
  return next
}
