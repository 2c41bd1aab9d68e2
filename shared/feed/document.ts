import type { Wishes } from '../words.ts'

/** One item as its feed listed it. Text is plain text; links are absolute http(s) or null. */
export interface FeedItem {
  /** The publisher's own id (guid, atom:id, JSON Feed id), else the link, else a hash of the text. */
  readonly id: string
  readonly title: string
  readonly link: string | null
  readonly summary: string
  /** Sanitised HTML, or '' */
  readonly content: string
  readonly published: string | null
  readonly updated: string | null
  /** What `published` was read from, as the feed spelled it; null when it gave none that could be read. */
  readonly publishedSource: string | null
  /** The element that said so: `pubdate`, `dc:date`, `updated`. */
  readonly publishedIn: string | null
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly enclosures: readonly { readonly url: string; readonly type: string | null }[]
  readonly language: string | null
}

/** What a feed's document says, whatever its dialect. */
export interface ReadFeed extends Wishes {
  readonly dialect: 'RSS' | 'RDF' | 'Atom' | 'JSON Feed'
  readonly title: string
  readonly home: string | null
  readonly language: string | null
  readonly hub: string | null
  readonly self: string | null
  /** What was mended to read it at all; null when the document was well formed. */
  readonly mended: string | null
  readonly items: readonly FeedItem[]
}
