import { afterEach, expect, test } from 'vitest'
import { openCurrent } from '../../shared/config/current.ts'
import { rss, startWorld, TOPIC } from '../world.ts'
import { channel, type Item, NEWS, OLD, PORTS, reconfigure, type World } from './again.ts'

let world: World
afterEach(() => world.stop())

const ANTWERP: Item = { title: 'Dockers of Antwerp walk out again', link: 'https://wire.example/antwerp' }
const PATHS = ['/a.xml', '/b.xml'] as const
const DAY = 86_400

/** A world that has shown these, and has learnt of another topic a day later. */
async function start(shown: readonly Item[], desk = channel()) {
  world = await startWorld(TOPIC + desk, PATHS)
  for (const path of PATHS) world.publisher.serve(path, rss([OLD]))
  await world.tick()
  world.publisher.serve('/a.xml', rss([...shown, OLD]))
  await world.tick()
  const both = desk.replace('[fraud]', '[fraud, ports]')
  await reconfigure(world, `${TOPIC}${PORTS}${both}  - { id: newcomers, topics: [fraud] }\n`, PATHS)
}

/** Every article there is, by the topics that count now. */
async function backfill() {
  const { store } = world
  const setup = await openCurrent(store)()
  const slots = Array.from({ length: setup?.slots ?? 0 }, (_, slot) => store.feeds.ofSlot(slot))
  for (const { id: feed } of (await Promise.all(slots)).flat()) {
    const { found } = await store.articles.search({ feed, now: world.now(), limit: 50 })
    for (const article of found) await store.articles.backfill(article.id, one => setup?.match(one) ?? [])
  }
}

const matches = async () => (await world.store.matches.search({ now: world.now(), limit: 9 })).found

test('what a new topic finds in the past can be queried with its story, and nobody is told', async () => {
  await start([ANTWERP])
  await backfill()
  await world.tick(DAY)
  expect(world.sent).toEqual([])
  const [match] = await matches()
  expect(match).toMatchObject({ topic: 'ports', quiet: true, article: { title: ANTWERP.title } })
  const story = await world.store.stories.get(match?.story ?? '')
  expect(story).toMatchObject({ first: match?.at, matches: { ports: { severity: 'critical', quiet: true } } })
})

test('nor is a channel that has come since told of what others were told of then', async () => {
  await start([{ ...NEWS, title: `${NEWS.title} and Antwerp` }])
  expect(world.sent).toHaveLength(1)
  await backfill()
  await world.tick(DAY)
  expect(world.sent).toHaveLength(1)
  expect((await matches()).map(({ topic, quiet }) => [topic, quiet])).toEqual([
    ['ports', true],
    ['fraud', false],
  ])
})

test('nor is it because an edit adds to that', async () => {
  await start([{ ...NEWS, id: 'x' }])
  world.publisher.serve('/a.xml', rss([{ title: `${NEWS.title} and Antwerp`, id: 'x' }, OLD]))
  await world.tick()
  expect(world.sent.map(({ channel, subject }) => [channel, subject.split(']')[0]])).toEqual([
    ['desk', '[HIGH'],
    ['desk', '[NOW CRITICAL, WAS HIGH'],
  ])
})

test('what is reported anew joins the story of the past, and is told', async () => {
  await start([ANTWERP])
  await backfill()
  await world.tick(DAY)
  world.publisher.serve('/b.xml', rss([{ ...ANTWERP, title: 'Antwerp: dockers still out' }, OLD]))
  await world.tick()
  expect(world.sent.map(({ stories }) => stories.map(({ size }) => size))).toEqual([[2]])
})

test('an event of months ago is no event of today', async () => {
  await start([ANTWERP])
  await world.tick(30 * DAY)
  await backfill()
  await world.tick()
  world.publisher.serve('/b.xml', rss([{ ...ANTWERP, id: 'anew' }, OLD]))
  await world.tick()
  expect(world.sent.map(({ stories }) => stories.map(({ size }) => size))).toEqual([[1]])
})

test('nor because what they were to be told of the same story is not asked for any more', async () => {
  const hourly = channel(['when: { instant: false, digest: hourly, timezone: UTC }'])
  await start([{ ...NEWS, title: `${NEWS.title} and Antwerp` }], hourly)
  await backfill()
  await world.tick(60)
  const { alertsCancelled } = await reconfigure(world, `topics:${PORTS}${hourly.replace('[fraud]', '[ports]')}`, PATHS)
  expect(alertsCancelled).toBe(1)
  await world.tick(DAY)
  expect(world.sent).toEqual([])
})
