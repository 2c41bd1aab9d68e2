import type { Item } from './listing.ts'
import type { Paper } from './paper.ts'

/** What a paper has to say. */
interface Issue {
  readonly paper: Paper
  readonly items: readonly Item[]
  /** The feed's own address. */
  readonly self: string
  /** The paper's address. */
  readonly home: string
}

/** A paper's feed in its dialect, and the media type to serve it as. */
export function writeFeed(issue: Issue): { readonly type: string; readonly body: string } {
  const [type, write] = DIALECTS[issue.paper.dialect]
  return { type: `${type}; charset=utf-8`, body: write(issue) }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it must stand in XML or HTML, between tags or in quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign)

/** RSS 2.0 (rssboard.org/rss-specification): dates as RFC 822 spells them, with the four-digit year it recommends. */
function rss({ paper, items, self, home }: Issue): string {
  const entries = items.map(
    item => `<item>
<title>${escaped(item.title)}</title>
<link>${escaped(item.link)}</link>
<guid isPermaLink="false">${escaped(item.id)}</guid>
<pubDate>${item.published.toUTCString()}</pubDate>
<description>${escaped(item.summary)}</description>
</item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${escaped(paper.title)}</title>
<link>${escaped(home)}</link>
<description>${escaped(paper.title)}</description>
<language>${paper.language}</language>
<atom:link rel="self" type="application/rss+xml" href="${escaped(self)}"/>
${entries.join('\n')}
</channel></rss>
`
}

/** Atom (RFC 4287): dates as RFC 3339 spells them. */
function atom({ paper, items, self, home }: Issue): string {
  const entries = items.map(
    item => `<entry>
<title>${escaped(item.title)}</title>
<link href="${escaped(item.link)}"/>
<id>${escaped(item.id)}</id>
<published>${item.published.toISOString()}</published>
<updated>${item.published.toISOString()}</updated>
<summary>${escaped(item.summary)}</summary>
</entry>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${paper.language}">
<title>${escaped(paper.title)}</title>
<id>tag:${paper.slug}.example,2025:feed</id>
<link href="${escaped(home)}"/>
<link rel="self" href="${escaped(self)}"/>
<updated>${items[0]?.published.toISOString()}</updated>
<author><name>${escaped(paper.title)}</name></author>
${entries.join('\n')}
</feed>
`
}

/** RSS 1.0 (web.resource.org/rss/1.0/spec): dates are Dublin Core's, W3C-DTF. */
function rdf({ paper, items, self, home }: Issue): string {
  const places = items.map(item => `<rdf:li rdf:resource="${escaped(item.id)}"/>`)
  const entries = items.map(
    item => `<item rdf:about="${escaped(item.id)}">
<title>${escaped(item.title)}</title>
<link>${escaped(item.link)}</link>
<description>${escaped(item.summary)}</description>
<dc:date>${item.published.toISOString()}</dc:date>
</item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="${escaped(self)}">
<title>${escaped(paper.title)}</title>
<link>${escaped(home)}</link>
<description>${escaped(paper.title)}</description>
<dc:language>${paper.language}</dc:language>
<items><rdf:Seq>${places.join('')}</rdf:Seq></items>
</channel>
${entries.join('\n')}
</rdf:RDF>
`
}

/** JSON Feed 1.1 (jsonfeed.org/version/1.1). */
function json({ paper, items, self, home }: Issue): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: paper.title,
    home_page_url: home,
    feed_url: self,
    language: paper.language,
    items: items.map(({ id, link: url, title, summary, published }) => ({
      id,
      url,
      title,
      content_text: summary,
      summary,
      date_published: published.toISOString(),
    })),
  }
  return `${JSON.stringify(feed, null, 2)}\n`
}

const DIALECTS = {
  rss: ['application/rss+xml', rss],
  atom: ['application/atom+xml', atom],
  rdf: ['application/rdf+xml', rdf],
  json: ['application/feed+json', json],
} as const
