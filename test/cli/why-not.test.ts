import { expect, test } from 'vitest'
import { whyNotOf } from '../../cli/why-not.ts'
import { rss } from '../world.ts'
import { failureOf, scene, write } from './folder.ts'

const config = () =>
  write(
    'news-alerts.yaml',
    `topics: [{ id: ports, name: Port strikes, query: '(strike OR grève) NEAR/3 (port OR docker) -film', threshold: 1 }]`,
  )
const said = () => scene.printed.join('\n')

test('of a headline it is said what holds and what is lacking', async () => {
  await whyNotOf('ports', 'Film about a strike at the port', { config: config() })
  expect(said()).toBe(`
Film about a strike at the port (en)
  Port strikes: does not match
  found: strike NEAR/3 port +1 = 1, of 1 asked for
  excluded, but there: film (Film)`)
})

test('of a feed it is said item by item, the newest first', async () => {
  const feed = rss([
    { title: 'Strike of teachers', date: 'Mon, 02 Mar 2026 10:00:00 GMT' },
    { title: "La grève ferme le port d'Anvers depuis hier", date: 'Tue, 03 Mar 2026 10:00:00 GMT' },
    { title: 'Strike\u202e has not yet closed the whole port', date: 'Sun, 01 Mar 2026 10:00:00 GMT' },
  ])
  await whyNotOf('ports', write('feed.xml', feed), { config: config() })
  expect(said()).toBe(`
La grève ferme le port d'Anvers depuis hier (fr)
  Port strikes: matches, low
  found: grève NEAR/3 port +1 = 1, of 1 asked for

Strike of teachers (en)
  Port strikes: does not match
  score 0 of 1
  only half there: (strike OR grève) NEAR/3 (port OR docker) (Strike)

Strike  has not yet closed the whole port (en)
  Port strikes: does not match
  score 0 of 1
  too far apart: (strike OR grève) NEAR/3 (port OR docker)`)
})

test('of a match it is said how grave it is, and what the graver rules lack', async () => {
  const rules = '{ to: high, when: dead NEAR/3 10.. }, { to: critical, when: dead NEAR/3 100.. }'
  const file = write('news-alerts.yaml', `topics: [{ id: t, query: blast, severity: low, raise: [${rules}] }]`)
  await whyNotOf('t', 'Blast: 12 dead', { config: file })
  await whyNotOf('t', 'Blast in the market', { config: file })
  expect(said()).toBe(`
Blast: 12 dead (language unknown)
  t: matches, high
  found: dead NEAR/3 10.. → high, blast
  not critical, only half there: dead NEAR/3 100.. (dead)

Blast in the market (language unknown)
  t: matches, low
  found: blast
  not critical, missing: dead NEAR/3 100..
  not high, missing: dead NEAR/3 10..`)
})

test('of many alternatives a few are named, those in the letters of the headline first', async () => {
  const query = 'fraud OR ((scam OR theft) card OR phish*) OR (кража OR взлом) OR 诈骗 OR "电信 诈骗"'
  await whyNotOf('t', '警方逮捕三名男子', {
    config: write('news-alerts.yaml', `topics: [{ id: t, query: '${query}' }]`),
  })
  expect(said()).toContain('missing: 诈骗 OR "电信 诈骗" OR fraud OR ((scam OR theft) card) OR phish* … 2 more')
})

test('as JSON it is the same, with places', async () => {
  await whyNotOf('ports', 'Strike at the port', { config: config(), json: true })
  expect(JSON.parse(said())).toMatchObject([
    {
      title: 'Strike at the port',
      matches: true,
      evidence: [
        {
          spans: [
            { start: 0, end: 6 },
            { start: 14, end: 18 },
          ],
        },
      ],
    },
  ])
})

test('a topic that is not there is said, with what there is', async () => {
  expect(await failureOf(whyNotOf('port', 'x', { config: config() }))).toBe(
    '2 There is no topic port; did you mean `ports`?',
  )
})
