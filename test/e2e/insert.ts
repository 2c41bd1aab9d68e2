import { isUtf8 } from 'node:buffer'

/** An item of news, as its publisher has it before it is written into a feed. Plain text. */
export interface News {
  readonly id: string
  readonly title: string
  /** '' for none. */
  readonly text: string
  readonly language: string
  readonly link: string
}

const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

/**
 * A feed's document with one more item before its others, in the document's own dialect. Every other byte stays.
 * @param at when the item says it was published
 * @returns null for a document whose root is no feed's, or that has no place for an item
 */
export function withNews(document: Buffer, news: News, at: Date): Buffer | null {
  const bytes = document.toString('latin1') // a letter a byte, whatever the encoding: all of them here hold ASCII
  const visible = bytes.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, hidden => ' '.repeat(hidden.length))
  const root = /<(?:([\w-]+):)?(rss|feed|rdf)[\s>]/i.exec(visible)
  const isAtom = root?.[2]?.toLowerCase() === 'feed'
  const first = (isAtom ? /<((?:[\w-]+:)?)entry(?=[\s>])([^>]*)/ : /<((?:[\w-]+:)?)item(?=[\s>])([^>]*)/).exec(visible)
  const place = first ?? (isAtom ? /<\/((?:[\w-]+:)?)feed\s*>/ : /<\/((?:[\w-]+:)?)channel\s*>/).exec(visible)
  if (!root || !place) return null
  const [, prefix = '', attributes = ''] = place
  const namespaces = attributes.match(/\sxmlns(:[\w-]+)?\s*=\s*("[^"]*"|'[^']*')/g)?.join('') ?? ''
  const isRdf = root[2]?.toLowerCase() === 'rdf'
  const item = isAtom ? asEntry(news, at, prefix, namespaces) : asItem(news, at, prefix, namespaces, isRdf)
  // A document that does not say UTF-8, or is not what it says, gets references: they mean the same in every encoding.
  const written = /^[^>]*encoding\s*=\s*["']utf-8["']/i.test(bytes) && isUtf8(document) ? item : withReferences(item)
  return Buffer.concat([document.subarray(0, place.index), Buffer.from(written), document.subarray(place.index)])
}

/** RSS 0.9 to 2.0, and 1.0, which is RDF. Descriptions are HTML, so their text is escaped for that first. */
function asItem(news: News, at: Date, p: string, namespaces: string, isRdf: boolean): string {
  const { id, title, text, language, link } = news
  const head = isRdf ? `<${p}item rdf:about="${inXml(link)}"${namespaces}>` : `<${p}item${namespaces}>`
  const description = text === '' ? '' : `<${p}description>${inXml(`<p>${inXml(text)}</p>`)}</${p}description>`
  const dated = isRdf
    ? `<dc:date ${DC}>${at.toISOString()}</dc:date>`
    : `<${p}guid isPermaLink="false">${inXml(id)}</${p}guid><${p}pubDate>${at.toUTCString()}</${p}pubDate>`
  const named = `<${p}title>${inXml(title)}</${p}title><${p}link>${inXml(link)}</${p}link>`
  return `${head}${named}${description}${dated}<dc:language ${DC}>${language}</dc:language></${p}item>\n`
}

/** Atom 1.0 and 0.3, which has other names for its dates. */
function asEntry({ id, title, text, language, link }: News, at: Date, p: string, namespaces: string): string {
  const tag = (name: string, value: string) => `<${p}${name}>${inXml(value)}</${p}${name}>`
  const summary = text === '' ? '' : tag('summary', text)
  const dates = ['published', 'updated'].map(name => tag(name, at.toISOString())).join('')
  const where = `<${p}link rel="alternate" type="text/html" href="${inXml(link)}"/>`
  return `<${p}entry xml:lang="${language}"${namespaces}>${tag('title', title)}${where}${tag('id', id)}${dates}${summary}</${p}entry>\n`
}

const inXml = (text: string) =>
  text.replace(/[&<>"]/g, sign => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[sign]};`)

const withReferences = (xml: string) => xml.replace(/[^\0-\x7f]/gu, letter => `&#${letter.codePointAt(0)};`)
