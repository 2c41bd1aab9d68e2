/**
 * How fast feeds are read, beside rss-parser, feedsmith and, where Python has it, feedparser. All are given the captured
 * feeds of NEWS_ALERTS_DATA; those who take text are given it decoded for them, outside the time that counts.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import * as z from 'zod'
import { decode } from '../shared/feed/decode.ts'
import { readFeed } from '../shared/feed/read.ts'

const ROUNDS = 5
const Index = z.array(z.object({ file: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) }))

interface Captured {
  readonly path: string
  readonly bytes: Uint8Array
  readonly text: string
  readonly headers: Record<string, string>
  readonly url: string
}

/** What a reader made of all feeds: how many it read, and how many items they had. */
interface Pass {
  readonly feeds: number
  readonly items: number
  readonly ms: number
}

/** @returns how many items a feed has; throws if it cannot be read */
type Reader = (feed: Captured) => Promise<number>

const rssParser = new RssParser()
const READERS: Readonly<Record<string, Reader>> = {
  'this one, all items': async ({ bytes, headers, url }) => (await readFeed(bytes, headers, url)).items.length,
  'this one, the first item is news': ({ bytes, headers, url }) =>
    counting(choose => readFeed(bytes, headers, url, choose), 1),
  'this one, nothing is news': ({ bytes, headers, url }) =>
    counting(choose => readFeed(bytes, headers, url, choose), 0),
  'rss-parser': async ({ text }) => (await rssParser.parseString(text)).items.length,
  feedsmith: async ({ text }) => {
    const { feed } = parseFeed(text)
    return ('items' in feed ? feed.items : 'entries' in feed ? feed.entries : [])?.length ?? 0
  },
}

type Read = (choose: Parameters<typeof readFeed>[3]) => Promise<unknown>

async function counting(read: Read, news: number): Promise<number> {
  let listed = 0
  await read(items => {
    listed = items.length
    return items.slice(0, news)
  })
  return listed
}

async function passOf(read: Reader, feeds: readonly Captured[]): Promise<Pass> {
  let [done, items] = [0, 0]
  const { user, system } = process.cpuUsage()
  for (const feed of feeds) {
    const count = await read(feed).catch(() => null)
    if (count !== null) done++
    items += count ?? 0
  }
  const used = process.cpuUsage()
  return { feeds: done, items, ms: (used.user + used.system - user - system) / 1000 }
}

const median = (passes: readonly Pass[]) => passes.toSorted((a, b) => a.ms - b.ms)[Math.floor(passes.length / 2)]

const row = (name: string, { feeds, items, ms }: Pass) =>
  console.log(`| ${name} | ${feeds} | ${items} | ${Math.round((items / ms) * 1000)} | ${(ms / feeds).toFixed(2)} |`)

/** The same in Python, in a process of its own. */
const PYTHON = `
import json, sys, time, feedparser
feeds = [(open(f['path'], 'rb').read(), {**f['headers'], 'content-location': f['url']}) for f in json.load(sys.stdin)]
passes = []
for _ in range(${ROUNDS}):
    done = items = 0
    start = time.process_time()
    for data, headers in feeds:
        try:
            found = feedparser.parse(data, response_headers=headers)
            done += 1 if found.version else 0
            items += len(found.entries)
        except Exception: pass
    passes.append({'feeds': done, 'items': items, 'ms': (time.process_time() - start) * 1000})
print(json.dumps([feedparser.__version__, passes]))
`
const Python = z.tuple([z.string(), z.array(z.object({ feeds: z.int(), items: z.int(), ms: z.number() }))])

function python(feeds: readonly Captured[]): void {
  const input = JSON.stringify(feeds.map(({ path, headers, url }) => ({ path, headers, url })))
  const { status, stdout } = spawnSync('python3', ['-c', PYTHON], { input, encoding: 'utf8' })
  const [version, passes] = status === 0 ? Python.parse(JSON.parse(stdout)) : ['', []]
  const pass = median(passes)
  if (pass) row(`Python feedparser ${version}`, pass)
  else console.log('\nPython feedparser is not here: pip install feedparser')
}

const data = process.env['NEWS_ALERTS_DATA']
if (!data) throw new Error('NEWS_ALERTS_DATA does not name the folder with data/feeds')
const folder = join(data, 'data', 'feeds')
const feeds: Captured[] = []
for (const { file, url, headers } of Index.parse(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')))) {
  const [path, bytes] = [join(folder, file), readFileSync(join(folder, file))]
  const { text } = await decode(bytes, headers['content-type'] ?? '')
  feeds.push({ path, bytes, text, headers, url: url || 'https://example.org/feed' })
}
const kilobytes = Math.round(feeds.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1024)
console.log(`${feeds.length} captured feeds, ${kilobytes} KB; CPU, the median of ${ROUNDS} passes\n`)
console.log('| reader | feeds read | items | items a second | ms a feed |\n|---|---|---|---|---|')
const passes = new Map<string, Pass[]>()
for (
  let round = -1;
  round < ROUNDS;
  round++ // the first warms up
)
  for (const [name, read] of Object.entries(READERS)) {
    const pass = await passOf(read, feeds)
    if (round >= 0) passes.set(name, [...(passes.get(name) ?? []), pass])
  }
for (const [name, all] of passes) {
  const pass = median(all)
  if (pass) row(name, pass)
}
python(feeds)
