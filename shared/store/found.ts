import { fitted } from '../story/fitted.ts'
import { isGraver, type Match } from '../words.ts'

/** What was found in an article by one look at it. */
export interface Found {
  readonly matches: readonly Match[]
  /** Indexed and storied, but nobody is told. */
  readonly quiet: boolean
}

/** Each for itself: an edit or a backfill may add to what a first read found, or what has been told long ago. */
export interface FoundMatch extends Match {
  readonly quiet: boolean
  /** It was worked out who is told of it; what the article owes now, it owes for others. */
  readonly paid?: boolean
}

/** Of the 400 KB of an item, what the reasons of all its matches may take, however many looks have found them. */
const EVIDENCE_BYTES = 200_000

/** With what a further look finds of topics that had none. */
export function added(had: readonly FoundMatch[], { matches, quiet }: Found): FoundMatch[] {
  const fresh = matches.filter(({ topic }) => !had.some(match => match.topic === topic))
  return fitted([...had, ...fresh.map(match => ({ ...match, quiet }))], EVIDENCE_BYTES, withoutReasons)
}

/**
 * An article's matches after an edit, and whether it owes for them: for a topic's first match, or a graver one. Of what
 * was found quietly people are told once the edit has made it graver, and not if a change of its topic has.
 * @param before what today's topics find in the text as it was
 */
export function edited(had: readonly FoundMatch[], found: Found, before: readonly Match[]) {
  let isMore = false
  const kept = had.map((match): FoundMatch => {
    const now = found.matches.find(({ topic }) => topic === match.topic)
    if (!now || isGraver(match.severity, now.severity)) return { ...match, ...unmarked(match) }
    const isRise = isGraver(now.severity, match.severity)
    isMore ||= isRise
    const quiet = match.quiet && (found.quiet || !isRise || isIn(before, now))
    return { ...match, ...now, quiet, paid: match.paid === true && !isRise }
  })
  const matches = added(kept, found)
  return { matches, isMore: isMore || matches.length > had.length }
}

const isIn = (matches: readonly Match[], { topic, severity }: Match) =>
  matches.some(match => match.topic === topic && !isGraver(severity, match.severity))

/** Its words may stand in the text no more: no others are to be marked in their place. */
const unmarked = ({ evidence }: Match) => ({ evidence: evidence.map(part => ({ ...part, spans: [] })) })

const withoutReasons = (match: FoundMatch): FoundMatch => ({ ...match, evidence: [] })
