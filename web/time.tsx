const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', timeStyle: 'medium' })
const calendar = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' })

/** "12 s ago", "in 3 min": rounded down, so that nothing seems to lie further off than it does. */
export function relative(at: Date, now: Date): string {
  const seconds = Math.trunc((now.getTime() - at.getTime()) / 1000)
  const length = lengthOf(Math.abs(seconds))
  if (seconds === 0) return 'just now'
  return seconds > 0 ? `${length} ago` : `in ${length}`
}

/** A length of time in its largest fitting unit: "10 s", "5 min", "6 h", "3 days". */
export function lengthOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`
  return `${Math.floor(seconds / 86_400)} days`
}

/** Today's times by the clock, others with their day; in UTC, because a desk's readers sit in several zones. */
export function absolute(at: Date, now: Date): string {
  const today = at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)
  return `${(today ? clock : calendar).format(at)} UTC`
}

interface Moment {
  /** ISO 8601 */
  readonly at: string
  readonly now: Date
}

/** "12 s ago", with the full time where a reader can ask for it. */
export const Ago = ({ at, now }: Moment) => (
  <time datetime={at} title={absolute(new Date(at), now)}>
    {relative(new Date(at), now)}
  </time>
)

/** "04:47:12 UTC (12 s ago)" */
export const Time = ({ at, now }: Moment) => (
  <time datetime={at}>
    {absolute(new Date(at), now)} <small>({relative(new Date(at), now)})</small>
  </time>
)
