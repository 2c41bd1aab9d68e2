import { readDate } from './dates.ts'
import type { Element } from './element.ts'
import { htmlOf, textOf } from './markup.ts'
import { resolve } from './resolve.ts'
import type { Rss, RssItem } from './rss.ts'

const TITLE = 'title media:title dc:title itunes:title'
const FULL_TEXTS = 'content:encoded content xhtml:body xhtml:div body fullitem'.split(' ')
/** Bodies of items that have no other, the likeliest first: they may stand before the teaser. */
const CAPTIONS = 'itunes:summary itunes:subtitle media:description'.split(' ')
const BODIES = ['description', 'summary', 'dc:description', 'dc:abstract', 'tagline', ...CAPTIONS]
const PUBLISHED = 'pubdate published issued dc:issued dc:date created dc:created date updated'
const UPDATED = 'updated modified dc:modified lastmod lastbuilddate'
const CATEGORIES = 'category dc:subject media:category itunes:category keywords itunes:keywords'.split(' ')
const AUTHORS = 'author dc:creator itunes:author media:credit dc:author'.split(' ')
/** Of one kind of field in one item. */
const MAX_LIST = 50
const PERIODS = new Map(Object.entries({ hourly: 60, daily: 1440, weekly: 10_080, monthly: 43_200, yearly: 525_600 }))

/** What a feed's elements say, in the one dialect: RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0, mixed as they come. */
export function mend(root: Element): Rss {
  const alone = root.name === 'entry'
  const channel = within(root, ['channel'])[0] ?? root
  const places = [root, channel].flatMap(place => [place, ...within(place, ['items'])])
  const items = alone ? [root] : new Set(places.flatMap(place => within(place, ['item', 'entry'])))
  const head = alone ? { ...root, children: [] } : channel
  const byline = authors(head)
  const language = first(head, 'language dc:language') || languageOf(head) || languageOf(root)
  return {
    title: first(head, TITLE, htmlOf),
    link: address(head),
    language,
    self: first(head, 'link', link => linked(link, 'self')),
    hub: first(head, 'link', link => linked(link, 'hub')),
    ttl: everyMinutes(head),
    skipHours: lines(within(head, ['skiphours']).flatMap(hours => within(hours, ['hour']).map(textOf))),
    skipDays: lines(within(head, ['skipdays']).flatMap(days => within(days, ['day']).map(textOf))),
    items: Array.from(items, item => mendItem(item, byline, language)),
  }
}

function mendItem(item: Element, byline: string, spoken: string): RssItem {
  const language = first(item, 'dc:language language') || languageOf(item) || first(item, 'title', languageOf)
  const readable = (date: Element) => (readDate(textOf(date), language || spoken) === null ? '' : textOf(date))
  return {
    guid: first(item, 'guid id') || aboutOf(item) || first(item, 'dc:identifier'),
    title: first(item, TITLE, htmlOf) || ofFile(item, 'media:title'),
    link: address(item),
    pubDate: first(item, PUBLISHED, readable),
    dated: first(item, PUBLISHED, element => readable(element) && element.name),
    updated: first(item, UPDATED, readable),
    language,
    ...bodies(item),
    authors: authors(item) || first(item, 'source', authors) || byline,
    categories: lines(within(item, CATEGORIES).flatMap(categories)),
    enclosures: lines(within(item, ['enclosure', 'media:content', 'link']).map(enclosure)),
  }
}

/** RDF's name for it, whatever its prefix. */
const aboutOf = ({ attributes }: Element): string =>
  [...attributes].find(([name]) => /^(?:.*:)?about$/.test(name))?.[1] ?? ''

/** What an item that says nothing itself says of its first file. */
const ofFile = (item: Element, name: string): string => first(item, 'media:content', file => first(file, name, htmlOf))

/** The teaser is what came as one, the content what came as full text; with two of a kind, the first is the teaser. */
function bodies(item: Element): { summary: string; content: string } {
  const found = within(item, [...BODIES, ...FULL_TEXTS])
    .sort((one, other) => CAPTIONS.indexOf(one.name) - CAPTIONS.indexOf(other.name))
    .map(element => ({ full: FULL_TEXTS.includes(element.name), html: htmlOf(element) }))
    .filter(({ html }) => html !== '')
  if (found.length === 0) return { summary: ofFile(item, 'media:description'), content: '' }
  const teaser = found.find(({ full }) => !full)
  const content = found.find(({ full }) => full) ?? found.find(one => one !== teaser)
  return { summary: teaser?.html ?? '', content: content?.html ?? '' }
}

/** Where a feed's or an item's page is: its link, else its id if that is one, else what it encloses or keeps elsewhere. */
const address = (element: Element): string =>
  first(element, 'link', link =>
    /html|^$/i.test(link.attributes.get('type') ?? '') ? linked(link, 'alternate') : '',
  ) ||
  first(element, 'link', link => linked(link, 'alternate')) ||
  first(element, 'link', link => resolve(textOf(link) || undefined, link.base)) ||
  first(element, 'guid id', id => (/^\s*(true)?\s*$/i.test(id.attributes.get('ispermalink') ?? '') ? web(id) : '')) ||
  first(element, 'media:player enclosure media:content link', enclosure).replace(/ .*/s, '') ||
  first(element, 'content', content => resolve(content.attributes.get('src') || undefined, content.base))

/** Only who says that it is one may write a link in short: numbers and words are ids. */
function web(id: Element): string {
  const isSaid = id.attributes.get('ispermalink')?.trim() && /^\S*[/?]\S*$/.test(textOf(id))
  return resolve(textOf(id), isSaid ? id.base : '')
}

/** Where a link of this kind leads, '' for others. What does not say is the page itself (RFC 4287, section 4.2.7.2). */
function linked({ attributes, base }: Element, kind: string): string {
  const kinds = (attributes.get('rel')?.trim() || 'alternate').toLowerCase().split(/[\s/]+/)
  return kinds.includes(kind) ? resolve(attributes.get('href'), base) : ''
}

function enclosure(element: Element): string {
  const { name, attributes, base } = element
  const url = name === 'link' ? linked(element, 'enclosure') : resolve(attributes.get('url') || undefined, base)
  return url && `${url} ${attributes.get('type') ?? ''}`
}

/** Atom's label is for people, its term for machines; authors put what readers search for in either. */
function categories(category: Element): string[] {
  const attributes = ['label', 'term', 'text'].map(name => category.attributes.get(name) ?? '')
  const written = category.name.endsWith('keywords') ? textOf(category).split(',') : [textOf(category)]
  return [...attributes, ...written, ...within(category, CATEGORIES).flatMap(categories)]
}

const authors = (element: Element): string =>
  lines(within(element, AUTHORS).map(person => first(person, 'name email') || textOf(person)))

/** RSS's ttl or the syndication module's period over frequency (web.resource.org/rss/1.0/modules/syndication). */
function everyMinutes(channel: Element): string {
  const period = PERIODS.get(first(channel, 'sy:updateperiod').toLowerCase()) ?? 0
  const frequency = Number(first(channel, 'sy:updatefrequency')) || 1
  const ttl = Number(first(channel, 'ttl')) || 0
  const minutes = Math.round(Math.max(ttl, frequency > 0 ? period / frequency : 0))
  return minutes > 0 && Number.isSafeInteger(minutes) ? String(minutes) : ''
}

/** What is read first from the elements directly inside, those of the first name before those of the second. */
function first(element: Element, names: string, read: (found: Element) => string = textOf): string {
  for (const name of names.split(' '))
    for (const found of within(element, [name]).slice(0, MAX_LIST)) {
      const text = read(found)
      if (text !== '') return text
    }
  return ''
}

/** The elements directly inside, of these names, in the order of the document. A media:group is only a bracket. */
const within = (element: Element, names: readonly string[]): Element[] =>
  element.children.flatMap(child => {
    if (typeof child === 'string') return []
    if (child.name === 'media:group' && element.name !== 'media:group') return within(child, names)
    return names.includes(child.name) ? [child] : []
  })

const languageOf = ({ attributes }: Element): string => attributes.get('xml:lang') ?? ''

/** One a line, each once. */
const lines = (texts: readonly string[]): string =>
  [...new Set(texts.map(text => text.replace(/\s+/g, ' ').trim()))]
    .filter(text => text !== '')
    .slice(0, MAX_LIST)
    .join('\n')
