import { expect, test } from 'vitest'
import type { Configuration } from '../../shared/config/configuration.ts'
import { printProblem } from '../../shared/config/read.ts'
import { feedId } from '../../shared/feed/identity.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import { readWritten } from './written.ts'

/** What the files say. Fails with their problems, if they have any. */
function said(...texts: readonly string[]): Configuration {
  const names = ['news-alerts.yaml', 'more.yaml', 'folder/most.yaml']
  const read = readWritten(Object.fromEntries(texts.map((text, i) => [names[i] ?? '', text])))
  if (!read.ok) throw new Error(read.problems.map(printProblem).join('\n'))
  return read.configuration
}

const ONE_TOPIC = 'topics: [{ id: strikes, query: strike }]'

test('a file that says everything', () => {
  const url = 'https://news.example.org/rss'
  const file = `
defaults: { timezone: Europe/Paris, contact: ops@example.org, every: 10m }
feeds:
  - url: ${url}
    tags: [wire]
    language: pt-br
    every: 1h
topics:
  - id: port-strikes
    name: Strikes at ports
    description: Dockers out.
    severity: high
    query: (strike OR grève OR 罢工) AND (port OR docker)
    examples: { match: ["A strike closes the port of Antwerp"], reject: ["Air strike near the city"] }
channels:
  - id: desk
    name: The desk
    topics: [port-strikes]
    severity: medium
    languages: [fr]
    when: { instant: true, quiet: 22:00-07:00, digest: daily 08:00, timezone: Asia/Tokyo }
    subscribers: { email: [desk@example.org], sms: ["+33600000000"] }
sms: { countries: [fr, BE] }
smtp: smtp://localhost:1025
fetch: { allow_private: [127.0.0.1:9000] }
`
  expect(said(file)).toEqual({
    contact: 'ops@example.org',
    feeds: [{ id: feedId(url), url, tags: ['wire'], language: 'pt-BR', everySeconds: 3600 }],
    topics: [
      {
        id: 'port-strikes',
        name: 'Strikes at ports',
        description: 'Dockers out.',
        severity: 'high',
        query: '(strike OR grève OR 罢工) AND (port OR docker)',
        examples: { match: ['A strike closes the port of Antwerp'], reject: ['Air strike near the city'] },
      },
    ],
    channels: [
      {
        id: 'desk',
        name: 'The desk',
        topics: ['port-strikes'],
        severity: 'medium',
        languages: ['fr'],
        when: {
          instant: true,
          quiet: { from: '22:00', to: '07:00' },
          digest: { every: 'day', at: '08:00' },
          timezone: 'Asia/Tokyo',
        },
        routes: ['mail', 'sms'],
        origin: 'file',
      },
    ],
    subscribers: [
      { channel: 'desk', protocol: 'email', address: 'desk@example.org' },
      { channel: 'desk', protocol: 'sms', address: '+33600000000' },
    ],
    smtp: 'smtp://localhost:1025',
    allowPrivate: ['127.0.0.1:9000'],
    smsCountries: ['FR', 'BE'],
  })
})

test('a file that says the least', () => {
  const url = 'https://news.example.org/rss'
  expect(said(`feeds: [{ url: "${url}" }]\n${ONE_TOPIC}`)).toEqual({
    contact: null,
    feeds: [{ id: feedId(url), url, tags: [], language: null, everySeconds: 300 }],
    topics: [
      {
        id: 'strikes',
        name: 'strikes',
        description: '',
        severity: 'low',
        query: 'strike',
        examples: { match: [], reject: [] },
      },
    ],
    channels: [
      {
        id: 'strikes',
        name: 'strikes',
        topics: ['strikes'],
        severity: 'low',
        languages: [],
        when: { instant: true, quiet: null, digest: null, timezone: 'UTC' },
        routes: ['mail'],
        origin: 'file',
      },
    ],
    subscribers: [],
    smtp: null,
    smsCountries: [],
    allowPrivate: [],
  })
})

test.each([
  ['', true], // nothing said: at once
  ['digest: hourly', false], // a digest is asked for so as not to be told at once
  ['digest: hourly, instant: true', true], // unless both are
])('a channel with when { %s } is told at once: %s', (when, instant) => {
  const file = `${ONE_TOPIC}\nchannels: [{ id: desk, topics: [strikes], when: { ${when} } }]`
  expect(said(file).channels[0]?.when.instant).toBe(instant)
})

test('an hourly digest', () => {
  const file = `${ONE_TOPIC}\nchannels: [{ id: desk, topics: [strikes], when: { digest: hourly } }]`
  expect(said(file).channels[0]?.when.digest).toEqual({ every: 'hour' })
})

test("times of day are in the channel's time zone, else in the default one", () => {
  const file = `defaults: { timezone: Africa/Lagos }\n${ONE_TOPIC}\n`
  const channels = said(
    `${file}channels: [{ id: a, topics: [strikes] }, { id: b, topics: [strikes], when: { timezone: UTC } }]`,
  ).channels
  expect(channels.map(({ when }) => when.timezone)).toEqual(['Africa/Lagos', 'UTC'])
  expect(said(file).channels[0]?.when.timezone).toBe('Africa/Lagos')
})

test.each([
  ['10s', 'http://127.0.0.1:9000/a', 10], // a host of one's own
  ['1m', 'https://news.example.org/rss', 60],
  ['24h', 'https://news.example.org/rss', 86_400],
])('every %s of %s is %i seconds', (every, url, seconds) => {
  const file = `${ONE_TOPIC}\nfetch: { allow_private: ["127.0.0.1:9000"] }\nfeeds: [{ url: "${url}", every: ${every} }]`
  expect(said(file).feeds[0]?.everySeconds).toBe(seconds)
})

test('of a weighted term, a boost of 1 and a direction mark are left out', () => {
  const read = readWritten({ 'news-alerts.yaml': 'topics: [{ id: t, terms: { any: { strong: [a^1, "b\\u200e"] } } }]' })
  expect(read).toMatchObject({ ok: true, configuration: { topics: [{ query: 'a^3 OR b^3' }] } })
})

test('weighted terms are a query with boosts; one strong term, or a medium one with another, suffices', () => {
  const [topic] = said(`
topics:
  - id: wildlife
    terms:
      any: { strong: [CITES] }
      en: { medium: [rhino*], context: [seized, 'raid NEAR/3 market'], negative: ['"poached egg"'] }
    boost: { title: 1.5 }`).topics
  expect(topic).toMatchObject({
    query: 'CITES^3 OR rhino*^2 OR seized^1 OR (raid NEAR/3 market)^1 OR "poached egg"^-3',
    ...{ threshold: 3, boost: { title: 1.5, summary: 1 } },
  })
  const match = compileTopics(topic ? [topic] : [])
  const score = (title: string, summary = '') => match({ title, summary, language: 'en' })[0]?.score
  expect(score('CITES meets')).toBe(4.5)
  expect(score('Rhinos', 'Horn seized')).toBe(4)
  expect(score('A rare animal', 'Rhino horn')).toBeUndefined()
  expect(score('Seized', 'Rhino horn; a poached egg')).toBeUndefined()
})

test.each([
  ['weights: { strong: 5, context: 0.5 }', 'a^5 OR b^0.5', 5],
  ['weights: { strong: 1.1, context: 0.29 }', 'a^1.1 OR b^0.29', 1.1], // 0.29 × 100 is a little less than 29
  ['threshold: 1', 'a^3 OR b^1', 1],
  ['weights: { strong: 1.1, context: 0.07 }', 'a^1.1 OR b^0.07', 1.1], // 1.1 × 100 is no whole number to a computer
])('weighted terms with %s', (said_, query, threshold) => {
  const file = `topics: [{ id: t, terms: { any: { strong: [a], context: [b] } }, ${said_} }]`
  expect(said(file).topics[0]).toMatchObject({ query, threshold })
})

test('a pack may be taken as it is', () => {
  expect(said('topics: [{ pack: fraud }]').topics).toEqual([
    {
      id: 'fraud',
      name: 'Fraud',
      description: 'Tricks for money.',
      severity: 'high',
      query: 'fraud OR scam',
      examples: { match: ['Bank fraud grows'], reject: ['Bank grows'] },
    },
  ])
})

test.each([
  ['name: Tricks', { name: 'Tricks' }],
  ['severity: low', { severity: 'low' }],
  ['description: Ours.', { description: 'Ours.' }],
  ['query: phishing OR fraud', { query: 'phishing OR fraud' }],
  ['or: phishing', { query: '(fraud OR scam) OR (phishing)' }],
  ['not: tax', { query: '(fraud OR scam) NOT (tax)' }],
  ['or: phishing, not: tax OR toll', { query: '((fraud OR scam) OR (phishing)) NOT (tax OR toll)' }], // `not` has the last word
  [
    'examples: { match: [A scam ends] }',
    { examples: { match: ['Bank fraud grows', 'A scam ends'], reject: ['Bank grows'] } },
  ],
  ['not: bank', { examples: { match: [], reject: ['Bank grows'] } }], // what the file rules out, the pack no longer promises
  ['or: grows', { examples: { match: ['Bank fraud grows'], reject: [] } }],
])('a pack extended by { %s }', (extension, expected) => {
  expect(said(`topics: [{ pack: fraud, ${extension} }]`).topics[0]).toMatchObject(expected)
})

const rule = (to: string, when: string, match: readonly string[] = [], reject: readonly string[] = []) => ({
  ...{ to, when, examples: { match, reject } },
})

test.each([
  ['', [rule('critical', '10..', ['12 scams'], ['Scam'])]],
  ['raise: [{ to: critical, when: 20.. }]', [rule('critical', '20..')]], // instead of the pack's
  [
    'severity: low, raise: [{ to: high, when: 2.. }]',
    [rule('critical', '10..', ['12 scams'], ['Scam']), rule('high', '2..')],
  ],
  ['severity: critical', undefined], // nothing is graver
  ['not: scam*', [rule('critical', '10..', [], ['Scam'])]], // examples that no longer hold are not promised
])('the rules of a pack extended by { %s }', (extension, expected) => {
  const pack = `id: fraud
name: Fraud
description: Tricks for money.
severity: high
raise: [{ to: critical, when: 10.., examples: { match: [12 scams], reject: [Scam] } }]
query: fraud OR scam*
examples: {}
`
  const read = readWritten({ f: `topics: [{ pack: fraud, ${extension} }]` }, { fraud: pack })
  expect(read.ok && read.configuration.topics[0]?.raise).toEqual(expected)
})

test('a pack that breaks its word is not excused: `topics test` is to find it', () => {
  const rule = 'raise: [{ to: critical, when: 10.., examples: { match: [Nine frauds] } }]'
  const pack = `{ id: fraud, name: F, description: D, severity: high, query: fraud*, ${rule}, examples: { match: [Rain] } }`
  const read = readWritten({ f: 'topics: [{ pack: fraud, name: Ours }]' }, { fraud: pack })
  expect(read.ok && read.configuration.topics[0]).toMatchObject({
    name: 'Ours',
    examples: { match: ['Rain'] },
    raise: [{ examples: { match: ['Nine frauds'] } }],
  })
})

test('included files add to the first, from their own folders', () => {
  const configuration = said(
    `include: [more.yaml, folder/most.yaml]\n${ONE_TOPIC}`,
    'topics: [{ id: floods, query: flood }]',
    'channels: [{ id: desk, topics: [strikes, floods] }]',
  )
  expect(configuration.topics.map(({ id }) => id)).toEqual(['strikes', 'floods'])
  expect(configuration.channels.map(({ id }) => id)).toEqual(['desk'])
})

test('an alias repeats what its anchor says', () => {
  const file = `topics: [{ id: a, query: &words strike }, { id: b, query: *words }]`
  expect(said(file).topics.map(({ query }) => query)).toEqual(['strike', 'strike'])
})

test('an alias repeats the last of two anchors of a name', () => {
  const file = `topics: [{ id: &x a, name: *x, query: &x strike }, { id: b, name: Ports, query: *x }]`
  expect(said(file).topics.map(({ name, query }) => [name, query])).toEqual([
    ['a', 'strike'],
    ['Ports', 'strike'],
  ])
})

test('hundreds of topics may repeat what one anchor says', () => {
  const topics = Array.from({ length: 300 }, (_, n) => `{ id: t${n}, query: ${n === 0 ? '&words strike' : '*words'} }`)
  expect(said(`topics: [${topics.join(', ')}]`).topics).toHaveLength(300)
})

test('a byte order mark is not read', () => {
  expect(said(`\uFEFF${ONE_TOPIC}`).topics).toHaveLength(1)
})

test('an example may be in any language that its letters allow', () => {
  const topic = (query: string, match: string, reject: string) =>
    `topics: [{ id: t, query: '${query}', examples: { match: ["${match}"], reject: ["${reject}"] } }]`
  for (const file of [
    topic('fraude lang:fr', 'La fraude monte', 'El fraude crece'), // French or Spanish is not told by letters
    topic('~fraud', 'Frauds in town', 'Defrauded'),
    topic('银行 lang:zh', '银行关闭', '銀行が閉鎖'),
  ])
    expect(said(file).topics).toHaveLength(1)
})
