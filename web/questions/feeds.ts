import type * as z from 'zod'
import type { Store } from '../../shared/store/store.ts'
import type { Feed, Slot } from '../../shared/words.ts'
import type { AskedFeeds } from '../ask.ts'
import { wordsFinder } from './search.ts'

/** A feed, and when it was last asked as far as that is known. */
export interface FeedNow {
  readonly feed: Feed
  /**
   * When its slot was last finished. null if the slot may have passed it over: because it is to wait, or is read less
   * often than its neighbours. A poll that finds nothing new writes nothing of the feed itself.
   */
  readonly checkedAt: string | null
}

/** A page shows the feeds of so many slots (40 feeds each at most). */
const MOST_SLOTS = 50

/** Every feed, those in trouble first, then those that changed last. */
export async function feedsNow({ feeds, slots }: Pick<Store, 'feeds' | 'slots'>, count: number, now: Date) {
  const shown = await slots.list(Math.min(count, MOST_SLOTS))
  const all = await Promise.all(
    shown.map(async slot =>
      (await feeds.ofSlot(slot.n)).map(feed => ({ feed, checkedAt: checkedAt(feed, slot, now) })),
    ),
  )
  return { slots: shown, feeds: all.flat().sort(byTrouble) }
}

/** Whether a feed is in a state, and has all of some words in its title, tags or address. */
export function feedFinder({ state, q }: z.output<typeof AskedFeeds>): (feed: FeedNow) => boolean {
  const find = q && wordsFinder(q)
  return ({ feed: { health, title, tags, url, language } }) => {
    const searched = { title, summary: [...tags, url].join('\n'), language, feedTitle: title, link: url }
    return (state === undefined || health.state === state) && (!find || find(searched))
  }
}

function checkedAt({ everySeconds, health }: Feed, slot: Slot, now: Date): string | null {
  const waits = health.waitUntil !== null && health.waitUntil > now.toISOString()
  return waits || health.state === 'gone' || everySeconds > slot.everySeconds ? null : slot.finishedAt
}

const isTroubled = ({ feed }: FeedNow) => (feed.health.fault === null ? 0 : 1)

const byTrouble = (a: FeedNow, b: FeedNow) =>
  isTroubled(b) - isTroubled(a) ||
  (b.feed.health.changedAt ?? '').localeCompare(a.feed.health.changedAt ?? '') ||
  a.feed.url.localeCompare(b.feed.url)
