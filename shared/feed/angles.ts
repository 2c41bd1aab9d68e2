// Left open, each of the first two reaches to the end: nothing is looked at twice. No name begins with a digit, sign or
// space (XML 1.0, section 2.3).
const BARE_ANGLE = /<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<(?!\/?\s*[\p{L}_:]|!--|!\[|![a-z]|\?[\p{L}_])/gisu
const CURLY_VALUE =
  /<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|=(?<=<[^<>]{1,500})[“”„‘’][^“”„‘’"'<>]{0,4096}[“”‘’](?=[\s/?>])/gs
const COMMENT_OR_CDATA = /<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)/gs
const DOCUMENT_END = /<\/(?:[\w.-]{1,32}:)?(?:rss|feed|rdf|opml)\s*>\s*$/i

const HIDING: readonly [what: string, hide: (xml: string) => string][] = [
  [
    'quotes that are none',
    xml => xml.replace(CURLY_VALUE, part => (part[0] === '=' ? `="${part.slice(2, -1)}"` : part)),
  ],
  ['a comment left open', withoutOpenComments],
  ['bare < in the text', xml => xml.replace(BARE_ANGLE, part => (part === '<' ? 'x' : part))],
]

/**
 * XML in which a letter hides each `<` that begins no tag ("falls <5%", "I <3 ferries") or a comment that never ends,
 * and values between curly quotes are between straight ones.
 * @returns it, of the same length, so that places in it are places in the text, and what was mended, in words
 */
export function tokenizable(xml: string): { readonly tokens: string; readonly mended: readonly string[] } {
  let tokens = xml
  const mended = HIDING.filter(([, hide]) => {
    const before = tokens
    tokens = hide(before)
    return tokens !== before
  })
  return { tokens, mended: mended.map(([what]) => what) }
}

/** A document that goes on to its own end was not meant to be hidden; one that breaks off may have been. */
function withoutOpenComments(xml: string): string {
  if (!DOCUMENT_END.test(xml.slice(-100))) return xml
  const isOpen = (part: string) => part.startsWith('<!--') && !part.endsWith('-->')
  return xml.replace(COMMENT_OR_CDATA, part => (isOpen(part) ? part.replaceAll('<!--', 'x!--') : part))
}

const CDATA = /<!\[CDATA\[.*?(?=\]\]>|<!\[CDATA\[|$)/gs
/** Behind the end of a field, another begins with a section of its own. */
const NEXT_FIELD =
  /<\/(?:[\w.-]{1,32}:)?(?:title|description|encoded|summary|content)\s*>.*<[\w.:-]{1,64}(?:\s[^<>]*)?>\s*$/is
const FIELD_END = /<\/(?:[\w.-]{1,32}:)?(?:title|description|encoded|summary|content|item|entry)\s*>|$/i

/** XML in which CDATA that has no end ends with the body or the item around it, instead of with a later one or the document. */
export const withCdataClosed = (xml: string): string =>
  xml.replace(CDATA, (part: string, at: number) => {
    const next = at + part.length
    const isOpen = next === xml.length || (!xml.startsWith(']]>', next) && NEXT_FIELD.test(part))
    return isOpen ? part.replace(FIELD_END, ']]>$&') : part
  })
