import { isNode, isSeq, parseDocument, stringify } from 'yaml'
import type { FeedSetting } from './configuration.ts'

/**
 * A configuration file's text with more feeds, after its own. Where its feeds stand one below the other, all else stays
 * as it is; where they stand in brackets, or there are none, the file is laid out anew, with its comments.
 * @param text one that holds. What comes out is to be checked like any other.
 */
export function withFeeds(text: string, added: readonly Pick<FeedSetting, 'url' | 'tags' | 'language'>[]): string {
  const entries = added.map(({ url, tags, language }) => ({
    ...{ url, ...(tags.length > 0 && { tags }), ...(language !== null && { language }) },
  }))
  const document = parseDocument(text)
  const feeds = document.get('feeds', true)
  if (!isSeq(feeds)) {
    document.set('feeds', entries)
    return document.toString(AS_WRITTEN)
  }
  const last = feeds.items.at(-1)
  const [from, end] = [feeds.range?.[0], isNode(last) ? last.range?.[1] : undefined]
  if (feeds.flow || from === undefined || end === undefined) {
    for (const entry of entries) feeds.add(document.createNode(entry))
    return document.toString(AS_WRITTEN)
  }
  const indent = ' '.repeat(from - text.lastIndexOf('\n', from) - 1)
  const lines = entries.map(entry => `${indent}- ${stringify(entry, { collectionStyle: 'flow', ...AS_WRITTEN })}`)
  // A value may end before its line does: a comment follows, or nothing.
  const at = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1 || text.length
  return `${text.slice(0, at)}${/\n$/.test(text.slice(0, at)) ? '' : '\n'}${lines.join('')}${text.slice(at)}`
}

/** Long lines are not folded. */
const AS_WRITTEN = { lineWidth: 0 }
