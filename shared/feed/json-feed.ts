import { FeedError } from './fault.ts'
import { decodeReferences, escapeMarkup, withoutControls } from './references.ts'
import { MAX_DEPTH, MAX_ITEMS } from './tree.ts'

type Fields = ReadonlyMap<string, unknown>

/**
 * A JSON Feed (jsonfeed.org/version/1.1) as the Atom document it could have been. A field of the wrong kind is a
 * missing field. Raw line breaks in strings and commas before brackets are borne. Of JSON that breaks off the document
 * breaks off as well, after its last whole item.
 * @throws FeedError if this is another kind of JSON, SyntaxError if not even an item is
 */
export function jsonToAtom(json: string): string {
  // A list is none, and megabytes of `[` take seconds to find out.
  const { value, end } = /^\s*\[/.test(json) ? { value: null, end: '' } : parsed(json)
  const feed = fieldsOf(value)
  const items = feed.get('items')
  // Other JSON has lists called items too.
  if (!Array.isArray(items) || text(feed.get('version')) + text(feed.get('title')) === '')
    throw new FeedError({ kind: 'not-a-feed', message: 'not a feed: JSON, but not a JSON Feed' })
  const own = [
    plain('title', feed.get('title')),
    leaf('language', feed.get('language')),
    link('alternate', feed.get('home_page_url')),
    link('self', feed.get('feed_url')),
    ...objectsIn(feed.get('hubs')).map(hub => link('hub', hub.get('url'))),
    ...authors(feed),
  ]
  const entries = objectsIn(items.slice(0, MAX_ITEMS)).map(entry)
  const more = '<entry/>'.repeat(Math.max(items.length - MAX_ITEMS, 0)) // too many to be read, but not to be counted
  return `<feed xmlns="http://www.w3.org/2005/Atom">${own.join('')}${entries.join('')}${more}${end}`
}

/**
 * JSON with how the Atom document is to end, or as much of it as is whole: all before what is no JSON any more, or as
 * many items as there are of JSON that breaks off. @throws SyntaxError if there are none
 */
function parsed(json: string): { readonly value: unknown; readonly end: string } {
  const whole = orUndefined(json)
  if (whole !== undefined) return { value: whole, end: '</feed>' }
  const plain = respelt(json)
  const mended = plain === json ? undefined : orUndefined(plain)
  if (mended !== undefined) return { value: mended, end: '</feed>' }
  const { beginning, end } = wholeIn(plain)
  if (beginning === '') throw new SyntaxError('not an item is whole')
  return { value: JSON.parse(beginning), end }
}

function orUndefined(json: string): unknown {
  if (isTooDeep(json)) return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** V8 spends 150 bytes on every level: 5 MB of them would take all the memory that a document may. */
function isTooDeep(json: string): boolean {
  let [depth, isText] = [0, false]
  for (let at = 0; at < json.length && depth <= MAX_DEPTH; at++) {
    const sign = json[at]
    if (isText && sign === '\\') at++
    else if (sign === '"') isText = !isText
    else if (!isText && (sign === '{' || sign === '[')) depth++
    else if (!isText && (sign === '}' || sign === ']')) depth--
  }
  return depth > MAX_DEPTH
}

const ESCAPED = new Map(Object.entries({ '\t': '\\t', '\n': '\\n', '\r': '\\r' }))

/** JSON in which strings hold line breaks and tabs as they should, and no comma stands before a bracket's end. */
const respelt = (json: string): string =>
  // A string that has no end reaches to the end, and commas are looked at from the first of a run: nothing is twice.
  json.replace(/"[^"\\]*(?:\\.?[^"\\]*)*(?:"|$)|(?<![,\s])(?:\s*,)+\s*(?=[\]}])/gs, token =>
    token.startsWith('"') ? token.replace(/[\t\n\r]/g, control => ESCAPED.get(control) ?? '') : '',
  )

/** All up to where the JSON ends, or else to the last item that is whole, with all brackets closed behind it. */
function wholeIn(json: string): { readonly beginning: string; readonly end: string } {
  const open: string[] = []
  let end = 0
  let list = ''
  for (const { 0: token, index } of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}"]/gs)) {
    if (token === '"' || open.length > MAX_DEPTH) break // a text that has no end, or no feed
    if (open.length === 1 && token.length > 1) list = token
    if (token === '{' || token === '[') open.push(token)
    if (token === '}' || token === ']') open.pop()
    if (open.length === 0) return { beginning: json.slice(0, index + 1), end: '</feed>and more' }
    if (token === '}' && open.length === 2 && open[1] === '[' && list === '"items"') end = index + 1
  }
  return { beginning: end === 0 ? '' : `${json.slice(0, end)}]}`, end: '' }
}

function entry(item: Fields): string {
  const parts = [
    leaf('id', item.get('id')),
    link('alternate', item.get('url')),
    link('alternate', item.get('external_url')),
    plain('title', item.get('title')),
    plain('summary', item.get('summary')),
    leaf('content', item.get('content_html'), ' type="html"') || plain('content', item.get('content_text')),
    leaf('published', item.get('date_published')),
    leaf('modified', item.get('date_modified')),
    leaf('language', item.get('language')),
    ...authors(item),
    ...listIn(item.get('tags')).map(tag => leaf('category', tag)),
    ...objectsIn(item.get('attachments')).map(file => link('enclosure', file.get('url'), file.get('mime_type'))),
  ]
  return `<entry>${parts.join('')}</entry>`
}

/** Version 1.0 had one author, 1.1 has several; some have only an address. */
function authors(by: Fields): string[] {
  const people = [...objectsIn(by.get('authors')), fieldsOf(by.get('authors')), fieldsOf(by.get('author'))]
  return people.map(person => leaf('author', text(person.get('name')) || person.get('url')))
}

const leaf = (name: string, value: unknown, attributes = ''): string =>
  text(value) === '' ? '' : `<${name}${attributes}>${escapeMarkup(text(value))}</${name}>`

/** Plain text by the standard. Some publishers write references all the same, but what looks like a tag is none. */
const plain = (name: string, value: unknown): string => leaf(name, decodeReferences(text(value)))

const link = (rel: string, url: unknown, type?: unknown): string =>
  text(url) === '' ? '' : `<link rel="${rel}" href="${escapeMarkup(text(url))}" type="${escapeMarkup(text(type))}"/>`

const fieldsOf = (json: unknown): Fields => new Map(isObject(json) ? Object.entries(json) : [])

const objectsIn = (json: unknown): Fields[] => listIn(json).filter(isObject).map(fieldsOf)

const listIn = (json: unknown): unknown[] => (Array.isArray(json) ? json : [])

const isObject = (json: unknown): json is object => typeof json === 'object' && json !== null && !Array.isArray(json)

/** Ids may be numbers. JSON can escape any control character. */
const text = (json: unknown): string =>
  typeof json === 'string' ? withoutControls(json) : typeof json === 'number' ? `${json}` : ''
