import type { Story } from '../words.ts'
import type { Db, Item } from './db.ts'
import { type Found, type Search, type Shelf, search } from './search.ts'
import { expiresAt, FORMAT, INDEX, KEEP_DAYS, newestStories, storyKey, termKey } from './table.ts'

function toStory(item: Item): Story {
  const { story: id, title, summary, link, language, first, last, rev, articles, members, matches } = item
  return { id, title, summary, link, language, first, last, rev, articles, members, matches }
}

const SHELF: Shelf = {
  ...{ index: INDEX.newest, hash: 'newest', range: 'newestAt', keepDays: KEEP_DAYS.story },
  partitions: month => [newestStories(month)],
}

export const storyStore = (db: Db) => ({
  async get(id: string): Promise<Story | null> {
    const item = await db.get(storyKey(id))
    return item ? toStory(item) : null
  },

  async getMany(ids: readonly string[]): Promise<Story[]> {
    return (await db.getMany(ids.map(storyKey))).map(toStory)
  },

  /**
   * The story that one of these terms leads to, the first term first. Expiry is checked here: TTL deletes late.
   * @param seen when its article was: what was first seen a week later is another event, too
   */
  async find(terms: readonly string[], seen: Date): Promise<string | null> {
    const found = await db.getMany(terms.map(termKey))
    const expires = expiresAt(seen, KEEP_DAYS.term)
    const isNear = (item: Item) => Math.abs(item['expires'] - expires) < KEEP_DAYS.term * 86_400
    return found.find(isNear)?.['story'] ?? null
  },

  /**
   * Makes terms lead to a story, for seven days from their first sighting: were they to slide, a weekly column would be
   * one story for ever. A term that leads elsewhere is left alone. The surest is claimed last: if this is cut short,
   * whoever shares it makes the story, and whoever shares another joins this one; either way all find the same.
   * @returns the story the first term leads to now: another's, if somebody was quicker
   */
  async claim(terms: readonly string[], story: string, seen: Date): Promise<string> {
    for (const term of [...terms].reverse())
      await db.put(
        { ...termKey(term), v: FORMAT, story, expires: expiresAt(seen, KEEP_DAYS.term) },
        { when: 'attribute_not_exists(pk) OR expires <= :seen', values: { seen: seen.getTime() / 1000 } },
      )
    return (await this.find(terms, seen)) ?? story
  },

  /**
   * Writes a story over the revision it was made from.
   * @throws if somebody else has changed it since: the debt stays, and is paid again from the start
   */
  async save(story: Story, now: Date): Promise<void> {
    const { id, ...rest } = story
    const item = {
      ...{ ...storyKey(id), v: FORMAT, story: id, ...rest },
      newest: newestStories(story.first),
      newestAt: `${story.first}#${id}`, // which never changes: the index is never re-keyed
      expires: expiresAt(now, KEEP_DAYS.story),
    }
    const written = await db.put(item, {
      when: 'attribute_not_exists(pk) OR rev = :before',
      values: { before: story.rev - 1 },
    })
    if (!written) throw new Error(`story ${id} was changed by another writer`)
  },

  /** Stories by their first sighting, newest first. */
  async search(asked: Search<Story>): Promise<Found<Story>> {
    return search(db, SHELF, toStory, asked)
  },
})
