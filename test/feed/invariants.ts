import { Parser } from 'htmlparser2'
import type { ReadFeed } from '../../shared/feed/document.ts'

const UNSAFE_TAG = /^(?:script|style|iframe|object|embed|form|input|svg|math|base|link|meta|template|noscript)$/
const UNSAFE_ATTRIBUTE = /^(?:on|style$|srcdoc$|formaction$)|:/

/** What of a reading breaks a promise of its type (shared/feed/document.ts), whatever the document was; nothing if all is well. */
export function broken({ items, ...feed }: ReadFeed): string[] {
  return [
    ...badText('feed title', feed.title),
    ...badLinks('feed', [feed.home, feed.hub, feed.self]),
    ...(feed.everyMinutes === null || (Number.isInteger(feed.everyMinutes) && feed.everyMinutes > 0)
      ? []
      : ['minutes']),
    ...(feed.skipHours.every(hour => Number.isInteger(hour) && hour >= 0 && hour <= 24) ? [] : ['hours']),
    ...(items.length <= 2000 ? [] : ['more than 2,000 items']),
    ...items.flatMap(item => [
      ...(item.id === '' ? ['no id'] : []),
      ...badText('title', item.title),
      ...badText('summary', item.summary),
      ...[...item.authors, ...item.categories].flatMap(text => badText('author or category', text)),
      ...badLinks('item', [item.link, ...item.enclosures.map(({ url }) => url)]),
      ...badDates([item.published, item.updated]),
      ...((item.published === null) === (item.publishedSource === null) ? [] : ['a date without its source']),
      ...((item.published === null) === (item.publishedIn === null) ? [] : ['a date without its element']),
      ...badHtml(item.content),
    ]),
  ]
}

function badText(name: string, text: string): string[] {
  if (/\p{Cc}/u.test(text)) return [`${name}: control characters`]
  if (/\p{Cs}/u.test(text)) return [`${name}: half a letter`]
  return text === text.trim() ? [] : [`${name}: space around it`]
}

function badLinks(name: string, links: readonly (string | null)[]): string[] {
  const isGood = (link: string) => URL.canParse(link) && new URL(link).href === link && /^https?:/.test(link)
  return links.every(link => link === null || isGood(link)) ? [] : [`${name}: a link that is not absolute http(s)`]
}

function badDates(dates: readonly (string | null)[]): string[] {
  const isGood = (date: string) => !Number.isNaN(Date.parse(date)) && new Date(date).toISOString() === date
  return dates.every(date => date === null || isGood(date)) ? [] : ['a date that is not ISO 8601']
}

/** By a parser as lenient as browsers, and not by what the sanitiser thinks of itself. */
function badHtml(html: string): string[] {
  const found: string[] = []
  const onopentag = (tag: string, attributes: Record<string, string>) => {
    if (UNSAFE_TAG.test(tag)) found.push(`content: <${tag}>`)
    for (const [name, value] of Object.entries(attributes)) {
      if (UNSAFE_ATTRIBUTE.test(name)) found.push(`content: an attribute ${name}`)
      if (/^(?:href|src|cite)$/.test(name) && !/^https?:/.test(value)) found.push('content: a link that is not http(s)')
    }
  }
  new Parser({ onopentag }).end(html)
  return found
}
