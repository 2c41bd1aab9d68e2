import type { Newsroom } from './newsroom.ts'
import { PACKS } from './paper.ts'

/**
 * The configuration that reads the newsroom: the text of a `news-alerts.yaml`.
 * Its feeds are read every two seconds, as a file may only say of hosts in `allow_private`:
 * this publisher is ourselves.
 */
export function sampleConfig({ feeds, port }: Pick<Newsroom, 'feeds' | 'port'>): string {
  return `# The sample newsroom: invented feeds, served by this program itself, so that everything can be tried offline.
# Your own news-alerts.yaml looks just like this.
defaults: { timezone: Europe/Paris, contact: ops@example.org }

feeds:
${feeds.map(({ url, title, language }) => `  - { url: "${url}", language: ${language}, every: 2s, tags: [sample] } # ${title}`).join('\n')}

topics:
${PACKS.map(pack => `  - pack: ${pack}`).join('\n')}

channels:
  - id: crime-desk
    name: Crime desk
    topics: [transnational-crime, terrorism, drug-trafficking, environmental-wildlife-crime]
    severity: medium
    when: { instant: true }
    subscribers: { email: [desk@example.org] }

  - id: fraud-desk
    name: Fraud desk
    topics: [telecom-cyber-fraud, money-laundering]
    when: { instant: true }
    # The number is one of those that are kept for films: nobody has it.
    subscribers: { email: [fraud@example.org], sms: ["+33639980012"] }

  - id: police-liaison
    name: Police liaison
    topics: [global-governance-police-cooperation]
    when: { instant: false, digest: hourly }
    subscribers: { email: [liaison@example.org] }

sms: { countries: [FR] } # whose numbers may be told; without this line SMS is off
fetch: { allow_private: ["127.0.0.1:${port}"] }
`
}
