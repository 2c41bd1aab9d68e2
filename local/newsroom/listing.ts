import type { Paper, Piece } from './paper.ts'
import { entry } from './script.ts'

/** How far apart two entries of the script are dated. Publish at this pace and the dates are the true ones. */
export const SECONDS_BETWEEN_ENTRIES = 4

const LISTED = 20
const HOUR_MS = 3_600_000

export interface Item {
  readonly id: string
  readonly link: string
  readonly title: string
  readonly summary: string
  readonly published: Date
}

/** Where the newsroom stands, and all it ever remembers: every document follows from these. */
export interface Standing {
  /** How many entries of the script are out. */
  readonly position: number
  /** Entry n is dated n times SECONDS_BETWEEN_ENTRIES after it; the catalogue, before it. */
  readonly startedAt: Date
}

/**
 * What a paper lists, newest first: the latest of the script, then its catalogue.
 * @param base the newsroom's address, `http://127.0.0.1:9000`
 */
export function listing(paper: Paper, { position, startedAt }: Standing, base: string): readonly Item[] {
  const items: Item[] = []
  for (let n = position - 1; n >= 0 && items.length < LISTED; n--) {
    const published = new Date(startedAt.getTime() + n * SECONDS_BETWEEN_ENTRIES * 1000)
    for (const [i, release] of entry(n).entries())
      if (release.paper === paper) items.push(item(paper, release.piece, `${n}-${i}`, published, base))
  }
  const old = paper.catalogue.map((piece, i) =>
    item(paper, piece, `catalogue-${i}`, new Date(startedAt.getTime() - (2 + 17 * i) * HOUR_MS), base),
  )
  return [...items, ...old].slice(0, LISTED)
}

function item(paper: Paper, { title, summary, wire }: Piece, key: string, published: Date, base: string): Item {
  // A tag (RFC 4151) and no address: the port may be another one tomorrow, the item is not.
  const id = `tag:${paper.slug}.example,2025:${key}`
  const link = wire ? `${base}/wire/${wire}?utm_source=${paper.slug}&utm_medium=feed` : `${base}/${paper.slug}/${key}`
  return { id, link, title, summary, published }
}

/**
 * The same standing, unless the script's clock and ours are over an hour apart (the program slept, or publishes at
 * another pace): then the script is dated anew from here. Else, a week after the first start, every new item would
 * be dated a week ago and be too old to alert anybody.
 */
export function upToDate({ position, startedAt }: Standing, now: Date): Standing {
  const sinceStart = position * SECONDS_BETWEEN_ENTRIES * 1000
  const apart = Math.abs(now.getTime() - (startedAt.getTime() + sinceStart))
  return { position, startedAt: apart > HOUR_MS ? new Date(now.getTime() - sinceStart) : startedAt }
}
