const FAMILIES = {
  atom: [
    'http://www.w3.org/2005/atom',
    'http://purl.org/atom/ns#',
    'http://purl.org/echo/',
    'http://purl.org/pie/',
    'http://example.com/newformat#',
    'http://example.com/necho',
    'http://purl.org/net/rss1.1',
    'uri/of/echo/namespace#',
  ],
  dc: ['http://purl.org/dc/elements/1.0/', 'http://purl.org/dc/elements/1.1/'],
  dcterms: ['http://purl.org/dc/terms/'],
  content: ['http://purl.org/rss/1.0/modules/content/'],
  sy: ['http://purl.org/rss/1.0/modules/syndication/'],
  media: ['http://search.yahoo.com/mrss/', 'http://search.yahoo.com/mrss', 'http://video.search.yahoo.com/mrss'],
  itunes: ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'http://example.com/dtds/podcast-1.0.dtd'],
  xhtml: ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/tr/xhtml1'],
  rdf: ['http://www.w3.org/1999/02/22-rdf-syntax-ns#'],
  core: [
    '',
    'http://purl.org/rss/1.0/',
    'http://my.netscape.com/rdf/simple/0.9/',
    'http://channel.netscape.com/rdf/simple/0.9/',
    'http://backend.userland.com/rss',
    'http://backend.userland.com/rss2',
    'http://backend.userland.com/rss091',
    'http://blogs.law.harvard.edu/tech/rss',
    'http://cyber.law.harvard.edu/rss',
  ],
} as const

/** Where an element's name belongs: RSS in any version is `core`, Atom in any `atom`; the rest are modules. */
export type Family = keyof typeof FAMILIES | 'other'

const BY_URI = new Map<string, Family>()
const BY_PREFIX = new Map<string, Family>()
for (const family of typedKeys(FAMILIES)) {
  BY_PREFIX.set(family, family)
  for (const uri of FAMILIES[family]) BY_URI.set(uri, family)
}

/**
 * The family of a name by its namespace, whatever the prefix. Forgiving where feeds are careless: a prefix nobody
 * declared means what it usually means, and a default namespace nobody knows means the feed's own language.
 * @param prefix lower case, '' for none
 * @param uri the namespace bound to it, if any
 */
export function familyOf(prefix: string, uri: string | undefined): Family {
  const known = uri === undefined ? undefined : BY_URI.get(uri.trim().toLowerCase())
  if (known === 'rdf') return 'core' // rdf:RDF is the root of RSS 1.0
  if (known !== undefined) return known
  if (prefix === '') return 'core'
  const usual = BY_PREFIX.get(prefix)
  return usual === 'rdf' ? 'core' : (usual ?? 'other')
}

function typedKeys<T extends object>(record: T): (keyof T & string)[] {
  return Object.keys(record).filter((key): key is keyof T & string => key in record)
}
