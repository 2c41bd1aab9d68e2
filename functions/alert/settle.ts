import { afterQuiet, type Wanted, wantsStill } from '../../shared/alert/channel.ts'
import { compose } from '../../shared/alert/compose.ts'
import type { Current } from '../../shared/config/current.ts'
import type { Setup } from '../../shared/store/configs.ts'
import type { Desk } from '../../shared/store/desks.ts'
import type { Alert, Channel, Route, Story, Told } from '../../shared/words.ts'
import { attempt, throwAll } from '../attempt.ts'
import { crossOff, end, publish, resume, unknown } from './deliver.ts'
import { type AlertDeps, LEASE_SECONDS } from './deps.ts'
import { sideBySide } from './side-by-side.ts'

/** A message tells at most this many stories; what is over goes into the next one. */
const MOST_STORIES = 50
/** More than this in a minute, and the rest is folded into one message at the next: nobody reads a flood. */
const MESSAGES_A_MINUTE = 3

/** So that a carrier which accepts and stays silent holds up nobody but its own, and the table is not stormed. */
const DESKS_AT_ONCE = 8

/** Our own failure: the desk is not looked at again before this has passed. */
const AFTER_FAILURE_MS = 5_000

type At = Pick<Channel, 'id'> & { readonly route: Route }

/** Every desk at which something is due, each under its own lease, some side by side. */
export async function settle(setup: Current, deps: AlertDeps): Promise<void> {
  const failures: (Error | null)[] = []
  await sideBySide(await deps.store.desks.due(deps.now(), 100), DESKS_AT_ONCE, async at => {
    failures.push(await attempt(`settle ${at.id} ${at.route}`, () => settleDesk(at, setup, deps)))
  })
  throwAll(failures)
}

async function settleDesk(at: At, setup: Current, deps: AlertDeps): Promise<void> {
  const { store, now, newId } = deps
  const until = new Date(now().getTime() + LEASE_SECONDS * 1000)
  const desk = await store.desks.take(at, { owner: newId(), now: now(), until })
  if (!desk) return
  try {
    // A channel may be younger than the configuration this run began with.
    const channel = servedBy(setup, at) ?? servedBy(await deps.current(), at)
    const { sent, next } = channel ? await work(at, channel, desk, deps) : await closeDown(at, deps)
    const minute = minuteOf(now())
    const before = desk.minute === minute ? desk.sentThisMinute : 0
    const again = desk.lookAt && desk.lookAt > now().toISOString() ? desk.lookAt : null
    await store.desks.close({ ...desk, minute, sentThisMinute: before + sent }, next ?? again)
  } catch (error) {
    await store.desks.close(desk, new Date(now().getTime() + AFTER_FAILURE_MS).toISOString())
    throw error
  }
}

const servedBy = (setup: Setup | null, { id, route }: At) =>
  setup?.channels.find(channel => channel.id === id && channel.routes.includes(route))

interface Done {
  readonly sent: number
  /** When to look at this desk again; null when nothing waits. */
  readonly next: string | null
}

/** First what is under way, then what is due: collect → freeze → publish → settle. */
async function work(at: At, channel: Channel, desk: Desk, deps: AlertDeps): Promise<Done> {
  const { store, now } = deps
  const awake = afterQuiet(channel.when, now())
  if (awake > now()) return { sent: 0, next: awake.toISOString() } // what failed or was paced waits until then as well
  const latest = await store.messages.latest(at.id, at.route)
  if (latest && !latest.settled) {
    const retryAt = await resume(latest, deps)
    return retryAt ? { sent: 0, next: retryAt } : { sent: 1, next: now().toISOString() }
  }
  const free = freeAt(desk, now())
  if (free) return { sent: 0, next: free }
  const { due, next } = await store.desks.waiting(at, now(), MOST_STORIES)
  const stories = await collect(together(due), channel, deps)
  if (stories.length === 0) return { sent: 0, next: due.length > 0 ? now().toISOString() : next }
  const composed = compose(channel, at.route, stories, (latest?.seq ?? 0) + 1, now())
  const message = await store.messages.freeze(composed)
  if (!message) throw new Error(`another worker is at the desk of ${at.id} ${at.route}`)
  const retryAt = await publish(message, deps)
  const isMore = due.length === MOST_STORIES || message.stories.length < due.length
  return { sent: 1, next: retryAt ?? (isMore ? now().toISOString() : next) }
}

/** A channel or route that is no more: what may have arrived is crossed off as that, everything else is cancelled. */
async function closeDown(at: At, deps: AlertDeps): Promise<Done> {
  const { desks, messages } = deps.store
  const latest = await messages.latest(at.id, at.route)
  if (latest && !latest.settled) {
    if (latest.state === 'sending') await unknown(latest, 'interrupted while sending to a channel now removed', deps)
    else if (latest.state !== 'waiting') await crossOff(latest, deps)
    else if (latest.unknown > 0)
      await end(latest, 'unknown', 'its channel was removed; an earlier try may have arrived', deps)
    else await messages.move(latest, { settled: true, retryAt: null, error: 'its channel was removed' })
  }
  await desks.cancel(at)
  return { sent: 0, next: null }
}

const minuteOf = (now: Date) => now.toISOString().slice(0, 16)

/** When a desk that has sent enough this minute may send again; null if it may now. */
function freeAt({ minute, sentThisMinute }: Desk, now: Date): string | null {
  if (minute !== minuteOf(now) || sentThisMinute < MESSAGES_A_MINUTE) return null
  return new Date(Date.parse(`${minute}:00Z`) + 60_000).toISOString()
}

/** The oldest debt, and all that may be told with it. */
const together = (due: readonly Alert[]) => (due[0]?.alone ? due.slice(0, 1) : due.filter(({ alone }) => !alone))

/** What to say of each story owed. A debt for what nobody wants any more, or is no longer there, is cancelled. */
async function collect(due: readonly Alert[], channel: Channel, { store }: AlertDeps): Promise<Told[]> {
  const stories = new Map((await store.stories.getMany(due.map(({ story }) => story))).map(story => [story.id, story]))
  const told: Told[] = []
  for (const alert of due) {
    const story = stories.get(alert.story)
    const wanted = story && wantsStill(channel, story, alert)
    if (!story || !wanted) await store.desks.drop(alert)
    else if (wanted.severity === alert.severity || (await store.desks.lower(alert, wanted.severity)))
      told.push(tell(alert, story, wanted))
  }
  return told
}

function tell(alert: Alert, story: Story, { severity, matches }: Wanted): Told {
  const { title, summary, link, language, first, articles, members } = story
  return {
    ...{ story: story.id, rev: alert.owedRev, severity, was: alert.told },
    ...{ title, summary, link, language, first, size: articles.length, matches },
    sources: [...new Set(members.map(({ feedTitle }) => feedTitle))],
  }
}
