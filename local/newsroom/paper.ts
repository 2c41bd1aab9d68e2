export const PACKS = [
  'transnational-crime',
  'terrorism',
  'drug-trafficking',
  'environmental-wildlife-crime',
  'telecom-cyber-fraud',
  'money-laundering',
  'global-governance-police-cooperation',
] as const
type Pack = (typeof PACKS)[number]

/** What a newspaper says of one event. In a template, `{place}`, `{number}` and `{name}` await their words. */
export interface Piece {
  readonly title: string
  readonly summary: string
  /** The packs it must satisfy, all of them and no other. */
  readonly topics: readonly Pack[]
  /** The agency's report it was taken from: papers that share it link to the same page. */
  readonly wire?: string
}

/** An invented newspaper of invented towns. */
export interface Paper {
  /** Its folder on the server. */
  readonly slug: string
  readonly title: string
  readonly language: string
  readonly dialect: 'rss' | 'atom' | 'rdf' | 'json'
  /** What it had printed before the program first ran, newest first. */
  readonly catalogue: readonly Piece[]
  /** Templates; every title holds `{place}` and `{number}`, which together tell two fillings apart. */
  readonly matching: readonly Piece[]
  readonly everyday: readonly Piece[]
  readonly places: readonly string[]
  readonly names: readonly string[]
  /** Only such as leave the words around them unchanged: a Russian noun after 21 is not the noun after 25. */
  readonly numbers: readonly number[]
}

/** A piece that these packs recognise. */
export const about = (topics: Pack | readonly Pack[], title: string, summary: string): Piece => ({
  title,
  summary,
  topics: typeof topics === 'string' ? [topics] : topics,
})

/** A piece that tells no desk anything. */
export const everyday = (title: string, summary: string): Piece => ({ title, summary, topics: [] })

/** From 11 on English, French, Spanish and Chinese count alike, and Arabic does up to 99. */
export const ELEVEN_TO_99: readonly number[] = Array.from({ length: 89 }, (_, i) => 11 + i)
