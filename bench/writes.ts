/**
 * What writes cost, indexes included: recording an article, owing a match, settling an alert. The judged news of
 * NEWS_ALERTS_DATA and the shipped topics, through the functions themselves and one channel for all topics, by the prices
 * of the Amazon DynamoDB Developer Guide, counted item by item.
 */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { owe } from '../functions/alert/owe.ts'
import { settle } from '../functions/alert/settle.ts'
import { readConfigText } from '../local/files.ts'
import { PACKS } from '../local/newsroom/paper.ts'
import { apply } from '../shared/config/apply.ts'
import { openCurrent } from '../shared/config/current.ts'
import { held } from '../shared/story/join.ts'
import type { Article } from '../shared/words.ts'
import { aLaptop } from '../test/people.ts'
import { startTestTable } from '../test/world.ts'
import { meter } from './writes/units.ts'

const Item = z.object({ id: z.string(), lang: z.string(), title: z.string(), text: z.string() })
const items = ['dev', 'negatives'].flatMap(name =>
  readFileSync(`${process.env['NEWS_ALERTS_DATA']}/data/news/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => Item.parse(JSON.parse(line))),
)

let time = Date.parse('2026-03-02T10:00:00Z')
const now = () => new Date(time)
const table = await startTestTable()
const { store } = table
const ids = PACKS
const read = readConfigText(
  `topics: [${ids.map(id => `{ pack: ${id} }`)}]\nchannels: [{ id: desk, topics: [${ids}], subscribers: { email: [a@b.co] } }]`,
)
if (!read.ok) throw new Error(JSON.stringify(read.problems))
await apply(read.configuration, store, aLaptop(now))
const current = openCurrent(store)
const setup = await current()
if (!setup) throw new Error('nothing counts')
let workers = 0
const deps = {
  store,
  current,
  now,
  random: () => 0.5,
  newId: () => `w${++workers}`,
  send: async () => undefined,
  log: () => undefined,
}

const { of } = meter(table.client)
const recording: number[] = []
const matched: number[] = []
const owing: number[] = []
const settling: number[] = []
for (const { id, lang, title, text } of items) {
  time += 60_000
  const link = `https://wire.example/news/2026/03/${id}`
  const article: Article = {
    ...{ id: `${id}`.padEnd(22, 'x'), feed: 'f1234567890abcdefghijk', feedTitle: 'The Wire', title, summary: text },
    ...{ link, page: link, language: lang, published: now().toISOString(), firstSeen: now().toISOString() },
  }
  const matches = held(setup.match(article))
  const units = await of(() =>
    store.articles.record(article, { content: id.padEnd(22), matches, quiet: false, find: () => [] }),
  )
  ;(matches.length > 0 ? matched : recording).push(units)
  if (matches.length === 0) continue
  owing.push((await of(() => owe(setup, deps))) / matches.length)
  settling.push(await of(() => settle(setup, deps)))
}
await table.close()

function print(name: string, units: number[], most: number): void {
  units.sort((a, b) => a - b)
  const at = (share: number) => units[Math.min(units.length - 1, Math.floor(units.length * share))]
  const mean = units.reduce((sum, one) => sum + one, 0) / units.length
  const within = units.filter(one => one <= most).length / units.length
  console.log(
    `${name}: ${mean.toFixed(2)} units on average, median ${at(0.5)}, 99 % ${at(0.99)}; ${(within * 100).toFixed(1)} % within ${most} (${units.length})`,
  )
}
print('recording an article without a match', recording, 2)
print('recording an article with matches', matched, 2)
print('owing a match', owing, 12)
print('settling an alert', settling, 4)
