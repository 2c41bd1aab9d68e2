import { type Element, tagOf } from './element.ts'
import { sanitise } from './html.ts'
import { escapeMarkup, withoutControls } from './references.ts'

/** UTF-16 units. What is alerted on stands at the beginning. */
const MAX_LENGTH = 200_000

/**
 * An element's text as harmless HTML, whatever its dialect and declared type made of it (RFC 4287, section 3.1). One
 * that is elsewhere (`src`) is empty.
 */
export function htmlOf(element: Element): string {
  if (element.family === 'atom' && element.attributes.has('src')) return ''
  return sanitise(asHtml(element).slice(0, MAX_LENGTH), element.base)
}

/** An element's text with the tags left out. */
export const textOf = (element: Element): string => allText(element).slice(0, MAX_LENGTH).trim()

const allText = ({ children }: Element): string =>
  children.map(child => (typeof child === 'string' ? child : allText(child))).join('')

function asHtml(element: Element): string {
  const type = element.attributes.get('type')?.replace(/;.*/s, '').trim().toLowerCase() ?? ''
  const packed = unpacked(element, type)
  if (packed !== null) return packed
  if (element.children.some(child => typeof child !== 'string')) return inside(element)
  const isPlain = type === 'text' || type === 'text/plain' || (type === '' && element.family === 'atom')
  return isPlain ? escapeMarkup(allText(element)) : allText(element)
}

/**
 * What base64 held, or null if it is none. Atom 0.3 says so; Atom 1.0 means it by any media type that is not text
 * (RFC 4287, section 4.1.3.3), and authors who invent types do not know: then it must be valid UTF-8 too.
 */
function unpacked({ attributes, family, children }: Element, type: string): string | null {
  const says = attributes.get('mode') === 'base64'
  const means = family === 'atom' && !attributes.has('mode') && type.includes('/') && !/^text\/|[/+]xml$/.test(type)
  const written = children.every(child => typeof child === 'string') ? children.join('') : ''
  if (!(says || means) || !/^[\s\w+/=]+$/.test(written)) return null
  try {
    return withoutControls(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(written, 'base64')))
  } catch {
    return null
  }
}

/** Markup that stood in the document itself, not escaped: xhtml, or an author who forgot. Depth is bounded already. */
function inside(element: Element): string {
  const escaped = /xml/.test(element.attributes.get('type') ?? '') || element.family !== 'core'
  return element.children
    .map(child => (typeof child === 'string' ? (escaped ? escapeMarkup(child) : child) : outside(child)))
    .join('')
}

function outside(element: Element): string {
  const attributes = [...element.attributes].filter(([name]) => !name.startsWith('xml'))
  const written = attributes.map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`).join('')
  return `<${tagOf(element)}${written}>${inside(element)}</${tagOf(element)}>`
}
