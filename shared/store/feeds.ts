import type { Feed, Origin } from '../words.ts'
import { type Db, type Item, under } from './db.ts'
import { FORMAT, feedKey, feedsOf, REGISTRY, registryKey } from './table.ts'

/** Where a feed lives, without its memory: one small item a feed. */
export interface Registered {
  readonly feed: string
  readonly slot: number
  readonly url: string
  readonly origin: Origin
}

/** What a poll learned. `null` health fields mean what they say: no fault, no waiting. */
export type FeedNews = Pick<
  Feed,
  'title' | 'moved' | 'validators' | 'bodyHash' | 'seen' | 'baselineAt' | 'wishes' | 'health'
>

function toFeed(item: Item): Feed {
  const { feed: id, url, slot, origin, title, tags, language, everySeconds, moved = null } = item
  const { validators, bodyHash, seen, baselineAt, wishes, health, rev } = item
  return {
    ...{ id, url, slot, origin, title, tags, language, everySeconds, moved },
    ...{ validators, bodyHash, seen: unpack(seen), baselineAt, wishes, health, rev },
  }
}

/** Marks are 24 hex digits; packed, a feed that lists 100 items remembers them in 1.2 KB. */
const pack = (marks: readonly string[]) => Buffer.from(marks.join(''), 'hex')
const unpack = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString('hex').match(/.{24}/g) ?? []

const neverRead = {
  v: FORMAT,
  moved: null,
  validators: {},
  bodyHash: null,
  seen: pack([]),
  baselineAt: null,
  wishes: { everyMinutes: null, skipHours: [], skipDays: [] },
  health: { state: 'new', changedAt: null, fault: null, failures: 0, waitUntil: null, mended: null, gaps: 0 },
  rev: 0,
}

export const feedStore = (db: Db) => ({
  /** The feeds of a slot, in one consistent query. */
  async ofSlot(slot: number): Promise<Feed[]> {
    const { pk, prefix } = feedsOf(slot)
    return (await db.all(under(pk, prefix))).map(toFeed)
  },

  /** Every feed there is and the slot it lives in. */
  async registry(): Promise<Registered[]> {
    const items = await db.all(under(REGISTRY))
    return items.map(({ feed, slot, url, origin }): Registered => ({ feed, slot, url, origin }))
  },

  /**
   * Adds a feed, or gives a known one its present settings. What it remembers of its publisher stays.
   * @throws if it lives in another slot, where it would be read a second time, and forgotten; or was taken away meanwhile
   */
  async settle(
    feed: Pick<Feed, 'id' | 'url' | 'slot' | 'origin' | 'tags' | 'language' | 'everySeconds'>,
  ): Promise<void> {
    const { id, url, slot, origin, tags, language, everySeconds } = feed
    const compared = JSON.stringify([tags, language, everySeconds, origin]) // dynalite cannot compare lists
    const settings = { tags, language, everySeconds, origin, settings: compared }
    const registered = await db.put(
      { ...registryKey(id), v: FORMAT, feed: id, slot, url, origin },
      { when: 'attribute_not_exists(pk) OR slot = :slot', values: { slot } },
    )
    const meanwhile = (what: string) => new Error(`another configuration has ${what} meanwhile; apply yours again`)
    if (!registered) throw meanwhile(`given ${url} another slot`)
    const isNew = await db.put(
      { ...feedKey(slot, id), ...neverRead, feed: id, url, slot, title: new URL(url).host, ...settings },
      { when: 'attribute_not_exists(pk)' },
    )
    if (isNew) return
    const change = { set: settings, add: { rev: 1 } }
    // What is not there differs from everything: without the first half a feed that is gone would come back as half a feed.
    const when = 'attribute_exists(pk) AND settings <> :settings'
    if (await db.update(feedKey(slot, id), { ...change, when, values: { settings: compared } })) return
    if (!(await db.get(feedKey(slot, id)))) throw meanwhile(`taken ${url} away`)
  },

  /** Forgets a feed. Its articles and matches stay until they expire. */
  async remove({ feed, slot }: Pick<Registered, 'feed' | 'slot'>): Promise<void> {
    await db.remove(feedKey(slot, feed))
    await db.remove(registryKey(feed))
  },

  /**
   * Keeps what a poll learned; always a poll's last write, so that a crash before it reads the feed again.
   * @returns false if someone has written the feed since it was read: a late worker must not undo that
   */
  async read(feed: Feed, news: FeedNews): Promise<boolean> {
    const { title, moved, validators, bodyHash, seen, baselineAt, wishes, health } = news
    const learned = { title, moved, validators, bodyHash, seen: pack(seen), baselineAt, wishes, health }
    const written = await db.update(feedKey(feed.slot, feed.id), {
      set: { ...learned, rev: feed.rev + 1 },
      when: 'rev = :rev',
      values: { rev: feed.rev },
    })
    return written !== null
  },
})
