import { beforeEach, expect, test, vi } from 'vitest'
import { topicsTry } from '../../cli/topics-try.ts'
import { readConfigText } from '../../local/files.ts'
import { startTable, TABLE_NAME } from '../../local/table.ts'
import { apply } from '../../shared/config/apply.ts'
import { openStore, type Store } from '../../shared/store/store.ts'
import type { Article } from '../../shared/words.ts'
import { aLaptop } from '../people.ts'
import { aMatch, anArticle } from '../store/samples.ts'
import { failureOf, scene, write } from './folder.ts'

const HOUR_MS = 3_600_000
const NOW = new Date()
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS).toISOString()

const FEEDS = 'feeds: [{ url: "https://wire.example/rss" }, { url: "https://new.example/rss" }]'
/** Looks for other things than the file that counts, `fraud OR film`, did. */
const TRIED = `${FEEDS}
topics:
  - { id: fraud, name: Fraud, severity: high, query: '(fraud OR scam) -film' }
  - { id: port-strikes, name: Strikes at ports, query: 'strike NEAR/3 port' }
channels:
  - { id: desk, topics: [fraud, port-strikes] }
  - { id: urgent, topics: [fraud, port-strikes], severity: high, languages: [fr] }`

/** A table that a feed has been read into since ten days, and on which `fraud OR film` counted. */
async function fill(fillWith: (store: Store, feed: string) => Promise<unknown>) {
  const table = await startTable(scene.folder)
  const store = openStore(table.client, TABLE_NAME)
  const read = readConfigText(`${FEEDS}\ntopics: [{ id: fraud, query: fraud OR film }, { id: old, query: film }]`)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  await apply(
    read.configuration,
    store,
    aLaptop(() => NOW),
  )
  const slots = (await store.configs.pointer())?.slots ?? 0
  const feeds = (await Promise.all(Array.from({ length: slots }, (_, slot) => store.feeds.ofSlot(slot)))).flat()
  const wire = feeds.find(({ url }) => url.includes('wire'))
  if (!wire) throw new Error('the feed is not there')
  await store.feeds.read(wire, { ...wire, baselineAt: ago(240) })
  await fillWith(store, wire.id)
  await table.close()
}

/** As the pipeline keeps it. @param topics what it matched when it came */
async function brought(store: Store, said: Partial<Article>, ...topics: readonly string[]) {
  const article = anArticle(said.title ?? '', { language: 'en', link: 'https://wire.example/1', ...said })
  await store.articles.record(article, { content: '', matches: [], quiet: false, find: () => [] })
  for (const topic of topics)
    await store.matches.keep({
      ...{ ...aMatch(topic), topicName: topic, v: 1, at: article.firstSeen, article, story: 's', quiet: false },
    })
}

const run = async (
  options: { since?: string; samples?: string; misses?: boolean; json?: boolean } = {},
  file = TRIED,
) => topicsTry(write('tried.yaml', file), { since: '30d', samples: '5', data: scene.folder, ...options })
const said = () => scene.printed.join('\n').replaceAll(`${scene.folder}/`, '')

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

test('what changed topics would have found is shown beside what was found, with reasons, and how many it is a day', async () => {
  await fill(async (store, feed) => {
    const at = (hours: number) => ({ feed, firstSeen: ago(hours) })
    await brought(store, { title: 'Fraud ring held', ...at(1) }, 'fraud')
    await brought(store, { title: 'Fraud, the film', ...at(2) }, 'fraud', 'old')
    await brought(store, { title: 'A fraud long gone', feed: 'gone', firstSeen: ago(3) }, 'fraud') // its feed, too
    await brought(store, { title: 'Scam\u202e call centre', ...at(4) })
    await brought(store, { title: 'Strike closes port', language: null, link: null, ...at(5) })
    await brought(store, { title: 'Quiet day', ...at(6) })
    await brought(store, { title: 'Old scam', published: ago(400), ...at(7) }) // tells nobody
    await brought(store, { title: 'First scam', ...at(240) }) // nor does the first reading
  })
  await run()
  expect(said()).toBe(`Tried on 7 articles of 2 feeds, since ${ago(240).slice(0, 19).replace('T', ' ')} UTC: 10 days.
Of the 30 days asked for, nothing older is stored.

Fraud (fraud): 5 in 10 days, 3 gained, 1 lost
  + Scam  call centre (en)  https://wire.example/1
      found: scam
  + Old scam (en)  https://wire.example/1
      found: scam
  + First scam (en)  https://wire.example/1
      found: scam
  - Fraud, the film (en)  https://wire.example/1
      found: fraud
      excluded, but there: film (film)

Strikes at ports (port-strikes): 1 in 10 days, 1 gained, 0 lost
  + Strike closes port (language unknown)  no link
      found: strike NEAR/3 port

No topic of tried.yaml, but matched in 10 days:
  old (old): 1

Alerts, if each article were one; an event that several report is told once:
  desk: about 0.3 a day
  urgent: about 0 a day`)
})

test('more than fifty a day are warned of; of what is gained the newest are shown, five or as many as asked for', async () => {
  await fill(async (store, feed) => {
    for (let n = 0; n < 120; n++) await brought(store, { title: `Scam ${n}`, feed, firstSeen: ago(1 + n / 10) })
    await brought(store, { title: 'Scam of yesterday', feed, firstSeen: ago(40) })
  })
  await run({ since: '1d' })
  expect(said()).toContain('Fraud (fraud): 120 in 24 hours, 120 gained, 0 lost\n  + Scam 0 (en)')
  expect(said()).toContain('+ Scam 4 (en)  https://wire.example/1\n      found: scam\n  + … and 115 more\n\nStrikes')
  expect(said()).toContain(
    'desk: about 120 a day, which nobody reads: narrow its topics, raise their thresholds, or its severity\n',
  )
  expect(said()).toContain('urgent: about 0 a day')
  scene.printed.length = 0
  await run({ since: '1d', samples: '120' })
  expect(said()).toContain('+ Scam 119 (en)  https://wire.example/1\n      found: scam\n\nStrikes')
})

test('what nearly matched is shown if it is asked for, nearest first', async () => {
  await fill(async (store, feed) => {
    const titles = [
      'Strike in mines',
      'Port police foil a lightning strike',
      'Fraud, the film',
      'Strike at the port',
      'Rain',
    ]
    for (const [n, title] of titles.entries()) await brought(store, { title, feed, firstSeen: ago(n + 1) })
    await brought(store, { title: 'Strike of old', feed, firstSeen: ago(9) }, 'port-strikes') // lost, and not missed
  })
  await run({ misses: true })
  const near = said().slice(said().indexOf('Fraud (fraud)'), said().indexOf('\n\nAlerts'))
  expect(near.replaceAll(' (en)  https://wire.example/1', '')).toBe(`Fraud (fraud): 0 in 10 days, 0 gained, 0 lost
  1 article nearly matched, nearest first:
  ? Fraud, the film
      found: fraud
      excluded, but there: film (film)

Strikes at ports (port-strikes): 1 in 10 days, 1 gained, 1 lost
  + Strike at the port
      found: strike NEAR/3 port
  - Strike of old
      only half there: strike NEAR/3 port (Strike)
  2 articles nearly matched, nearest first:
  ? Port police foil a lightning strike
      too far apart: strike NEAR/3 port
  ? Strike in mines
      only half there: strike NEAR/3 port (Strike)`)
})

test('as JSON it is one object', async () => {
  await fill((store, feed) => brought(store, { title: 'Une fraude: scam', language: 'fr', feed, firstSeen: ago(1) }))
  await run({ since: '12h', json: true })
  const answer: unknown = JSON.parse(said())
  expect(answer).toMatchObject({
    ...{ feeds: 2, articles: 1, others: [] },
    topics: [
      {
        ...{ id: 'fraud', name: 'Fraud', matches: 1, lost: { count: 0, samples: [] } },
        gained: {
          count: 1,
          samples: [{ title: 'Une fraude: scam', link: 'https://wire.example/1', evidence: [{ clause: 'scam' }] }],
        },
      },
      { id: 'port-strikes', matches: 0 },
    ],
    channels: [
      { id: 'desk', articles: 1, perDay: null },
      { id: 'urgent', articles: 1, perDay: null },
    ],
  })
})

test('articles are kept for ninety days, and no more is promised', async () => {
  await fill(async (store, feed) => {
    const [first] = (await store.feeds.ofSlot(0)).filter(({ id }) => id === feed)
    if (first) await store.feeds.read(first, { ...first, baselineAt: ago(200 * 24) })
    const old = anArticle('A fraud of last winter', { feed: 'gone', firstSeen: ago(100 * 24) })
    await store.matches.keep({ ...aMatch('fraud'), v: 1, at: old.firstSeen, article: old, story: 's', quiet: false })
  })
  await run({ since: '120d' })
  expect(said()).toMatch(
    /^Tried on 0 articles of 2 feeds, since .*: 90 days\.\nOf the 120 days asked for, nothing older is stored\.\n/,
  )
  expect(said()).toContain('Fraud (fraud): 0 in 90 days, 0 gained, 0 lost')
})

test('before any feed has been read there is nothing to try on', async () => {
  await fill(async (store, id) => {
    const feeds = [...(await store.feeds.ofSlot(0)), ...(await store.feeds.ofSlot(1))]
    for (const feed of feeds) if (feed.id === id) await store.feeds.read(feed, { ...feed, baselineAt: null })
  })
  expect(await failureOf(run())).toBe('1 No feed has been read yet, so there is nothing to try topics on.')
})

test.each(['yesterday', '30', '30w', '2999-01-01', '2026-02-30', '0d'])('--since %s is wrong usage', async since => {
  expect(await failureOf(run({ since }))).toMatch(`2 --since ${since}: write how long ago, like 30d or 12h, or a day`)
})

test.each(['0', '201', 'all', '-1'])('--samples %s is wrong usage', async samples => {
  expect(await failureOf(run({ samples }))).toBe(`2 --samples ${samples}: write a number from 1 to 200`)
})

test('a file that does not hold is refused as `check` refuses it', async () => {
  expect(await failureOf(run({}, 'topics: [{ id: fraud, query: "(fraud" }]'))).toMatch(/^2 tried\.yaml:1:\d+ {2}topics/)
})
