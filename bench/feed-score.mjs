// Lets the feed-reader score run our reader: node --import tsx .../score.mjs bench/feed-score.mjs
import { readFeed } from '../shared/feed/read.ts'

export async function parse(bytes, headers, url) {
  const feed = await readFeed(bytes, headers, url)
  return { title: feed.title, items: feed.items.map(item => ({ ...item, author: item.authors })) }
}
