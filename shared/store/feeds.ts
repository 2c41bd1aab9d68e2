import type { Feed, Origin } from '../words.ts'
import type { Db, Item } from './db.ts'
import { under } from './db.ts'
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

const toFeed = (item: Item): Feed => ({
  id: item['feed'],
  url: item['url'],
  slot: item['slot'],
  origin: item['origin'],
  title: item['title'],
  tags: item['tags'],
  language: item['language'],
  everySeconds: item['everySeconds'],
  moved: item['moved'] ?? null,
  validators: item['validators'],
  bodyHash: item['bodyHash'],
  seen: unpack(item['seen']),
  baselineAt: item['baselineAt'],
  wishes: item['wishes'],
  health: item['health'],
  rev: item['rev'],
})

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
    return items.map(item => ({ feed: item['feed'], slot: item['slot'], url: item['url'], origin: item['origin'] }))
  },

  /**
   * Adds a feed, or gives a known one its present settings. What it remembers of its publisher stays.
   * @throws if it lives in another slot: there it would be read a second time, and forgotten
   */
  async settle(
    feed: Pick<Feed, 'id' | 'url' | 'slot' | 'origin' | 'tags' | 'language' | 'everySeconds'>,
  ): Promise<void> {
    const { id, url, slot, origin, tags, language, everySeconds } = feed
    const settings = JSON.stringify([tags, language, everySeconds, origin]) // dynalite cannot compare lists
    const registered = await db.put(
      { ...registryKey(id), v: FORMAT, feed: id, slot, url, origin },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR slot = :slot',
        ExpressionAttributeValues: { ':slot': slot },
      },
    )
    if (!registered) throw new Error(`another configuration has given ${url} another slot meanwhile; apply yours again`)
    const isNew = await db.put(
      {
        ...feedKey(slot, id),
        ...neverRead,
        feed: id,
        url,
        slot,
        origin,
        title: new URL(url).host,
        tags,
        language,
        everySeconds,
        settings,
      },
      { ConditionExpression: 'attribute_not_exists(pk)' },
    )
    if (isNew) return
    await db.update(feedKey(slot, id), {
      UpdateExpression:
        'SET tags = :tags, #language = :language, everySeconds = :every, origin = :origin, settings = :settings ' +
        'ADD rev :one',
      ConditionExpression: 'settings <> :settings',
      ExpressionAttributeNames: { '#language': 'language' },
      ExpressionAttributeValues: {
        ':tags': tags,
        ':language': language,
        ':every': everySeconds,
        ':origin': origin,
        ':settings': settings,
        ':one': 1,
      },
    })
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
    const written = await db.update(feedKey(feed.slot, feed.id), {
      UpdateExpression:
        'SET title = :title, moved = :moved, validators = :validators, bodyHash = :body, seen = :seen, baselineAt = :baseline, ' +
        'wishes = :wishes, health = :health, rev = :next',
      ConditionExpression: 'rev = :rev',
      ExpressionAttributeValues: {
        ':title': news.title,
        ':moved': news.moved,
        ':validators': news.validators,
        ':body': news.bodyHash,
        ':seen': pack(news.seen),
        ':baseline': news.baselineAt,
        ':wishes': news.wishes,
        ':health': news.health,
        ':rev': feed.rev,
        ':next': feed.rev + 1,
      },
    })
    return written !== null
  },
})
