import { gunzipSync, gzipSync } from 'node:zlib'
import type { Channel, Topic } from '../words.ts'
import type { At } from './alerts.ts'
import { type Db, under } from './db.ts'
import { CURRENT_CONFIG, configKey, configOf, expiresAt, FORMAT, INDEX, KEEP_DAYS, VERSIONS } from './table.ts'

/** One version: what the functions work by. Who is on a channel stands elsewhere: not all may read addresses. */
export interface Setup {
  readonly version: string
  readonly topics: readonly Topic[]
  readonly channels: readonly Channel[]
  readonly settings: Settings
  /** Which of the topics the API made; the others are the file's. */
  readonly fromApi: readonly ApiTopic[]
}

/** What was said of a topic through the API: kept, to be read again when what it builds on has changed. */
export interface ApiTopic {
  readonly id: string
  /** As a topic of the file is written. */
  readonly entry: Readonly<Record<string, unknown>>
  /** The ids of the channels that hear of it beside what the file says. */
  readonly channels: readonly string[]
}

/** What the file says for the whole program, wherever it runs. */
interface Settings {
  /** Who a publisher may write to; null when the file names nobody. */
  readonly contact: string | null
  /** `host` or `host:port` that may be fetched although it is private. */
  readonly allowPrivate: readonly string[]
  /** Whose numbers may be told by SMS (ISO 3166); none, and SMS is off. */
  readonly smsCountries: readonly string[]
  /** How many subscribers the file has: publishers like to know for how many people a feed is read. */
  readonly subscribers: number
}

/** A version as it is kept: with the index of its topics, lest whoever works by it have to make one. */
export interface Kept extends Setup {
  /** Null if the version was written before there were any, or if it is damaged: topics can be indexed again. */
  readonly index: Uint8Array | null
}

export interface Pointer {
  readonly version: string
  /** How many slots there are. */
  readonly slots: number
  /** The ways out that are no more, whose debts are to be cancelled. */
  readonly leaving: readonly At[]
  /** Raised by every flip. */
  readonly rev: number
  /** How many of these flips were the API's: they change topics alone, and an apply takes them along. */
  readonly edits: number
}

/** An item is at most 400 KB (Amazon DynamoDB Developer Guide, quotas). */
const PART_BYTES = 350_000

export const configStore = (db: Db) => ({
  /** Which version counts; null before the first apply. */
  async pointer(): Promise<Pointer | null> {
    const item = await db.get(CURRENT_CONFIG)
    if (!item) return null
    const { version, slots, leaving, rev, edits = 0 } = item
    return { version, slots, leaving, rev, edits }
  },

  /** @returns null if that version is not there */
  async load(version: string): Promise<Kept | null> {
    const items = await db.all(under(configOf(version)))
    const bytesOf = (kind: string) =>
      Buffer.concat(items.filter(({ sk }) => sk.startsWith(kind)).map(item => item['bytes']))
    const [setup, index] = [bytesOf('PART#'), bytesOf('INDEX#')]
    if (setup.length === 0) return null
    // A version that was written before the API could make topics says nothing of them.
    return { version, fromApi: [], ...JSON.parse(setup.toString()), index: unzipped(index) }
  },

  /** Writes a version in parts. Until the pointer is flipped nobody reads it. */
  async write({ version, ...setup }: Setup, index: Uint8Array): Promise<void> {
    const parts = { PART: Buffer.from(JSON.stringify(setup)), INDEX: gzipSync(index) }
    for (const [kind, bytes] of Object.entries(parts))
      for (let part = 0; part * PART_BYTES < bytes.length; part++)
        await db.put({
          ...configKey(version, `${kind}#${String(part).padStart(4, '0')}`),
          v: FORMAT,
          ...{ belongs: VERSIONS, belongsAt: version },
          bytes: bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES),
        })
  },

  /** The one write by which a version starts to count. @returns null if somebody has been quicker */
  async flip(from: Pointer | null, to: Omit<Pointer, 'rev'>): Promise<Pointer | null> {
    const pointer = { ...to, rev: (from?.rev ?? 0) + 1 }
    const flipped = await db.put(
      { ...CURRENT_CONFIG, v: FORMAT, ...pointer },
      from === null ? { when: 'attribute_not_exists(pk)' } : { when: 'rev = :rev', values: { rev: from.rev } },
    )
    return flipped ? pointer : null
  },

  /**
   * Lets go of all whose names sort before that of a version that has begun to count: they never count again, or never
   * will. Not at once, for somebody may be reading them. What this misses, the next call finds.
   */
  async retire(version: string, now: Date): Promise<void> {
    const replaced = await db.all({
      IndexName: INDEX.belongs,
      KeyConditionExpression: 'belongs = :belongs AND belongsAt < :version',
      ExpressionAttributeValues: { ':belongs': VERSIONS, ':version': version },
    })
    for (const { pk, sk } of replaced)
      await db.update(
        { pk, sk },
        {
          set: { expires: expiresAt(now, KEEP_DAYS.replaced) },
          remove: ['belongs', 'belongsAt'],
          when: 'attribute_exists(belongs)', // an index lags: what is deleted must not be made again
        },
      )
  },
})

/** gzip ends in a checksum, so what can be unzipped is what was written (RFC 1952, section 2.3.1). */
function unzipped(bytes: Uint8Array): Uint8Array | null {
  try {
    return gunzipSync(bytes)
  } catch {
    return null
  }
}
