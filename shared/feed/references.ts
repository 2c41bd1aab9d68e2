import { decodeHTMLStrict } from 'entities'

// Only what ends in a semicolon: `?a=1&copy=2` in a link is not `?a=1©=2`.
const REFERENCE = /&(?:#(\d+)|#[xX]([\da-fA-F]+)|([A-Za-z][\dA-Za-z]{1,31}));/g

/**
 * What windows-1252 has in 0x80 to 0x9F. Node 20's TextDecoder gives C1 controls there (nodejs/node#56542), so that
 * range is ours: "Don’t" arrives with 0x92 from half of the older newsrooms.
 */
const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
/** UTF-8's spaces, dashes, quotes and dots (U+2000 to U+203F) after somebody read them as windows-1252. */
const MISREAD = new RegExp(`â€([\\xa0-\\xbf${WINDOWS_1252_HIGH}])`, 'g')

/**
 * Text without controls and what else XML cannot hold (1.0, section 2.2), which nobody means; half a letter is U+FFFD.
 * C1 is windows-1252 in disguise, by the byte or as `&#146;` (which the HTML standard reads so too, 13.2.5.80), and after
 * `â` a piece of UTF-8 that was read as that.
 */
export const withoutControls = (text: string): string =>
  text
    .replace(/[\x80-\x9f]+/g, run => Array.from(run, one => WINDOWS_1252_HIGH[one.charCodeAt(0) - 0x80]).join(''))
    .replace(MISREAD, (_, last: string) => {
      const at = WINDOWS_1252_HIGH.indexOf(last)
      return String.fromCharCode(0x2000 + (at < 0 ? last.charCodeAt(0) - 0x80 : at))
    })
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd')

/**
 * Decodes character references once. What is unknown stays as it stands.
 * @param own entities the document declared for itself, by name
 */
export function decodeReferences(text: string, own?: ReadonlyMap<string, string>): string {
  if (!text.includes('&')) return text
  const decoded = text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return own?.get(name) ?? decodeHTMLStrict(whole)
    // Not by that: of two halves of a letter, each in a reference of its own, it makes no letter.
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
  return withoutControls(decoded)
}

/** Makes text safe to stand in XML or HTML, in an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  if (!/[&<>"]/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
