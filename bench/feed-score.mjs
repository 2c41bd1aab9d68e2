// Lets the feed-reader score run our reader: node --import tsx .../score.mjs bench/feed-score.mjs
// Its cases ask what a title links to, so titles and teasers are handed over as marked up, not as their text.
import { readFeed, readMarkup } from '../shared/feed/read.ts'

export async function parse(bytes, headers, url) {
  const feed = await readFeed(bytes, headers, url)
  const { title, items } = await readMarkup(bytes, headers, url)
  return {
    title,
    items: feed.items.map((item, at) => {
      const { title, summary } = items[at]
      return { ...item, title, summary: summary || item.summary, author: item.authors }
    }),
  }
}
