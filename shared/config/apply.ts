import { applyAudience, closeRoutes } from '../audience/file.ts'
import type { InviteDeps } from '../audience/invite.ts'
import { hostOf, slotEverySeconds } from '../feed/schedule.ts'
import type { At } from '../store/alerts.ts'
import type { Pointer, Setup } from '../store/configs.ts'
import type { Registered } from '../store/feeds.ts'
import type { Store } from '../store/store.ts'
import { ROUTES } from '../words.ts'
import { carryOver } from './api-topics.ts'
import type { Configuration, FeedSetting } from './configuration.ts'
import { reviewDebts } from './debts.ts'
import type { Packs } from './packs.ts'
import { turn } from './turn.ts'
import { type Filed, partsOf, versionOf } from './version.ts'

/** What an apply has changed. */
export interface Applied {
  readonly version: string
  readonly feedsAdded: number
  readonly feedsRemoved: number
  readonly topics: number
  readonly channels: number
  /** Whom the file has had asked. */
  readonly subscribersAdded: number
  /** Whom it names no more, and everybody else who was on channels or routes that are no more. */
  readonly subscribersRemoved: number
  /** Alerts that were owed, and that nobody asks for now. */
  readonly alertsCancelled: number
  /** Alerts of what only feeds reported that are no more: they are told all the same. */
  readonly alertsKept: number
  /** What became of topics of the API, in words, where they did not simply stay. */
  readonly remarks: readonly string[]
}

/** What it works with, beside the table. */
type Ends = Omit<InviteDeps, 'store'>
type Channels = Pick<Setup, 'channels'>

/** Feeds that share a slot at most: one lease, one query, one worker. */
const MOST_FEEDS = 40

/**
 * Makes the table and the carrier agree with a checked file: feeds, ways out and subscribers of the file are brought in
 * line, a new version is written, one pointer is flipped, and what is gone is closed (debts.ts) or let go of. Each
 * step may be done again: an apply that was cut short is finished by the next. What the API made is left alone.
 * @throws if another apply ran at the same time, or the carrier refuses an address
 */
export async function apply(
  configuration: Configuration,
  store: Store,
  ends: Ends & { readonly packs: Packs },
): Promise<Applied> {
  const file = filed(configuration)
  const counts = await store.configs.pointer()
  const old = counts && (await store.configs.load(counts.version))
  const before = await announce(notIn(old, file), counts, store)
  const { slots, added, removed, living } = await applyFeeds(configuration.feeds, before?.slots ?? 0, store)
  const people = await applyAudience(file.channels, configuration.subscribers, { store, ...ends })

  const leaving = [...(before?.leaving ?? []), ...notIn(file, old)]
  const means = async (now: Pointer | null) => {
    const { setup, remarks } = await join(file, now, ends.packs, store)
    return { setup, remarks, to: { version: setup.version, slots, leaving, edits: now?.edits ?? 0 } }
  }
  const { pointer, setup, remarks } = await turn(before, means, store)
  const gone = leaving.filter(desk => !has(file, desk))
  const { cancelled, kept } = await reviewDebts(setup, gone, living, store, ends.now())
  const removedWith = await closeRoutes(gone, { store, ...ends })
  if (leaving.length > 0) await turn(pointer, async now => ({ to: { ...pointer, ...now, leaving: [] } }), store)
  const { topics, channels, version } = setup
  await store.configs.retire(version, ends.now())
  return {
    ...{ version, feedsAdded: added, feedsRemoved: removed, topics: topics.length, channels: channels.length },
    ...{ alertsCancelled: cancelled + people.cancelled, alertsKept: kept, remarks },
    ...{ subscribersAdded: people.added, subscribersRemoved: people.removed + removedWith },
  }
}

/** Writes the version that a file makes together with the API's topics, as they are now. */
async function join(file: Filed, now: Pointer | null, packs: Packs, { configs }: Store) {
  const old = now && (await configs.load(now.version))
  const { made, remarks } = carryOver(old ? partsOf(old).made : [], file, packs)
  const { setup, index } = versionOf(file, made, now)
  await configs.write(setup, index)
  return { setup, remarks }
}

/** Writes down which ways out are to be opened: should this be cut short and undone, the next apply closes them. */
async function announce(opened: readonly At[], pointer: Pointer | null, store: Store): Promise<Pointer | null> {
  if (!pointer || opened.length === 0) return pointer
  const leaving = [...pointer.leaving, ...opened]
  return (await turn(pointer, async now => ({ to: { ...pointer, ...now, leaving } }), store)).pointer
}

/**
 * Takes every way out away, and forgets who was on it: for when nothing is to be left but the table, which remembers
 * who left. Those that count now, those of an apply that was cut short, and those that were leaving.
 */
export async function withdraw(configuration: Configuration, store: Store, ends: Ends): Promise<void> {
  const pointer = await unlessGone(store.configs.pointer(), null)
  const setup = pointer && (await store.configs.load(pointer.version))
  const ids = [configuration.channels, setup?.channels ?? [], pointer?.leaving ?? []].flat().map(({ id }) => id)
  const desks = [...new Set(ids)].flatMap(id => ROUTES.map(route => ({ id, route })))
  await unlessGone(closeRoutes(desks, { store, ...ends }), 0)
}

/** Whoever has deleted the table themselves must still be able to remove the rest. */
const unlessGone = <T>(asked: Promise<T>, otherwise: T): Promise<T> =>
  asked.catch(error => {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return otherwise
    throw error
  })

/** What the file says of it, as a version keeps it. */
function filed({ topics, channels, contact, allowPrivate, smsCountries, subscribers }: Configuration): Filed {
  return { topics, channels, settings: { contact, allowPrivate, smsCountries, subscribers: subscribers.length } }
}

/** The routes of channels that `one` has and `other` has not. */
const notIn = (other: Channels | null, one: Channels | null): At[] =>
  (one?.channels ?? [])
    .flatMap(({ id, routes }) => routes.map(route => ({ id, route })))
    .filter(desk => !other || !has(other, desk))

const has = ({ channels }: Channels, { id, route }: At) =>
  channels.some(channel => channel.id === id && channel.routes.includes(route))

async function applyFeeds(wanted: readonly FeedSetting[], slots: number, store: Store) {
  const registry = await store.feeds.registry()
  const known = new Map(registry.map(feed => [feed.feed, feed]))
  const ids = new Set(wanted.map(({ id }) => id))
  const gone = registry.filter(({ feed, origin }) => origin === 'file' && !ids.has(feed))
  for (const feed of gone) await store.feeds.remove(feed)

  const added = wanted.filter(({ id }) => !known.has(id))
  const seats = seated(
    registry.filter(feed => !gone.includes(feed)),
    added.map(hostOf),
  )
  for (const feed of wanted) {
    const slot = known.get(feed.id)?.slot ?? seats.get(hostOf(feed)) ?? 0
    await store.feeds.settle({ ...feed, slot, origin: 'file' })
  }
  const count = Math.max(slots, ...[...seats.values()].map(slot => slot + 1))
  for (let n = 0; n < count; n++) await pace(n, store)
  const living = new Set([...ids, ...registry.filter(feed => !gone.includes(feed)).map(({ feed }) => feed)])
  return { slots: count, added: added.length, removed: gone.length, living }
}

async function pace(n: number, store: Store): Promise<void> {
  const feeds = await store.feeds.ofSlot(n)
  if (feeds.length > 0) await store.slots.pace(n, slotEverySeconds(feeds))
}

/**
 * The slot of every host: where it is already, or else the first with room for all the feeds that it brings.
 * @param newcomers the host of each new feed
 */
function seated(registry: readonly Registered[], newcomers: readonly string[]): Map<string, number> {
  const seats = new Map(registry.map(feed => [hostOf(feed), feed.slot]))
  const taken: number[] = []
  const fill = (slot: number, feeds: number) => {
    taken[slot] = (taken[slot] ?? 0) + feeds
  }
  for (const { slot } of registry) fill(slot, 1)
  const brings = new Map<string, number>()
  for (const host of newcomers) brings.set(host, (brings.get(host) ?? 0) + 1)
  for (const [host, feeds] of brings) {
    const room = taken.findIndex(there => (there ?? 0) + feeds <= MOST_FEEDS)
    const slot = seats.get(host) ?? (room >= 0 ? room : taken.length)
    seats.set(host, slot)
    fill(slot, feeds)
  }
  return seats
}
