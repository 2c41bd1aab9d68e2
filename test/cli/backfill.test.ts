import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { topicsTry } from '../../cli/topics-try.ts'
import { packs, readStyle } from '../../local/files.ts'
import { announce } from '../../local/running.ts'
import { serve } from '../../local/serve.ts'
import { openAudience } from '../../shared/audience/audience.ts'
import { openCurrent } from '../../shared/config/current.ts'
import { site } from '../../web/site.tsx'
import { reconfigure } from '../functions/again.ts'
import { aLaptop } from '../people.ts'
import { rss, startWorld } from '../world.ts'
import { failureOf, scene, write } from './folder.ts'

const FRAUD = '{ id: fraud, severity: high, query: fraud }'
const STRIKES = '{ id: strikes, name: Strikes, severity: medium, query: strike NEAR/3 port }'
const file = (...topics: readonly string[]) => `
topics: [${topics.join(', ')}]
channels: [{ id: desk, topics: [fraud], subscribers: { email: [desk@example.org] } }]
`
const ITEMS = ['A day before', 'Fraud ring falls', 'Strike closes the port', 'Port on strike: the third week', 'Quiet']

let world: Awaited<ReturnType<typeof startWorld>>
let server: Awaited<ReturnType<typeof serve>>

/** A program that runs, has been told all and has just learnt of another topic. */
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T12:00:00Z') })
  world = await startWorld(file(FRAUD))
  for (const shown of [ITEMS.slice(0, 1), ITEMS]) {
    world.publisher.serve('/a.xml', rss(shown.map(title => ({ title }))))
    await world.tick()
  }
  await reconfigure(world, file(FRAUD, STRIKES))
  const [store, current] = [world.store, openCurrent(world.store)]
  const audience = openAudience({ store, current, send: async () => undefined, ...aLaptop(world.now) })
  const pages = site({ store, current, audience, packs, now: world.now, assets: { style: readStyle() } })
  const app = new Hono().get('/local', c => c.text('')).route('/', pages)
  server = await serve(app, 0, error => console.warn(error))
  await announce(scene.folder, { pid: 1, url: `http://127.0.0.1:${server.port}`, secret: 's' })
})
afterEach(async () => {
  vi.useRealTimers()
  await server.close()
  await world.stop()
})

const run = (tried: string, options: { json?: boolean } = {}) =>
  topicsTry(write('tried.yaml', tried), { since: '30d', samples: '5', data: scene.folder, backfill: true, ...options })
const found = async () =>
  (await world.store.matches.search({ now: world.now(), limit: 9 })).found.map(
    ({ topic, article, quiet }) => `${topic} ${article.title}${quiet ? ', quietly' : ''}`,
  )

test('what is gained of the past is made queryable, once, and nobody is told', async () => {
  await run(file(FRAUD, STRIKES))
  const lines = scene.printed.join('\n')
  expect(lines).toContain('Strikes (strikes): 2 in ')
  expect(lines).toMatch(/\n2 matches of the past can be queried in a minute; nobody is told\.$/)
  await world.tick()
  const [gained, told] = [['Port on strike: the third week', 'Strike closes the port'], 'fraud Fraud ring falls']
  expect((await found()).sort()).toEqual([told, ...gained.map(title => `strikes ${title}, quietly`)])
  expect(world.subjects()).toEqual(['[HIGH] Fraud ring falls'])

  scene.printed = []
  await run(file(FRAUD, STRIKES), { json: true })
  expect(JSON.parse(scene.printed.join('\n'))).toMatchObject({ added: 0, topics: [{}, { gained: { count: 0 } }] })
})

test('the past of a topic of the API is made queryable by a file of its own, which is not to be applied', async () => {
  const put = (query: string) =>
    fetch(`http://127.0.0.1:${server.port}/api/topics/quiet`, { method: 'PUT', body: `query: ${query}` })
  await put('quiet')
  await run('topics: [{ id: quiet, query: quiet }]')
  expect(scene.printed.join('\n')).toMatch(/\n1 match of the past can be queried/)
  await put('quiet OR calm')
  expect(await failureOf(run('topics: [{ id: quiet, query: quiet }]'))).toBe(
    '2 The topic quiet of tried.yaml is not the one that counts now; send it by `news-alerts topics put` first.',
  )
})

test.each([
  ['has another query', STRIKES.replace('NEAR/3', 'AND')],
  ['is graver', STRIKES.replace('medium', 'high')],
  ['is not there', STRIKES.replace('id: strikes', 'id: walkouts')],
])('a topic that %s in the program is refused, and nothing is added', async (_, topic) => {
  expect(await failureOf(run(file(FRAUD, topic)))).toMatch(
    /^2 The topic (strikes|walkouts) of tried\.yaml is not the one that counts now; start, apply or deploy tried\.yaml first\.$/,
  )
  await world.tick()
  expect(await found()).toEqual(['fraud Fraud ring falls'])
})
