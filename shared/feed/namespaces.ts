/** Where an element's name belongs: RSS in any version is `core`, Atom in any `atom`; the rest are modules. */
export type Family = keyof typeof FAMILIES | 'other'

/** By what a family's namespaces contain, in lower case: feeds spell them with and without slashes, and versions. */
const FAMILIES = {
  atom: /w3\.org\/2005\/atom|purl\.org\/(?:atom\/|echo\/|pie\/|net\/rss1\.1)|example\.com\/ne(?:wformat|cho)|of\/echo/,
  dc: /purl\.org\/dc\/elements\//,
  dcterms: /purl\.org\/dc\/terms\//,
  content: /purl\.org\/rss\/1\.0\/modules\/content/,
  sy: /purl\.org\/rss\/1\.0\/modules\/syndication/,
  media: /search\.yahoo\.com\/mrss/,
  itunes: /\/dtds\/podcast-1\.0\.dtd/,
  xhtml: /w3\.org\/(?:1999\/xhtml|tr\/xhtml1)/,
  core: /22-rdf-syntax-ns|purl\.org\/rss\/1\.0\/?$|netscape\.com\/rdf\/|backend\.userland\.com\/rss|law\.harvard\.edu\//,
}
const NAMES = Object.keys(FAMILIES).filter((name): name is keyof typeof FAMILIES => name in FAMILIES)

/**
 * The family of a name by its namespace, whatever the prefix. Forgiving where feeds are careless: a prefix nobody
 * declared means what it usually means, and a default namespace nobody knows means the feed's own language.
 * @param prefix lower case, '' for none
 * @param uri the namespace bound to it, '' for none
 */
export function familyOf(prefix: string, uri: string): Family {
  const name = uri.toLowerCase()
  const bound = name === '' ? undefined : NAMES.find(family => FAMILIES[family].test(name))
  const known = bound ?? NAMES.find(family => family === prefix)
  // The fifteen elements are terms too, and no other term is named like one.
  if (known === 'dcterms') return 'dc'
  return known ?? (prefix === '' || prefix === 'rdf' ? 'core' : 'other')
}
