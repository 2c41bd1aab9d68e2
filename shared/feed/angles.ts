// Also at the end of all, so that nothing is looked at twice.
const OPEN_CDATA =
  /<!\[CDATA\[.*?(?=<\/(?:[\w.-]{1,32}:)?(?:title|description|encoded|summary|content|item|entry)\s*>|$)/gis

/**
 * XML in which each `<` that begins no tag is hidden by a letter: "falls <5%", "I <3 ferries". No name begins with a
 * digit, sign or space (XML 1.0, section 2.3). Of the same length, so that places in it are places in the text.
 */
export const withoutBareAngles = (xml: string): string =>
  // Left open, each of the first two reaches to the end: nothing is looked at twice.
  xml.replace(/<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<(?!\/?\s*[\p{L}_:]|!--|!\[|![a-z]|\?[\p{L}_])/gisu, part =>
    part === '<' ? 'x' : part,
  )

/** XML in which CDATA that has no end ends with the body or the item around it, instead of with the document. */
export function withCdataClosed(xml: string): string {
  const open = xml.indexOf('<![CDATA[', xml.lastIndexOf(']]>') + 1)
  return open < 0 ? xml : xml.slice(0, open) + xml.slice(open).replace(OPEN_CDATA, '$&]]>')
}
