import type { Db, Item } from './db.ts'

/** What is searched for, newest first. Times are ISO 8601 in UTC with milliseconds, as `toISOString` writes them. */
export interface Search<T> {
  readonly now: Date
  /** From this time on. */
  readonly since?: string | undefined
  /** Before this time. */
  readonly until?: string | undefined
  /** Where an earlier answer to the same question ended: its `next`. */
  readonly after?: string | undefined
  readonly limit: number
  /** Left out if everything is: then no more is read than is answered. */
  readonly wanted?: ((thing: T) => boolean) | undefined
}

export interface Found<T> {
  readonly found: readonly T[]
  /** Where to go on; null if nothing is left to search. */
  readonly next: string | null
  /** Everything since this time has been looked at. */
  readonly searchedBackTo: string
}

/**
 * Where things of one kind stand by time, month by month. Their sort keys begin with their time and go on with `#` and
 * what makes them unique, so a key is a place between two things, however many share its millisecond.
 */
export interface Shelf {
  readonly index?: string
  readonly hash: string
  readonly range: string
  /** A month's partitions, which are read side by side. */
  readonly partitions: (month: string) => readonly string[]
  /** The index holds the keys alone. */
  readonly keysOnly?: boolean
  readonly keepDays: number
}

const MOST_PAGES = 5
const PAGE = 100
const DAY_MS = 86_400_000
/** What a clock that runs ahead has kept is found all the same. */
const SKEW_MS = 3_600_000

/** A place that stands after everything before a time, and before all else: `#` sorts before `~`. */
const upTo = (ms: number) => `${new Date(ms - 1).toISOString()}~`
const earlier = (a: string, b: string) => (a < b ? a : b)

/**
 * Walks a shelf backwards until enough is found, all is seen, or five pages are read (a page: one query of each of a
 * month's partitions; an empty month costs next to nothing and is none). What arrives meanwhile stands before the
 * place that is reached, so going on neither skips nor repeats. One more is looked for than is answered: what ends
 * exactly there has no next page.
 */
export async function search<T>(db: Db, shelf: Shelf, read: (item: Item) => T, asked: Search<T>): Promise<Found<T>> {
  const { limit, wanted = () => true } = asked
  const { since, start } = boundsOf(shelf, asked)
  const most = asked.wanted ? PAGE : Math.min(PAGE, limit + 2) // one is the place itself, which is left out
  const found: T[] = []
  let last = start
  let before = start
  for (let pages = 0; before > since && pages < MOST_PAGES; ) {
    const page = await readPage(db, shelf, { since, before, most })
    if (page.keys.length > 0) pages++
    for (const item of shelf.keysOnly ? await db.getMany(page.keys) : page.keys) {
      const thing = read(item)
      if (!wanted(thing)) continue
      if (found.length === limit) return { found, next: last, searchedBackTo: timeOf(last) }
      found.push(thing)
      last = item[shelf.range]
    }
    before = page.before
  }
  const next = before > since ? before : null
  return { found, next, searchedBackTo: next ? timeOf(next) : since }
}

const timeOf = (place: string) => place.slice(0, '2026-03-02T10:00:00.000Z'.length)

function boundsOf({ keepDays }: Shelf, { now, since = '', until, after }: Search<never>) {
  const kept = new Date(now.getTime() - keepDays * DAY_MS).toISOString()
  const start = upTo(Math.min(now.getTime() + SKEW_MS, until === undefined ? Infinity : Date.parse(until)))
  return { since: since > kept ? since : kept, start: after === undefined ? start : earlier(after, start) }
}

interface Part {
  readonly since: string
  readonly before: string
  readonly most: number
}

/**
 * The next of a month. Where a partition holds more than was read, the others are not believed beyond its last: what it
 * has not shown yet may belong between theirs.
 */
async function readPage(db: Db, shelf: Shelf, { since, before, most }: Part) {
  const month = before.slice(0, '2026-03'.length)
  const pages = await Promise.all(
    shelf.partitions(month).map(partition =>
      db.page({
        IndexName: shelf.index,
        KeyConditionExpression: '#hash = :partition AND #range BETWEEN :from AND :before',
        ExpressionAttributeNames: { '#hash': shelf.hash, '#range': shelf.range },
        ExpressionAttributeValues: {
          ':partition': partition,
          ':from': since > month ? since : month,
          ':before': before,
        },
        ScanIndexForward: false,
        Limit: most,
      }),
    ),
  )
  const placeOf = (item: Item): string => item[shelf.range]
  const ends = pages.flatMap(({ items, next }) => (next ? items.slice(-1).map(placeOf) : []))
  const end = ends.sort().at(-1)
  const keys = pages
    .flatMap(({ items }) => items)
    .filter(item => placeOf(item) < before && (end === undefined || placeOf(item) >= end))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1))
  return { keys, before: end ?? upTo(Date.parse(month)) }
}
