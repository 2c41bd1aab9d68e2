import { escapeMarkup } from './references.ts'
import type { Element } from './tree.ts'

/** One body is cut here: what is alerted on stands at its beginning. */
const MAX_BODY = 200_000
const MAX_TITLE = 10_000

/** An element's text as HTML, whatever its dialect and declared type made of it (RFC 4287, section 3.1). */
export function html(element: Element): string {
  return asHtml(element).slice(0, MAX_TITLE)
}

/** The same for a body. One that is elsewhere (`src`) is empty. */
export function bodyHtml(element: Element): string {
  return element.attributes.has('src') && element.family === 'atom' ? '' : asHtml(element).slice(0, MAX_BODY)
}

/** An element's text on one line, '' for none. */
export const plainValue = (element: Element | undefined): string =>
  element === undefined ? '' : textOf(element).slice(0, MAX_TITLE).trim()

function asHtml(element: Element): string {
  const type = element.attributes.get('type')?.toLowerCase() ?? ''
  const packed = unpacked(element, type)
  if (packed !== null) return packed
  if (element.children.some(child => typeof child !== 'string')) return inside(element)
  const text = textOf(element)
  const isPlain = type === 'text' || type === 'text/plain' || (type === '' && element.family === 'atom')
  return isPlain ? escapeMarkup(text) : text
}

/**
 * What base64 held, or null if it is none. Atom 0.3 says so; Atom 1.0 means it by any media type that is not text
 * (RFC 4287, section 4.1.3.3), and authors who invent types do not know: then it must be valid UTF-8 too.
 */
function unpacked({ attributes, family, children }: Element, type: string): string | null {
  const says = attributes.get('mode') === 'base64'
  const means = family === 'atom' && !attributes.has('mode') && type.includes('/') && !/^text\/|[/+]xml$/.test(type)
  const written = children.every(child => typeof child === 'string') ? children.join('') : ''
  if (!(says || means) || written === '' || !/^[\s\w+/=]*$/.test(written)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(written, 'base64'))
  } catch {
    return null
  }
}

function textOf(element: Element): string {
  return element.children.map(child => (typeof child === 'string' ? child : textOf(child))).join('')
}

/** Markup that stood in the document itself, not escaped: xhtml, or an author who forgot. Depth is bounded already. */
function inside(element: Element): string {
  const escaped = /xhtml|xml/.test(element.attributes.get('type') ?? '') || element.family !== 'core'
  return element.children
    .map(child => (typeof child === 'string' ? (escaped ? escapeMarkup(child) : child) : outside(child)))
    .join('')
}

function outside(element: Element): string {
  const attributes = [...element.attributes].filter(([name]) => !name.startsWith('xml'))
  const written = attributes.map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`).join('')
  return `<${element.tag}${written}>${inside(element)}</${element.tag}>`
}
