const GRAVE = ['drug-trafficking', 'money-laundering', 'terrorism', 'transnational-crime']
export const TOPICS = [
  ...GRAVE,
  'environmental-wildlife-crime',
  'global-governance-police-cooperation',
  'telecom-cyber-fraud',
]
const ALL = TOPICS.join(', ')

/** A configuration of all seven packs and of channels that overlap: by topic, by severity, by language, by everything. */
export const fileFor = (urls: readonly string[], hosts: readonly string[], smtp: string) => `
defaults: { contact: ops@example.org, every: 1m }
feeds:
${urls.map(url => `  - { url: "${url}" }`).join('\n')}
topics:
${TOPICS.map(id => `  - pack: ${id}`).join('\n')}
channels:
  - { id: archive, topics: [${ALL}], subscribers: { email: [archive@example.org] } }
  - { id: crime-desk, topics: [${GRAVE.join(', ')}], subscribers: { email: [crime@example.org, night@example.org] } }
  - { id: fraud-desk, topics: [telecom-cyber-fraud], subscribers: { email: [fraud@example.org] } }
  - { id: duty, topics: [${ALL}], severity: high, subscribers: { email: [duty@example.org] } }
  - { id: bureau, topics: [${ALL}], languages: [fr, ru], subscribers: { email: [bureau@example.org] } }
smtp: ${smtp}
fetch: { allow_private: [${hosts.map(host => `"${host}"`).join(', ')}] }
`
