import { expect, test } from 'vitest'
import { printProblem } from '../../shared/config/read.ts'
import { readWritten } from './written.ts'

/** The problems of some files, as they are printed; the remedy after an arrow. */
function problems(files: Readonly<Record<string, string>>): string[] {
  const read = readWritten(files)
  return read.ok ? [] : read.problems.map(problem => printProblem(problem).replace('\n    ', ' → '))
}

const TOPIC = 'topics: [{ id: fraud, query: fraud }]\n' // line 1 of most files below
const FEED = 'feeds:\n  - url: ' // a feed's address then starts at 2:10
const CHANNEL = `${TOPIC}channels:\n  - id: desk\n    topics: [fraud]\n    ` // the next key stands at 5:5

const SYNTAX: readonly (readonly [text: string, problem: RegExp])[] = [
  ['', /^f:1:1 {2}the file is empty → name at least one feed/],
  ['# nothing yet\n', /^f:1:1 {2}the file is empty/],
  ['just words', /^f:1:1 {2}this must be settings with keys, not the text `just words`/],
  ['- url: x', /^f:1:1 {2}this must be settings with keys, not a list/],
  ['feeds: []\n\uFFFD', /^f:2:1 {2}the file is not UTF-8 text → save it with the encoding UTF-8/],
  ['f\0e\0', /^f:1:2 {2}the file is not UTF-8 text/],
  ['feeds:\n\t- url: x', /^f:2:1 {2}the line is indented with a tab → indent with spaces/],
  ['feeds:\n  - url: a: b', /^f:2:10 {2}a second colon on one line → put text that holds `: ` in quotes/],
  [
    'topics:\n  - query: "cyber fraud" OR scam',
    /^f:2:26 {2}the text goes on after its closing quotation mark .* → put the whole in single quotes: '"cyber fraud" OR/,
  ],
  ['topics: [{ query: "a"^2 }]', /^f:1:22 {2}the text goes on/],
  ['smtp: *mail\nsms: @x', /^f:1:7 {2}nothing above has this anchor/], // the topmost first
  ['smtp: "smtp://x', /^f:1:16 {2}this is not YAML: Missing closing/],
  ['feeds: [', /^f:1:9 {2}this is not YAML: Flow sequence .* end with a \]/],
  ['smtp: @x', /^f:1:7 {2}text cannot start with this character → put the text in quotes/],
  ['smtp: !secret x', /^f:1:7 {2}nothing here understands this tag/],
  [`${TOPIC}---\n${TOPIC}`, /^f:2:1 {2}the file holds a second document/],
  [`${TOPIC}${TOPIC}`, /^f:2:1 {2}this key is here twice → join the two, or remove one/],
  ['? [a]\n: 1', /^f:1:3 {2}a key must be plain text/],
  ['smtp: *mail', /^f:1:7 {2}nothing above has this anchor/],
  ['feeds: &f [*f]', /^f:1:12 {2}this alias stands inside what it repeats/],
  [
    ['[x]', '*a', '*b', '*c', '*d']
      .map((part, n) => `${'abcde'[n]}: &${'abcde'[n]} [${`${part},`.repeat(12)}]`)
      .join('\n'),
    /^f:1:1 {2}the `\*` aliases in this file multiply/,
  ],
  ['['.repeat(100_000), /^f:1:1 {2}the file nests far deeper/], // past the end of V8's stack
  ['- '.repeat(100_000), /^f:1:1 {2}the file nests far deeper/],
]

const SHAPE: readonly (readonly [text: string, problem: RegExp])[] = [
  ['\uFEFFtopic: []', /^f:1:1 {2}topic {2}/], // a byte order mark takes up no column
  ['topic: []', /^f:1:1 {2}topic {2}there is no setting `topic` here → did you mean `topics`\?/],
  [
    'feeds:\n  - { url: "https://a.example/", langage: fr }',
    /^f:2:34 {2}feeds\[0\]\.langage .* → did you mean `language`\?/,
  ],
  ['defaults: { colour: blue }', /^f:1:13 {2}defaults\.colour .*: `timezone`, `contact`, `every`/],
  ['__proto__: { a: 1 }', /^f:1:1 {2}__proto__ {2}there is no setting/],
  [
    'feeds:\n  - tags: [wire]',
    /^f:2:5 {2}feeds\[0\]\.url {2}`url` is missing → add `url: https:\/\/news\.example\.org\/rss`/,
  ],
  [
    'topics:\n  - { id: t, query: "fraud^2 OR scam", threshold: 4 }',
    /^f:2:51 {2}topics\[0\]\.threshold {2}no article reaches a score of 4: .* adds up to 3 → lower it to 3 or less/,
  ],
  ['topics: [{ id: t, query: fraud OR fraud, threshold: 2 }]', /no article reaches .* adds up to 1 → lower it to 1/],
  [
    'topics: [{ id: t, query: fraud, threshold: -1 }]',
    /^f:1:44 {2}topics\[0\]\.threshold {2}-1 is too small → choose between 0 and 10000/,
  ],
  [
    'topics: [{ id: t, terms: { en: { strong: [a OR b] } } }]',
    /^f:1:43 {2}topics\[0\]\.terms\.en\.strong\[0\] {2}`a OR b` is more than one term/,
  ],
  ['topics: [{ id: t, terms: { en: { strong: [a^2] } } }]', /^f:1:43 .*`a\^2` has a weight of its own/],
  [
    'topics: [{ id: t, terms: { english: { strong: [a] } } }]',
    /^f:1:28 {2}topics\[0\]\.terms\.english {2}`english` is not a language → list terms by the code/,
  ],
  [
    'topics: [{ id: t, terms: { any: { strong: [a] }, __proto__: { strong: [b] } } }]',
    /^f:1:50 {2}topics\[0\]\.terms\.__proto__ {2}`__proto__` is not a language/,
  ],
  [
    'topics: [{ id: t, terms: { any: { strong: [a] } }, weights: { strong: 0 } }]',
    /^f:1:71 {2}topics\[0\]\.weights\.strong {2}a weight of 0 counts nothing/,
  ],
  ['topics: [{ id: t, terms: { any: { strong: [a] } }, weights: { strong: 0.001 } }]', /more than two decimals/],
  [
    'topics: [{ id: t, terms: { any: { medium: [a] } } }]',
    /^f:1:26 {2}topics\[0\]\.terms {2}.* a score of 3: all terms together add up to 2 → list a strong term, or say `threshold: 2`/,
  ],
  [
    'topics: [{ id: t, terms: { any: { medium: [a] } }, threshold: 4 }]',
    /^f:1:63 {2}topics\[0\]\.threshold {2}.* add up to 2 → lower it to 2 or less, or list more terms/,
  ],
  [
    'topics: [{ id: t, terms: { any: { negative: [a] } } }]',
    /^f:1:26 {2}topics\[0\]\.terms {2}every term counts against/,
  ],
  [
    'topics: [{ id: t, terms: { en: { strong: [bank,\n  -film] } } }]',
    /^f:2:3 {2}topics\[0\]\.terms\.en\.strong\[1\] {2}`-film` is an exclusion → list it under `negative`/,
  ],
  ['topics: [{ id: t, terms: { en: { strong: [a^-1] } } }]', /^f:1:43 .*`a\^-1` has a weight of its own/],
  ['topics: [{ id: t, terms: { en: { strong: [a^0] } } }]', /^f:1:43 .*`a\^0` has a weight of its own/],
  ['topics: [{ id: t, terms: { en: { strong: [""] } } }]', /^f:1:43 .*there is nothing in it/],
  ['topics: [{ id: t, terms: { en: { strong: ["ـ"] } } }]', /^f:1:44 .*no letter or digit here/],
  [`topics: [{ id: t, terms: { en: { strong: [${'a'.repeat(40_001)}] } } }]`, /^f:1:43 .*1000 characters are read/],
  [
    'topics: [{ id: t, query: a, boost: { title: 0, summary: 0 } }]',
    /^f:1:36 {2}topics\[0\]\.boost {2}nothing counts, wherever it stands → let one of them count/,
  ],
  [
    'topics: [{ id: t, query: a, terms: { any: { strong: [a] } } }]',
    /^f:1:26 {2}topics\[0\]\.query .* → write a query or terms, not both/,
  ],
  [
    'topics: [{ id: t, terms: { any: { strong: [(port)] } } }]',
    /^f:1:44 {2}topics\[0\]\.terms\.any\.strong\[0\] {2}`\(port\)` stands in parentheses → leave them out/,
  ],
  ['topics: [{ id: t, terms: { any: { strong: ["title:(port)"] } } }]', /`title:\(port\)` stands in parentheses/],
  [
    'topics: [{ id: t, terms: [fraud] }]',
    /must be settings with keys, not a list → write `terms: { any: { strong: \[.*\] } }`/,
  ],
  ['topics: [{ id: t, query: a, keywords: [b] }]', /no setting `keywords` here → remove it, .*`id`.*`query`.*`raise`/],
  ['topics: [{ id: t, terms: {} }]', /^f:1:26 {2}topics\[0\]\.terms {2}no term is listed → list one/],
  [
    'topics: [{ id: t, query: a, severity: high, raise: [{ to: medium, when: b }] }]',
    /^f:1:59 {2}topics\[0\]\.raise\[0\]\.to {2}the topic is `high` as it is: this rule .* → raise it to `critical`/,
  ],
  [
    'topics: [{ id: t, query: a, severity: critical, raise: [{ to: critical, when: b }] }]',
    /raise\[0\]\.to .* → lower the topic, or remove the rule/,
  ],
  [
    'topics: [{ id: t, query: a, raise: [{ to: high, when: b }, { to: high, when: c }] }]',
    /^f:1:66 {2}topics\[0\]\.raise\[1\]\.to {2}the rule to `high` is here twice, first at f:1 → join the two by OR, or remove one/,
  ],
  [
    'topics: [{ id: t, query: a, raise: [{ to: high, when: dead NEAR/3 100.. }, { to: critical, when: Dead NEAR/3 10.. }] }]',
    /^f:1:55 {2}topics\[0\]\.raise\[0\]\.when {2}this rule never counts: .*`critical` does as well → remove one of/,
  ],
  [
    'topics: [{ id: t, query: a, raise: [{ to: high, when: b 50..10 }] }]',
    /^f:1:57 {2}topics\[0\]\.raise\[0\]\.when {2}This range is upside down: no number is in it\. → Write 10\.\.50/,
  ],
  [
    'topics: [{ id: t, query: a, raise: [{ to: high, when: b, examples: { match: [a] } }] }]',
    /^f:1:78 .* the topic must be `high` for this example and is not: `a` → missing: b; widen the query or `when`, or/,
  ],
  [
    'topics: [{ id: t, query: a, raise: [{ to: high, when: b, examples: { match: [b] } }] }]',
    /must be `high` for this example and is not: `b` → missing: a; widen/, // it does not even match
  ],
  [
    'topics: [{ id: t, query: a, raise: [{ to: high, when: b, examples: { reject: [a b] } }] }]',
    /the topic must not be `high` for this example and is: `a b` → found: b; narrow the query or `when` with NOT, or/,
  ],
  ['topics: [{ id: t, query: a, raise: [{ to: high }] }]', /^f:1:37 {2}topics\[0\]\.raise\[0\]\.when .* is missing/],
  [
    `topics: [{ id: t, terms: { any: { strong: [${'word, '.repeat(8_000)}] } } }]`,
    /^f:1:26 {2}topics\[0\]\.terms {2}with their weights they are longer than 40000 characters → divide/,
  ],
  [
    'topics: [{ id: t, terms: { en: { strong: [5] } } }]',
    /^f:1:43 .* this must be text, not `5` → text that reads as a number, true or false needs quotes; write `- "/,
  ],
  ['"\\e[31m": 1', /^f:1:1 {2} \[31m {2}there is no setting ` \[31m` here/],
  ['topics: [{ id: t, query: a, weights: { strong: 2 } }]', /topics\[0\]\.weights .* → weigh words in the query/],
  [
    'topics: [{ pack: fraud, terms: { any: { strong: [a] } } }]',
    /topics\[0\]\.terms .* → extend a pack by `or` and `not`/,
  ],
  [
    'topics:\n  - { id: t, query: "fraud^0.7 OR scam^0.1", threshold: 0.81 }',
    /^f:2:57 .* adds up to 0\.8 → /, // and not to 0.7999999999999999
  ],
  [
    'topics: [{ id: t, query: fraud, threshold: "1" }]',
    /^f:1:44 {2}topics\[0\]\.threshold {2}this must be a number, not the text `1` → write `threshold: 2`/,
  ],
  ['feeds:', /^f:1:1 {2}feeds {2}there is nothing in it → remove it, or write `feeds: \[\{ url: https:/],
  ['feeds:\n  - url:\n', /^f:2:5 {2}feeds\[0\]\.url {2}there is nothing in it/],
  ['feeds: https://a.example/', /^f:1:8 {2}feeds {2}this must be a list, not the text `https:/],
  [
    'feeds: [https://a.example/]',
    /^f:1:9 {2}feeds\[0\] {2}this must be settings with keys, not the text .* `- \{ url: https:/,
  ],
  [
    'defaults: { every: 300 }',
    /^f:1:20 {2}defaults\.every {2}this must be text, not `300` → text that reads as a number.* needs quotes; write `every: 5m`/,
  ],
  [
    `${CHANNEL}when: { instant: maybe }`,
    /^f:5:22 {2}channels\[0\]\.when\.instant {2}this must be `true` or `false`, not the text `maybe`/,
  ],
  [
    `${CHANNEL}subscribers: { sms: [+33600000000] }`,
    /^f:5:26 {2}channels\[0\]\.subscribers\.sms\[0\] {2}this must be text/,
  ],
]

const SETTINGS: readonly (readonly [text: string, problem: RegExp])[] = [
  [
    'defaults: { timezone: Europe/Pari }',
    /^f:1:23 {2}defaults\.timezone {2}no time zone is called `Europe\/Pari` → did you mean `Europe\/Paris`\?/,
  ],
  ['defaults: { timezone: Moon/Crater }', /^f:1:23 .* → write an area and a city/],
  ['defaults: { contact: ops }', /^f:1:22 {2}defaults\.contact {2}`ops` is not an e-mail address/],
  ['defaults: { contact: "ftp://a.example/" }', /^f:1:22 .* is not http:\/\/ or https:\/\//],
  ['defaults: { every: 5 minutes }', /^f:1:20 .* is not a length of time → .*`30s`, `5m`, `1h`/],
  ['defaults: { every: 0s }', /^f:1:20 .* `0s` is too often/],
  ['defaults: { every: 25h }', /^f:1:20 .* `25h` is too seldom/],
  ['smtp: localhost:1025', /^f:1:7 {2}smtp {2}`localhost:1025` is not smtp:\/\/ or smtps:\/\//],
  ['smtp: "smtp://"', /^f:1:7 {2}smtp .*smtp:\/\/localhost:1025/],
  ['fetch: { allow_private: ["http://127.0.0.1/"] }', /^f:1:26 {2}fetch\.allow_private\[0\] .* is not a host/],
  ['fetch: { allow_private: ["127.0.0.1:99999"] }', /^f:1:26 .* is not a host/],
]

const FEEDS: readonly (readonly [text: string, problem: RegExp])[] = [
  [
    `${FEED}news.example.org/rss`,
    /^f:2:10 {2}feeds\[0\]\.url {2}`news\.example\.org\/rss` is not an address → write it in full/,
  ],
  [`${FEED}ftp://news.example.org/rss`, /^f:2:10 .* is not http:\/\/ or https:\/\//],
  [`${FEED}"https://"`, /^f:2:10 .* is not an address/],
  [`${FEED}https://me:secret@a.example/`, /^f:2:10 .* holds a user name or password/],
  [`${FEED}https://a.example/\n    language: French`, /^f:3:15 .* `French` is not a language → write its code/],
  [`${FEED}https://a.example/\n    language: en-us-us`, /^f:3:15 .* is not a language/],
  [
    `${FEED}https://a.example/\n    tags: ["", ${'x'.repeat(101)}]`,
    /^f:3:12 {2}feeds\[0\]\.tags\[0\] {2}there is nothing in it/,
  ],
  [
    `${FEED}https://a.example/\n  - url: HTTPS://A.example:443#top`,
    /^f:3:10 {2}feeds\[1\]\.url .* is here twice, first at f:2/,
  ],
  [
    `${FEED}https://a.example/\n    every: 30s`,
    /^f:3:12 {2}feeds\[0\]\.every {2}every 30 s is too often for `a\.example` → use `1m`/,
  ],
  [`${FEED}https://a.example/\ndefaults:\n  every: 30s`, /^f:4:10 {2}defaults\.every {2}every 30 s is too often/],
  [
    'fetch: { allow_private: ["a.example:81"] }\nfeeds: [{ url: "http://a.example/", every: 30s }]',
    /^f:2:44 .* too often/,
  ],
]

const TOPICS: readonly (readonly [text: string, problem: RegExp])[] = [
  ['topics:\n  - query: fraud', /^f:2:5 {2}topics\[0\]\.id {2}`id` is missing → add `id: port-strikes`, or/],
  ['topics:\n  - id: fraud', /^f:2:5 {2}topics\[0\]\.query {2}`query` is missing → add `query: strike AND port`, or/],
  [
    'topics: [{ id: Port Strikes, query: x }]',
    /^f:1:16 {2}topics\[0\]\.id {2}`Port Strikes` cannot be an id → .* such as `port-strikes`/,
  ],
  [`topics: [{ id: ${'x'.repeat(61)}, query: x }]`, /^f:1:16 .* cannot be an id/],
  ['topics: [{ id: 罢工, query: x }]', /^f:1:16 .* such as `port-strikes`/],
  [`${TOPIC}include: [g]`, /^f:2:11 {2}include\[0\] {2}cannot read `g`: there is no such file/],
  [
    'topics:\n  - { id: a, query: x }\n  - { id: a, query: y }',
    /^f:3:11 {2}topics\[1\]\.id {2}the topic `a` is here twice, first at f:2/,
  ],
  [
    'topics: [{ pack: fraud }, { id: fraud, query: x }]',
    /^f:1:33 {2}topics\[1\]\.id {2}the topic `fraud` is here twice/,
  ],
  ['topics: [{ pack: fruad }]', /^f:1:18 {2}topics\[0\]\.pack {2}no pack is called `fruad` → did you mean `fraud`\?/],
  ['topics: [{ pack: wildlife }]', /^f:1:18 .* → the packs are: `fraud`/],
  ['topics: [{ pack: fraud, id: mine }]', /^f:1:29 {2}topics\[0\]\.id {2}`id` does not go here/],
  [
    'topics: [{ id: a, query: x, or: y }]',
    /^f:1:33 {2}topics\[0\]\.or {2}`or` does not go here → it extends a pack; write it into `query`: `/,
  ],
  [
    'topics: [{ id: a, query: x, severity: hihg }]',
    /^f:1:39 {2}topics\[0\]\.severity {2}`hihg` is not on the list → did you mean `high`\?/,
  ],
  ['topics: [{ id: a, query: x, severity: 3 }]', /^f:1:39 .* this must be text, not `3`/],
  ['topics: [{ id: a, query: x, name: "two\\nlines" }]', /^f:1:35 .* longer than one line/],
  [
    'topics: [{ id: a, query: strike, examples: { match: [Dock news] } }]',
    /^f:1:54 {2}topics\[0\]\.examples\.match\[0\] .*must match.*`Dock news` → missing: strike; widen the query/,
  ],
  [
    'topics: [{ id: a, query: fraud^2 OR scam, threshold: 2, examples: { match: [A scam] } }]',
    /^f:1:77 .*`A scam` → it scores 1 of 2; widen/,
  ],
  ['topics: [{ id: a, query: "банк lang:uk", examples: { match: [Банк закрыт] } }]', /^f:1:62 .* → missing: lang:uk; /],
  ['topics: [{ id: a, query: 银行 lang:zh, examples: { reject: [银行关闭] } }]', /^f:1:59 .*must not match/],

  [
    'topics: [{ id: a, query: strike, examples: { reject: [Strike one] } }]',
    /^f:1:55 .*must not match.*`Strike one` → found: strike; narrow the query/,
  ],
  [
    `topics: [{ pack: fraud, or: ${'x'.repeat(50)}, not: "${'fraud '.repeat(6666)}" }]`,
    /^f:1:10 {2}topics\[0\] {2}The query is longer/,
  ], // each fits, both together not
]

/** A query that never closes its bracket, however it is written in YAML, and where that bracket is. */
const QUERIES: readonly (readonly [text: string, place: string])[] = [
  ['query: a (b', '2:14'],
  ['query: "a (b"', '2:15'],
  ["query: 'a (b'", '2:15'],
  ["query: '\"it''s\" (b'", '2:21'], // '' is one character
  ['query: "\\"it\\" x\\\\ (b"', '2:24'], // each of \" and \\ is one character, too
  ['query: "\\u0061 (b"', '2:12'], // after an escape: the text itself
  ['query: |\n      a OR\n        (b', '4:9'],
  ['query: >- # folded\n      a OR\n\n      (b', '5:7'],
  ['query: a OR\n      (b', '3:7'],
  ['query: "a OR\n      (b"', '3:7'],
]

const CHANNELS: readonly (readonly [text: string, problem: RegExp])[] = [
  ['channels: [{ id: desk }]', /^f:1:12 {2}channels\[0\]\.topics {2}`topics` is missing/],
  [
    'channels: [{ id: desk, topics: [] }]',
    /^f:1:32 {2}channels\[0\]\.topics {2}the list is empty → write `topics: \[telecom/,
  ],
  [
    `${TOPIC}channels: [{ id: desk, topics: [fruad] }]`,
    /^f:2:33 {2}channels\[0\]\.topics\[0\] {2}no topic is called `fruad` → did you mean `fraud`\?/,
  ],
  ['channels: [{ id: desk, topics: [fraud] }]', /^f:1:33 .* → define it under `topics:`/],
  [`${TOPIC}channels: [{ id: desk, topics: [fraud, fraud] }]`, /^f:2:40 .* the topic `fraud` is here twice/],
  [
    `${CHANNEL}name: Desk\n  - { id: desk, topics: [fraud] }`,
    /^f:6:11 {2}channels\[1\]\.id {2}the channel `desk` is here twice, first at f:3/,
  ],
  [`${CHANNEL}severity: urgent`, /^f:5:15 .* → choose: `low`, `medium`, `high`, `critical`/],
  [`${CHANNEL}languages: [english]`, /^f:5:17 .* is not a language/],
  [
    `${CHANNEL}when: { quiet: 10pm-7am }`,
    /^f:5:20 {2}channels\[0\]\.when\.quiet {2}`10pm-7am` is not two times of day/,
  ],
  [`${CHANNEL}when: { quiet: 24:00-07:00 }`, /^f:5:20 .* is not two times of day/],
  [`${CHANNEL}when: { quiet: 07:00-07:00 }`, /^f:5:20 .* begins when it ends/],
  [
    `${CHANNEL}when: { digest: weekly }`,
    /^f:5:21 {2}channels\[0\]\.when\.digest {2}`weekly` is not a time for a digest/,
  ],
  [`${CHANNEL}when: { digest: daily 8:00 }`, /^f:5:21 .* "daily 08:00"/],
  [`${CHANNEL}when: { instant: false }`, /^f:5:22 {2}channels\[0\]\.when\.instant {2}this channel would never hear/],
  [
    `${CHANNEL}subscribers: { email: [desk@localhost] }`,
    /^f:5:28 {2}channels\[0\]\.subscribers\.email\[0\] .* is not an e-mail address/,
  ],
  [
    `${CHANNEL}subscribers: { email: ["a@b.example\\r\\nBcc: c@d.example"] }`,
    /^f:5:28 .*a@b\.example Bcc.* is not an e-mail address/,
  ],
  [
    `${CHANNEL}subscribers: { email: [a@b.example, A@B.example] }`,
    /^f:5:41 .* the address `A@B\.example` is here twice/,
  ],
  [`${CHANNEL}subscribers: { sms: ["0600000000"] }`, /^f:5:26 .* is not an international telephone number → write \+/],
  [
    `${CHANNEL}subscribers: { sms: ["+33600000000"] }`,
    /^f:5:26 {2}channels\[0\]\.subscribers\.sms\[0\] {2}SMS is off: .* → to turn it on, write `sms: \{ countries: \[FR\] \}`/,
  ],
  [
    `${CHANNEL}subscribers: { sms: ["+4915112345678"] }\nsms: { countries: [FR] }`,
    /^f:5:26 .*`\+4915112345678` is a number of DE, which is not allowed → write `sms: \{ countries: \[FR, DE\] \}`/,
  ],
  [
    `${CHANNEL}subscribers: { sms: ["+88213123456"] }\nsms: { countries: [FR] }`, // a satellite's
    /^f:5:26 .*`\+88213123456` is of no country/,
  ],
  ['sms: { countries: [UK] }', /^f:1:20 {2}sms\.countries\[0\] {2}`UK` is not a country → write its two letters/],
  ['sms: true', /^f:1:6 {2}sms {2}this must be settings with keys/],
  ['sms: {}', /^f:1:6 {2}sms\.countries {2}`countries` is missing → add `countries: \[FR\]`/],
]

test.each([...SYNTAX, ...SHAPE, ...SETTINGS, ...FEEDS, ...TOPICS, ...CHANNELS])('%j', (text, problem) => {
  expect(problems({ f: text })[0]).toMatch(problem)
})

test.each(QUERIES)('the bracket of %j is pointed at', (query, place) => {
  const printed = problems({ f: `topics:\n  - ${query}\n    id: a` })
  expect(printed).toHaveLength(1)
  expect(printed[0]).toMatch(new RegExp(`^f:${place} {2}topics\\[0\\]\\.query .*\\(.* → `))
})

test('everything is said at once, in the order of the text', () => {
  const file = `
defaults: { timezone: Mars }
feeds:
  - url: nowhere
    colour: blue
topics:
  - { id: a, query: ")" }
channels:
  - id: Desk
    topics: [a, b]
    subscribers: { email: [nobody] }
`
  const places = problems({ f: file }).map(problem => problem.split('  ').slice(0, 2).join(' '))
  expect(places).toEqual([
    'f:2:23 defaults.timezone',
    'f:4:10 feeds[0].url',
    'f:5:5 feeds[0].colour',
    'f:7:22 topics[0].query',
    'f:9:9 channels[0].id',
    'f:10:17 channels[0].topics[1]', // and not topics[0], which is only ill defined
    'f:11:28 channels[0].subscribers.email[0]',
  ])
})

test('a key that is here twice does not hide what else is wrong', () => {
  const printed = problems({ f: `${TOPIC}${TOPIC}smtp: localhost` })
  expect(printed).toEqual([expect.stringMatching(/^f:2:1 {2}this key/), expect.stringMatching(/^f:3:7 {2}smtp/)])
})

test('what an alias repeats is pointed at where it is written', () => {
  const printed = problems({
    f: 'feeds:\n  - tags: &tags [""]\n    url: http://a.example/\n  - { tags: *tags, url: http://b.example/ }',
  })
  const [first, second] = printed.map(problem => problem.split('  ').slice(0, 2).join(' '))
  expect([first, second]).toEqual(['f:2:18 feeds[0].tags[0]', 'f:2:18 feeds[1].tags[0]'])
})

test('a file that is not there is named', () => {
  const read = readWritten({}, {})
  expect(read).toEqual({
    ok: false,
    problems: [
      {
        file: 'news-alerts.yaml',
        line: 1,
        column: 1,
        field: '',
        message: 'cannot read `news-alerts.yaml`: there is no such file',
        remedy: expect.stringContaining('check the path'),
      },
    ],
  })
})

test.each<[Record<string, string>, RegExp]>([
  [
    { f: 'include: [a/b]', 'a/b': 'include: [c]', 'a/c': 'topics: [{ id: A, query: x }]' },
    /^a\/c:1:16 {2}topics\[0\]\.id/,
  ],
  [{ f: 'include: [a/b]', 'a/b': 'include: [../f]' }, /^a\/b:1:11 {2}include\[0\] {2}`f` is read already/], // a cycle
  [{ f: 'include: [./f]' }, /^f:1:11 .* `f` is read already/],
  [{ f: 'include: [a, ./a]', a: TOPIC }, /^f:1:14 .* `a` is read already/],
  [{ f: 'include: [a]', a: 'smtp: smtp://x' }, /^a:1:1 {2}smtp .* → move `smtp` to the first file/],
  [{ f: 'include: [a]', a: 'topics: [' }, /^a:1:10 {2}this is not YAML/],
  [{ f: `include: [a]\n${TOPIC}`, a: TOPIC }, /^a:1:16 .* the topic `fraud` is here twice, first at f:2/],
])('problems name the included file: %j', (files, problem) => {
  expect(problems(files)).toEqual([expect.stringMatching(problem)])
})

test.each([
  ['EISDIR', /it is a folder/],
  ['EACCES', /you may not read it/],
  ['ERR_ENCODING_INVALID_ENCODED_DATA', /it is not UTF-8 text/],
  ['EIO', /disk on fire/],
])('a file that cannot be read (%s) is a problem, not an exception', async (code, words) => {
  const { readConfig } = await import('../../shared/config/read.ts')
  const read = () => {
    throw Object.assign(new Error('disk on fire'), { code })
  }
  const result = readConfig('f', { read, pack: () => null, packIds: [] })
  expect(result.ok ? '' : result.problems[0]?.message).toMatch(words)
})

test('8,000 anchors with as many aliases are read at once', () => {
  const each = (sign: string) => Array.from({ length: 8_000 }, (_, n) => `${sign}a${n}${sign === '&' ? ' x' : ''}`)
  const began = performance.now()
  problems({ f: `feeds: [${[...each('&'), ...each('*')].join(', ')}]` })
  expect(performance.now() - began).toBeLessThan(10_000)
})
