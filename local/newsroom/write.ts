import { html } from 'hono/html'
import type { Item } from './listing.ts'
import type { Paper } from './paper.ts'

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
  return { type: `${type}; charset=utf-8`, body: String(write(issue)) }
}

/** RSS 2.0 (rssboard.org/rss-specification): dates as RFC 822 spells them, with the four-digit year it recommends. */
function rss({ paper, items, self, home }: Issue) {
  const entries = items.map(
    item => html`<item>
<title>${item.title}</title>
<link>${item.link}</link>
<guid isPermaLink="false">${item.id}</guid>
<pubDate>${item.published.toUTCString()}</pubDate>
<description>${item.summary}</description>
</item>
`,
  )
  return html`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${paper.title}</title>
<link>${home}</link>
<description>${paper.title}</description>
<language>${paper.language}</language>
<atom:link rel="self" type="application/rss+xml" href="${self}"/>
${entries}</channel></rss>
`
}

/** Atom (RFC 4287): dates as RFC 3339 spells them. */
function atom({ paper, items, self, home }: Issue) {
  const entries = items.map(
    item => html`<entry>
<title>${item.title}</title>
<link href="${item.link}"/>
<id>${item.id}</id>
<published>${item.published.toISOString()}</published>
<updated>${item.published.toISOString()}</updated>
<summary>${item.summary}</summary>
</entry>
`,
  )
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${paper.language}">
<title>${paper.title}</title>
<id>tag:${paper.slug}.example,2025:feed</id>
<link href="${home}"/>
<link rel="self" href="${self}"/>
<updated>${items[0]?.published.toISOString()}</updated>
<author><name>${paper.title}</name></author>
${entries}</feed>
`
}

/** RSS 1.0 (web.resource.org/rss/1.0/spec): dates are Dublin Core's, W3C-DTF. */
function rdf({ paper, items, self, home }: Issue) {
  const places = items.map(item => html`<rdf:li rdf:resource="${item.id}"/>`)
  const entries = items.map(
    item => html`<item rdf:about="${item.id}">
<title>${item.title}</title>
<link>${item.link}</link>
<description>${item.summary}</description>
<dc:date>${item.published.toISOString()}</dc:date>
</item>
`,
  )
  return html`<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="${self}">
<title>${paper.title}</title>
<link>${home}</link>
<description>${paper.title}</description>
<dc:language>${paper.language}</dc:language>
<items><rdf:Seq>${places}</rdf:Seq></items>
</channel>
${entries}</rdf:RDF>
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
