import { readDate } from './dates.ts'
import { htmlOf, textOf } from './markup.ts'
import { resolve } from './resolve.ts'
import type { Rss, RssItem } from './rss.ts'
import type { Element } from './tree.ts'

const TITLES = ['title', 'media:title', 'dc:title', 'itunes:title']
const TEASERS =
  'description summary dc:description dcterms:abstract itunes:summary itunes:subtitle media:description tagline'
const FULL_TEXTS = 'content:encoded content xhtml:body xhtml:div body fullitem'.split(' ')
const BODIES = [...TEASERS.split(' '), ...FULL_TEXTS]
const PUBLISHED = 'pubdate published issued dcterms:issued dc:date created dcterms:created date updated'.split(' ')
const UPDATED = 'updated modified dcterms:modified lastmod lastbuilddate'.split(' ')
const CATEGORIES = 'category dc:subject media:category itunes:category keywords itunes:keywords'.split(' ')
const AUTHORS = 'author dc:creator itunes:author media:credit managingeditor dc:author'.split(' ')
/** Of one kind of field in one item. */
const MAX_LIST = 50
const PERIODS = new Map(Object.entries({ hourly: 60, daily: 1440, weekly: 10_080, monthly: 43_200, yearly: 525_600 }))

/** What a feed's elements say, in the one dialect: RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0, mixed as they come. */
export function mend(root: Element): Rss {
  const alone = root.name === 'entry'
  const channel = within(root, 'channel')[0] ?? root
  const items = alone ? [root] : new Set([root, channel].flatMap(place => within(place, 'item', 'entry')))
  const head = alone ? { ...root, children: [] } : channel
  const byline = authors(head)
  return {
    title: firstHtml(head, TITLES),
    link: address(head),
    language: firstText(head, 'language', 'dc:language') || languageOf(head) || languageOf(root),
    self: linked(head, 'self')[0] ?? '',
    hub: linked(head, 'hub')[0] ?? '',
    ttl: everyMinutes(head),
    skipHours: texts(within(head, 'skiphours'), 'hour'),
    skipDays: texts(within(head, 'skipdays'), 'day'),
    items: Array.from(items, item => mendItem(item, byline)),
  }
}

function mendItem(item: Element, byline: string[]): RssItem {
  const by = [item, ...within(item, 'source')].map(authors).find(names => names.length > 0)
  return {
    guid: firstText(item, 'guid', 'id') || item.attributes.get('rdf:about') || firstText(item, 'dc:identifier'),
    title: firstHtml(item, TITLES),
    link: address(item),
    pubDate: dated(item, PUBLISHED),
    updated: dated(item, UPDATED),
    language: firstText(item, 'dc:language', 'language') || languageOf(item),
    ...bodies(item),
    author: by ?? byline,
    category: categories(item),
    file: files(item),
  }
}

/** The teaser is what came as one, the content what came as full text; with two of a kind, the first is the teaser. */
function bodies(item: Element): { summary: string; content: string } {
  const found = within(item, ...BODIES)
    .map(element => ({ full: FULL_TEXTS.includes(element.name), html: htmlOf(element) }))
    .filter(({ html }) => html !== '')
  const teaser = found.find(({ full }) => !full)
  const content = found.find(({ full }) => full) ?? found.find(one => one !== teaser)
  return { summary: teaser?.html ?? '', content: content?.html ?? '' }
}

/** Where a feed's or an item's page is: its link, else its id if that is one, else what it encloses. */
function address(element: Element): string {
  const links = within(element, 'link')
  const pages = links.filter(({ attributes }) => attributes.has('href') && isAlternate(attributes.get('rel')))
  const [id] = within(element, 'guid', 'id')
  const isPermalink = /^\s*(true)?\s*$/i.test(id?.attributes.get('ispermalink') ?? '')
  const candidates = [
    ...[...pages.filter(({ attributes }) => /html|^$/i.test(attributes.get('type') ?? '')), ...pages].map(hrefOf),
    ...links.map(link => resolve(textOf(link) || undefined, link.base)),
    isPermalink ? resolve(textOf(id), '') : '',
    ...files(element).map(file => file.replace(/ .*/, '')),
  ]
  return candidates.find(link => link !== '') ?? ''
}

const isAlternate = (rel = 'alternate'): boolean => /(^|\s|\/)alternate$/i.test(rel) || rel.trim() === ''

const linked = (element: Element, rel: string): string[] =>
  within(element, 'link')
    .filter(({ attributes }) => attributes.get('rel')?.toLowerCase() === rel)
    .map(hrefOf)
    .filter(link => link !== '')

const hrefOf = ({ attributes, base }: Element): string => resolve(attributes.get('href'), base)

function files(item: Element): string[] {
  const links = within(item, 'link').filter(({ attributes }) => attributes.get('rel') === 'enclosure')
  return unique(
    [...within(item, 'enclosure', 'media:content'), ...links].map(({ attributes, base }) => {
      const address = resolve(attributes.get('url') ?? attributes.get('href'), base)
      return address && `${address} ${attributes.get('type') ?? ''}`
    }),
  )
}

/** Atom's label is for people, its term for machines; authors put what readers search for in either. */
function categories(item: Element): string[] {
  const texts = within(item, ...CATEGORIES)
    .slice(0, MAX_LIST)
    .flatMap(category => {
      const { attributes, name } = category
      const written = textOf(category)
      const named = ['label', 'term', 'text'].map(key => attributes.get(key) ?? '')
      return [...named, ...(name.endsWith('keywords') ? written.split(',') : [written]), ...categories(category)]
    })
  return unique(texts)
}

const authors = (element: Element): string[] =>
  unique(
    within(element, ...AUTHORS)
      .slice(0, MAX_LIST)
      .map(person => firstText(person, 'name', 'email') || textOf(person)),
  )

/** The first date that can be read, as it was spelled. */
const dated = (item: Element, names: readonly string[]): string =>
  names
    .flatMap(name => within(item, name).slice(0, MAX_LIST))
    .map(textOf)
    .find(date => readDate(date) !== null) ?? ''

/** RSS's ttl or the syndication module's period over frequency (web.resource.org/rss/1.0/modules/syndication). */
function everyMinutes(channel: Element): string {
  const period = PERIODS.get(firstText(channel, 'sy:updateperiod').toLowerCase()) ?? 0
  const frequency = Number(firstText(channel, 'sy:updatefrequency')) || 1
  const ttl = Number(firstText(channel, 'ttl')) || 0
  const minutes = Math.round(Math.max(ttl, frequency > 0 ? period / frequency : 0))
  return minutes > 0 && Number.isSafeInteger(minutes) ? String(minutes) : ''
}

const firstHtml = (element: Element, names: readonly string[]): string =>
  names
    .flatMap(name => within(element, name))
    .map(htmlOf)
    .find(html => html !== '') ?? ''

const firstText = (element: Element, ...names: string[]): string =>
  names
    .flatMap(name => within(element, name))
    .map(textOf)
    .find(text => text !== '') ?? ''

const texts = (lists: readonly Element[], name: string): string =>
  lists.flatMap(list => within(list, name).map(textOf)).join(' ')

/** The elements directly inside, of these names, in the order of the document. A media:group is only a bracket. */
function within(element: Element, ...names: string[]): Element[] {
  const found: Element[] = []
  for (const child of element.children) {
    if (typeof child === 'string') continue
    if (names.includes(child.name)) found.push(child)
    if (child.name === 'media:group' && element.name !== 'media:group') found.push(...within(child, ...names))
  }
  return found
}

const languageOf = ({ attributes }: Element): string => attributes.get('xml:lang') ?? ''

const unique = (texts: readonly string[]): string[] =>
  [...new Set(texts.map(text => text.trim()).filter(text => text !== ''))].slice(0, MAX_LIST)
