/** What the publisher reports, and the two files that are deployed one after the other. */

export const RING = { id: 'ring', title: 'Police break cyber fraud ring in Lagos', link: 'https://news.example/ring' }
export const CUP = { id: 'cup', title: 'Harbour town wins the cup', link: 'https://news.example/cup' }
export const STRIKE = { id: 'strike', title: 'Strike closes the port of Antwerp', link: 'https://news.example/strike' }

const fileOf = (host: string, paths: readonly string[], rest: string) => `
feeds:
${paths.map(path => `  - { url: "http://${host}${path}", every: 30s }`).join('\n')}
fetch: { allow_private: ["${host}"] }
${rest}`

/** One topic; a channel that wants it, and one for which it is not severe enough. */
export const firstFile = (host: string) =>
  fileOf(
    host,
    ['/a.xml', '/b.xml', '/old.xml'],
    `
topics:
  - { id: fraud, name: Cyber fraud, severity: high, query: '"cyber fraud"' }
channels:
  - { id: desk, name: Fraud desk, topics: [fraud], subscribers: { email: [desk@example.org] } }
  - { id: watch, topics: [fraud], severity: critical }`,
  )

/** A feed is gone, a topic is new, and the channel that wants it too has another name. */
export const secondFile = (host: string) =>
  fileOf(
    host,
    ['/a.xml', '/b.xml'],
    `
topics:
  - { id: fraud, name: Cyber fraud, severity: high, query: '"cyber fraud"' }
  - { id: strikes, name: Strikes, query: 'strike AND port' }
channels:
  - { id: desk, name: Fraud and ports, topics: [fraud, strikes], subscribers: { email: [desk@example.org] } }
  - { id: watch, topics: [fraud], severity: critical }`,
  )
