import { gunzipSync, gzipSync } from 'node:zlib'
import type { Message, MessageState, Route } from '../words.ts'
import { type Db, type Item, under } from './db.ts'
import { deskKey, expiresAt, FORMAT, KEEP_DAYS, MESSAGE, messageKey } from './table.ts'

export type Held = Message & MessageState

/** Each write costs the whole item: what is said twice, as text and as HTML, is kept small. */
const packed = (message: Message) => gzipSync(JSON.stringify(message))
export const unpacked = (bytes: Uint8Array): Message => JSON.parse(gunzipSync(bytes).toString())

function toHeld(item: Item): Held {
  const { message, state, settled, attempts, unknown, refused = 0, sentAt, retryAt, error } = item
  return { ...unpacked(message), state, settled, attempts, unknown, refused, sentAt, retryAt, error }
}

const keyOf = ({ channel, route, seq }: Message) => messageKey(channel, route, seq)

export const messageStore = (db: Db) => ({
  /**
   * The commit point: from here on this message is sent as it is, whatever happens. It is frozen in the act of
   * sending, so whoever finds it unsettled must take its outcome as unknown.
   * @returns null if another message has taken its number: then another worker is at this desk
   */
  async freeze(message: Message): Promise<Held | null> {
    const state: MessageState = {
      ...{ state: 'sending', settled: false, attempts: 1, unknown: 0, refused: 0 },
      ...{ sentAt: null, retryAt: null, error: null },
    }
    const expires = expiresAt(new Date(message.frozenAt), KEEP_DAYS.message)
    const frozen = await db.put(
      { ...keyOf(message), v: FORMAT, message: packed(message), ...state, expires },
      { when: 'attribute_not_exists(pk)' },
    )
    return frozen ? { ...message, ...state } : null
  },

  /** Begins another publish of a frozen message. @returns null if somebody else has moved it on */
  async begin(message: Held): Promise<Held | null> {
    return this.move(message, {
      state: 'sending',
      attempts: message.attempts + 1,
      unknown: message.unknown + (message.state === 'sending' ? 1 : 0),
    })
  },

  /** Writes how a message now stands, over the state it was read in. @returns null if that has changed */
  async move(message: Held, to: Partial<MessageState>): Promise<Held | null> {
    const { state, settled, attempts, unknown, refused, sentAt, retryAt, error } = { ...message, ...to }
    const item = await db.update(keyOf(message), {
      set: { state, settled, attempts, unknown, refused, sentAt, retryAt, error },
      when: '#state = :was AND attempts = :tries AND settled = :open',
      values: { was: message.state, tries: message.attempts, open: message.settled },
    })
    return item && toHeld(item)
  },

  async get(channel: string, route: Route, seq: number): Promise<Held | null> {
    const item = await db.get(messageKey(channel, route, seq))
    return item ? toHeld(item) : null
  },

  /** The message a route works on or last worked on. Read consistently: at most one is unsettled, and it is this. */
  async latest(channel: string, route: Route): Promise<Held | null> {
    return (await this.ofRoute(channel, route, 1))[0] ?? null
  },

  /** A route's messages, newest first. */
  async ofRoute(channel: string, route: Route, limit: number): Promise<Held[]> {
    const all = under(deskKey(channel, route).pk, MESSAGE)
    const { items } = await db.page({ ...all, ScanIndexForward: false, Limit: limit })
    return items.map(toHeld)
  },
})
