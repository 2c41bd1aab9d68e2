import type { Body, Channel, Item } from './canonical.ts'
import { bodyHtml, html, plainValue } from './construct.ts'
import { readDate } from './dates.ts'
import { isWeb, resolve } from './resolve.ts'
import type { Element } from './tree.ts'

const NOTHING: Body = { html: '', base: '' }
const TEASERS =
  'description summary dc:description dcterms:abstract itunes:summary itunes:subtitle media:description tagline'
const FULL_TEXTS = 'content:encoded content xhtml:body xhtml:div body fullitem'
const FULL = new Set(FULL_TEXTS.split(' '))
const BODIES = `${TEASERS} ${FULL_TEXTS}`.split(' ')
const PUBLISHED = 'pubdate published issued dcterms:issued dc:date created dcterms:created date'.split(' ')
const UPDATED = 'updated modified dcterms:modified lastmod lastbuilddate'.split(' ')
const CATEGORIES = 'category dc:subject media:category itunes:category keywords itunes:keywords'.split(' ')
const AUTHORS = 'author dc:creator itunes:author media:credit managingeditor dc:author'.split(' ')
const MAX_LIST = 50
const PERIODS = new Map([
  ['hourly', 60],
  ['daily', 1440],
  ['weekly', 10_080],
  ['monthly', 43_200],
  ['yearly', 525_600],
])

/** What a feed's elements say, in the one dialect: RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0, mixed as they come. */
export function mend(root: Element): Channel {
  const channel = within(root, 'channel')[0] ?? root
  const items = [root, channel].flatMap(place => within(place, 'item', 'entry'))
  const listed = root.name === 'entry' ? [root] : [...new Set(items)]
  const head = root.name === 'entry' ? { ...root, children: [] } : channel
  const byline = authors(head)
  const link = address(head) ?? ''
  return {
    title: firstHtml(head, 'title', 'dc:title'),
    link,
    language: plainValue(first(head, 'language', 'dc:language')) || languageOf(head) || languageOf(root),
    self: linked(head, 'self') ?? '',
    hub: linked(head, 'hub') ?? '',
    ttl: everyMinutes(head),
    skipHours: within(head, 'skiphours').flatMap(hours => within(hours, 'hour').map(plainValue)),
    skipDays: within(head, 'skipdays').flatMap(days => within(days, 'day').map(plainValue)),
    items: listed.map(item => mendItem(item, byline)),
  }
}

function mendItem(item: Element, byline: readonly string[]): Item {
  const own = authors(item)
  const source = within(item, 'source').flatMap(authors)
  return {
    guid:
      plainValue(first(item, 'guid', 'id')) ||
      item.attributes.get('rdf:about') ||
      plainValue(first(item, 'dc:identifier')),
    title: firstHtml(item, 'title', 'media:title', 'dc:title', 'itunes:title'),
    link: address(item) ?? '',
    ...bodies(item),
    pubDate: dated(item, PUBLISHED) || dated(item, UPDATED),
    updated: dated(item, UPDATED),
    language: plainValue(first(item, 'dc:language', 'language')) || languageOf(item),
    authors: [own, source, byline].find(names => names.length > 0) ?? [],
    categories: categories(item),
    enclosures: enclosures(item),
  }
}

/** The teaser is what came as one, the content what came as full text; with two of a kind, the first is the teaser. */
function bodies(item: Element): { summary: Body; content: Body } {
  const found = within(item, ...BODIES)
    .map(element => ({ full: FULL.has(element.name), body: { html: bodyHtml(element), base: element.base } }))
    .filter(({ body }) => body.html.trim() !== '')
  const summary = found.find(({ full }) => !full)
  const content = found.find(({ full }) => full) ?? found.find(one => one !== summary)
  return { summary: summary?.body ?? NOTHING, content: content?.body ?? NOTHING }
}

function address(element: Element): string | null {
  const links = within(element, 'link')
  const alternate = links.filter(({ attributes }) => attributes.has('href') && isAlternate(attributes.get('rel')))
  const page = alternate.find(({ attributes }) => /html/i.test(attributes.get('type') ?? 'html')) ?? alternate[0]
  const guid = first(element, 'guid', 'id')
  const permalink =
    guid !== undefined && /^\s*(true)?\s*$/i.test(guid.attributes.get('ispermalink') ?? '') ? plainValue(guid) : ''
  const candidates = [
    ...(page === undefined ? [] : [hrefOf(page)]),
    ...links.filter(({ attributes }) => !attributes.has('href')).map(link => resolve(plainValue(link), link.base)),
    isWeb(permalink) ? resolve(permalink, '') : null,
    ...enclosures(element).map(({ url }) => url),
  ]
  return candidates.find(link => link !== null && isWeb(link)) ?? null
}

const isAlternate = (rel = 'alternate'): boolean => /(^|\s|\/)alternate$/i.test(rel) || rel.trim() === ''

const linked = (element: Element, rel: string): string | null =>
  within(element, 'link')
    .filter(({ attributes }) => attributes.get('rel')?.toLowerCase() === rel)
    .map(hrefOf)
    .find(link => link !== null && isWeb(link)) ?? null

const hrefOf = (link: Element): string | null => resolve(link.attributes.get('href') ?? '', link.base)

function enclosures(item: Element): { url: string; type: string }[] {
  const links = within(item, 'link').filter(({ attributes }) => attributes.get('rel') === 'enclosure')
  return [...within(item, 'enclosure', 'media:content'), ...links].slice(0, MAX_LIST).flatMap(element => {
    const url = resolve(element.attributes.get('url') ?? element.attributes.get('href') ?? '', element.base)
    return url !== null && isWeb(url) ? [{ url, type: element.attributes.get('type') ?? '' }] : []
  })
}

/** Atom's label is for people, its term for machines; authors put what readers search for in either. */
function categories(item: Element): string[] {
  const texts = within(item, ...CATEGORIES)
    .slice(0, MAX_LIST)
    .flatMap(category => {
      const { attributes } = category
      const written = [attributes.get('label'), attributes.get('term'), attributes.get('text'), plainValue(category)]
      const named = category.name.endsWith('keywords') ? plainValue(category).split(',') : written
      return [...named, ...categories(category)]
    })
  return unique(texts)
}

function authors(element: Element): string[] {
  const people = within(element, ...AUTHORS).slice(0, MAX_LIST)
  return unique(people.map(person => plainValue(first(person, 'name', 'email')) || plainValue(person)))
}

function dated(item: Element, names: readonly string[]): string {
  const dates = names.flatMap(name => within(item, name).slice(0, MAX_LIST)).map(plainValue)
  return dates.find(date => readDate(date) !== null) ?? ''
}

/** RSS's ttl or the syndication module's period over frequency (web.resource.org/rss/1.0/modules/syndication). */
function everyMinutes(channel: Element): string {
  const period = PERIODS.get(plainValue(first(channel, 'sy:updateperiod')).toLowerCase()) ?? 0
  const frequency = Number(plainValue(first(channel, 'sy:updatefrequency'))) || 1
  const ttl = Number(plainValue(first(channel, 'ttl'))) || 0
  const minutes = Math.round(Math.max(ttl, frequency > 0 ? period / frequency : 0))
  return minutes > 0 && Number.isSafeInteger(minutes) ? String(minutes) : ''
}

function firstHtml(element: Element, ...names: string[]): string {
  const found = names.flatMap(name => within(element, name)).map(html)
  return found.find(text => text.trim() !== '') ?? ''
}

const first = (element: Element, ...names: string[]): Element | undefined =>
  names.flatMap(name => within(element, name)).find(found => found.children.length > 0 || found.attributes.size > 0)

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

const unique = (texts: readonly (string | undefined)[]): string[] =>
  [...new Set(texts.map(text => text?.trim() ?? '').filter(text => text !== ''))].slice(0, MAX_LIST)
