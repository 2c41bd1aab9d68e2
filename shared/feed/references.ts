import { Parser } from 'htmlparser2'
import { WINDOWS_1252_HIGH } from './windows-1252.ts'

// Only what ends in a semicolon: `?a=1&copy=2` in a link is not `?a=1©=2`.
const REFERENCE = /&(?:#(\d{1,8})|#[xX]([\da-fA-F]{1,8})|([A-Za-z][\dA-Za-z]{1,31}));/g

/**
 * Decodes character references once. What is unknown stays as it stands.
 * @param own entities the document declared for itself, by name
 */
export function decodeReferences(text: string, own?: ReadonlyMap<string, string>): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return own?.get(name) ?? namedCharacter(name) ?? whole
    return character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
  })
}

/** Makes text safe to stand in XML or HTML, in an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  if (!/[&<>"]/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function character(code: number): string {
  // Half of the older newsrooms mean windows-1252 by &#146;, and so does the HTML standard (13.2.5.80).
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252_HIGH.charAt(code - 0x80)
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return valid ? String.fromCodePoint(code) : '\ufffd'
}

const named = new Map<string, string>()

/** One of HTML's 2,231 names. Only names that exist are remembered, so strangers cannot fill the map. */
function namedCharacter(name: string): string | undefined {
  const known = named.get(name)
  if (known !== undefined) return known
  let found = ''
  const ontext = (text: string) => {
    found += text
  }
  const parser = new Parser({ ontext }, { decodeEntities: true })
  parser.end(`&${name};`)
  // Longer: HTML decoded a prefix (`&notit;` is `¬it;`), or nothing at all.
  if (found.length > 2) return undefined
  named.set(name, found)
  return found
}
