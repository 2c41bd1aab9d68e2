import * as z from 'zod'

const Text = z.string().default('')
const Texts = z.array(z.string()).default([])
const BodyElement = z.array(z.object({ _: Text, $: z.object({ base: z.string() }) })).default([])
const Enclosure = z.object({ $: z.object({ url: z.string(), type: z.string() }) })

const Read = z.object({
  title: Text,
  link: Text,
  language: Text,
  'na:self': Text,
  'na:hub': Text,
  ttl: Text,
  skipHours: z.object({ hour: Texts }).default({ hour: [] }),
  skipDays: z.object({ day: Texts }).default({ day: [] }),
  items: z.array(
    z.object({
      title: Text,
      link: Text,
      guid: Text,
      pubDate: Text,
      updated: Text,
      language: Text,
      summary: BodyElement,
      content: BodyElement,
      authors: Texts,
      categories: Texts,
      enclosures: z.array(Enclosure).default([]),
    }),
  ),
})

/** A feed as rss-parser read it. */
export type Parsed = z.infer<typeof Read>

const all = { keepArray: true }
const FEED_FIELDS = ['na:self', 'na:hub']
const ITEM_FIELDS = [
  ['na:updated', 'updated'],
  ['na:language', 'language'],
  ['na:summary', 'summary', all],
  ['na:content', 'content', all],
  ['dc:creator', 'authors', all],
  ['enclosure', 'enclosures', all],
]

/**
 * Hands our canonical RSS to rss-parser, the only file to do so. Loaded on first use: it brings node:http and xml2js,
 * which an unchanged poll never needs.
 */
export async function parseRss(rss: string): Promise<Parsed> {
  const { default: Parser } = await import('rss-parser')
  const parser = new Parser({ customFields: { feed: FEED_FIELDS, item: ITEM_FIELDS } })
  return Read.parse(await parser.parseString(rss))
}
