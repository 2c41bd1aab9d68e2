import { afterEach, describe, expect, test } from 'vitest'
import { aSubscriber } from '../people.ts'
import { rss, startWorld, TOPIC } from '../world.ts'
import { channel, type Item, NEWS, news, OLD, PORTS, reconfigure, topicOf, type World, waitingAt } from './again.ts'

let world: World
afterEach(() => world.stop())

/** A world whose feed has had its first read. */
async function start(file: string, paths: readonly string[] = ['/a.xml']) {
  world = await startWorld(file, paths)
  for (const path of paths) world.publisher.serve(path, rss([OLD]))
  await world.tick()
}
const serve = (items: readonly Item[], path = '/a.xml') => world.publisher.serve(path, rss([...items, OLD]))
const MINUTE = 60

describe('nobody is told', () => {
  test('of what a feed lists when it is first read, nor of an edit of it, nor because an edit of it adds to it', async () => {
    world = await startWorld(`${TOPIC}${PORTS}${channel().replace('[fraud]', '[fraud, ports]')}
  - { id: fraud-only, topics: [fraud], subscribers: { email: [f@example.org] } }`)
    world.publisher.serve('/a.xml', rss([NEWS]))
    await world.tick()
    world.publisher.serve('/a.xml', rss([{ ...NEWS, id: NEWS.title, title: `${NEWS.title}, again` }]))
    await world.tick()
    expect(world.subjects()).toEqual([])

    world.publisher.serve('/a.xml', rss([{ ...NEWS, id: NEWS.title, title: `${NEWS.title} and Antwerp` }]))
    await world.tick()
    expect(world.sent.map(({ channel, stories }) => [channel, stories[0]?.severity])).toEqual([['desk', 'critical']])
  })

  test('of what was published more than seven days before it was seen', async () => {
    await start(TOPIC + channel())
    const at = (days: number) => new Date(world.now().getTime() - days * 86_400_000).toUTCString()
    serve([
      { ...news(1), date: at(8) },
      { ...news(2), date: at(6) },
    ])
    await world.tick()
    expect(world.subjects()).toEqual(['[HIGH] Police break cyber fraud ring number 2 in Lagos'])
    expect((await world.store.matches.search({ now: world.now(), limit: 9 })).found).toHaveLength(2)
  })

  test('twice of an article that is edited', async () => {
    await start(TOPIC + channel())
    for (const title of [NEWS.title, `${NEWS.title}: nine held`, `${NEWS.title}: ten held`]) {
      serve([{ title, id: 'one' }])
      await world.tick()
    }
    expect(world.sent).toHaveLength(1)
  })
})

describe('a channel is told', () => {
  test('of an edit that makes an article match', async () => {
    await start(TOPIC + channel())
    serve([{ title: 'Police break ring in Lagos', id: 'one' }])
    await world.tick()
    serve([{ title: NEWS.title, id: 'one' }])
    await world.tick()
    expect(world.subjects()).toEqual([`[HIGH] ${NEWS.title}`])
  })

  const BLASTS = `
topics:
  - id: blasts
    name: Blasts
    severity: high
    query: blast
    raise: [{ to: critical, when: dead NEAR/3 10.. }]
channels:
  - { id: desk, topics: [blasts], subscribers: { email: [desk@example.org] } }
`
  const BLAST = 'Blast at Lumiri market leaves 5 dead'

  test.each<[string, Item, readonly string[]]>([
    [
      'an edit that makes it graver',
      { title: BLAST.replace('5', '15'), id: 'one' },
      ['[HIGH]', '[NOW CRITICAL, WAS HIGH]'],
    ],
    [
      'another article that is graver',
      { title: BLAST, summary: '15 dead', id: 'two' },
      ['[HIGH]', '[NOW CRITICAL, WAS HIGH]'],
    ],
    ['not of an edit that is no graver', { title: BLAST.replace('5', '6'), id: 'one' }, ['[HIGH]']],
  ])('again of a story for %s', async (_, item, expected) => {
    await start(BLASTS)
    serve([{ title: BLAST, id: 'one' }])
    await world.tick()
    serve([...(item.id === 'one' ? [] : [{ title: BLAST, id: 'one' }]), item])
    for (let ticks = 0; ticks < 2; ticks++) await world.tick()
    expect(world.subjects().map(subject => `${subject.split(']')[0]}]`)).toEqual(expected)
    const [, again] = world.sent
    if (again) expect(again.text).toContain('dead NEAR/3 10.. → critical')
    if (again && item.id === 'one') expect(again.subject).toContain('15 dead')
  })

  test('of what was there at a first reading once an edit makes it graver, and not once its topic is', async () => {
    const blast = (dead: number, summary = '') =>
      world.publisher.serve('/a.xml', rss([{ title: BLAST.replace('5', `${dead}`), id: 'one', summary }]))
    world = await startWorld(BLASTS.replace('severity: high', 'severity: low'))
    blast(5)
    await world.tick()
    await reconfigure(world, BLASTS)
    blast(5, 'More follows')
    for (let ticks = 0; ticks < 2; ticks++) await world.tick()
    expect((await world.store.matches.search({ now: world.now(), limit: 9 })).found).toMatchObject([
      { severity: 'high' },
    ])
    expect(world.subjects()).toEqual([])

    blast(15)
    for (let ticks = 0; ticks < 2; ticks++) await world.tick()
    expect(world.subjects()).toEqual([`[CRITICAL] ${BLAST.replace('5', '15')}`])
  })

  test('of what one feed had before and another reports as news', async () => {
    world = await startWorld(TOPIC + channel(), ['/a.xml', '/b.xml'])
    world.publisher.serve('/a.xml', rss([NEWS]))
    world.publisher.serve('/b.xml', rss([OLD]))
    await world.tick()
    serve([{ ...NEWS, id: 'b' }], '/b.xml')
    await world.tick()
    await world.tick()
    expect(world.sent.map(({ stories }) => stories[0]?.size)).toEqual([2])
  })

  test('of a burst in one message', async () => {
    await start(TOPIC + channel())
    serve(Array.from({ length: 8 }, (_, n) => news(n)))
    await world.tick()
    expect(world.sent).toHaveLength(1)
    expect(world.sent[0]?.stories).toHaveLength(8)
  })

  test('of fifty-two in two messages, each story once', async () => {
    await start(TOPIC + channel())
    serve(Array.from({ length: 52 }, (_, n) => news(n)))
    for (let ticks = 0; ticks < 3; ticks++) await world.tick()
    expect(world.sent.map(({ stories }) => stories.length)).toEqual([50, 2])
    expect(new Set(world.sent.flatMap(({ stories }) => stories.map(({ story }) => story))).size).toBe(52)
  })

  test('three times a minute, and of the rest in one message in the next', async () => {
    await start(TOPIC + channel())
    // Every ten seconds something new; the feed is read once a minute, so it is recorded here.
    const debt = async (n: number) => {
      const article = { id: `x${n}`, feed: 'f', feedTitle: 'Wire', ...news(n), summary: '', link: null, page: null }
      const firstSeen = world.now().toISOString()
      const said = { topic: 'fraud', topicName: 'Cyber fraud', severity: 'high', language: null } as const
      const match = { ...said, score: 1, threshold: 0, evidence: [] }
      await world.store.articles.record(
        { ...article, language: null, published: null, firstSeen },
        { content: '1', matches: [match], quiet: false, find: () => [] },
      )
    }
    for (let n = 0; n < 6; n++) {
      await debt(n)
      await world.tick(n === 0 ? 0 : 5)
    }
    expect(world.sent.map(({ stories }) => stories.length)).toEqual([1, 1, 1])
    await world.tick(35)
    expect(world.sent.map(({ stories }) => stories.length)).toEqual([1, 1, 1, 3])
  })

  test('once more when a story becomes graver, and from what', async () => {
    await start(topicOf('medium') + PORTS + channel().replace('[fraud]', '[fraud, ports]'), ['/a.xml', '/b.xml'])
    const link = 'https://wire.example/lagos'
    serve([{ ...NEWS, link }])
    await world.tick()
    serve([{ title: 'Cyber fraud ring also at work in Antwerp', link }], '/b.xml')
    await world.tick()
    await world.tick()
    expect(world.subjects()).toEqual([`[MEDIUM] ${NEWS.title}`, `[NOW CRITICAL, WAS MEDIUM] ${NEWS.title}`])
  })

  test('of a story whose topic has been made grave enough for it meanwhile', async () => {
    const paths = ['/a.xml', '/b.xml']
    await start(topicOf('medium') + channel(['severity: high']), paths)
    serve([NEWS])
    await world.tick()
    await reconfigure(world, topicOf('high') + channel(['severity: high']), paths)
    serve([{ ...NEWS, id: 'b' }], '/b.xml')
    await world.tick()
    expect(world.subjects()).toEqual([`[HIGH] ${NEWS.title}`])
  })
})

describe('when', () => {
  test('quiet hours hold back, then tell all in one message', async () => {
    await start(TOPIC + channel(['when: { quiet: "10:00-12:00", timezone: UTC }']))
    serve([news(1)])
    await world.tick()
    serve([news(2), news(1)])
    await world.tick()
    expect(world.sent).toEqual([])
    expect(await waitingAt(world)).toEqual({ due: [], next: '2026-03-02T12:00:00.000Z' })
    await world.tick(2 * 60 * MINUTE)
    expect(world.sent.map(({ stories }) => stories.length)).toEqual([2])
  })

  test('a digest folds all since the last', async () => {
    await start(TOPIC + channel(['when: { instant: false, digest: hourly, timezone: UTC }']))
    serve([news(1)])
    await world.tick()
    await world.tick(58 * MINUTE - 1)
    expect(world.sent).toEqual([])
    await world.tick(1)
    serve([news(2), news(1)])
    await world.tick()
    serve([news(3), news(2), news(1)])
    await world.tick()
    expect(world.sent).toHaveLength(1)
    await world.tick(60 * MINUTE)
    expect(world.sent.map(({ stories }) => stories.length)).toEqual([1, 2])
  })
})

test('by SMS a channel is told where somebody has confirmed, and nobody pays for the others', async () => {
  await start(`${TOPIC}${channel()}sms: { countries: [FR] }\n`)
  const hear = async (n: number) => {
    serve(Array.from({ length: n }, (_, i) => news(n - i)))
    await world.tick(MINUTE)
    return world.sent.splice(0).map(({ route }) => route)
  }
  expect(await hear(1)).toEqual(['mail'])
  const ann = aSubscriber({ route: 'sms', protocol: 'sms', address: '+33639980012', origin: 'api' })
  const pending = { ...ann, state: 'pending' } as const
  await world.store.people.add(pending)
  expect(await hear(2)).toEqual(['mail'])
  await world.store.people.add(ann, pending)
  expect((await hear(3)).sort()).toEqual(['mail', 'sms'])
})

test('what an edit has taken out of an article is a reason still, and marks no other words', async () => {
  await start(TOPIC + PORTS + channel().replace('[fraud]', '[fraud, ports]'))
  serve([{ ...NEWS, id: 'x' }])
  await world.tick()
  serve([{ title: 'Antwerp: police of Lagos arrest nine', id: 'x' }])
  await world.tick()
  const { found } = await world.store.matches.search({ now: world.now(), limit: 9 })
  expect(
    found.map(({ topic, evidence }) => [topic, evidence.map(({ clause, spans }) => [clause, spans.length])]),
  ).toEqual([
    ['ports', [['antwerp', 1]]],
    ['fraud', [['"cyber fraud"', 0]]],
  ])
})

/** A story of two topics, the graver of which can be taken away before the digest tells it. */
async function startOfTwoTopics() {
  const paths = ['/a.xml', '/b.xml']
  const hourly = channel(['when: { instant: false, digest: hourly, timezone: UTC }'])
  const both = TOPIC + PORTS + hourly.replace('[fraud]', '[fraud, ports]')
  const title = `${NEWS.title} and Antwerp`
  await start(both, paths)
  serve([{ title }])
  await world.tick()
  return { paths, hourly, both, title }
}

test('a story whose gravest topic is gone is told as grave as what is left, and again when it becomes graver', async () => {
  const { paths, hourly, both, title } = await startOfTwoTopics()
  expect((await reconfigure(world, TOPIC + hourly, paths)).alertsCancelled).toBe(0)
  await world.tick(60 * MINUTE)
  expect(world.subjects()).toEqual([`[HIGH] ${title}`])

  await reconfigure(world, both, paths)
  serve([{ title, id: 'b' }], '/b.xml')
  await world.tick()
  expect((await reconfigure(world, TOPIC + hourly, paths)).alertsCancelled).toBe(1) // no graver than it was told
  await reconfigure(world, both, paths)
  serve([{ title, id: 'c' }], '/b.xml')
  await world.tick()
  await world.tick(60 * MINUTE)
  expect(world.subjects()).toEqual([`[HIGH] ${title}`, `[NOW CRITICAL, WAS HIGH] ${title}`])
})

test('a story that becomes graver while a message tells it less gravely than it was owed is told again', async () => {
  const { paths, hourly, both, title } = await startOfTwoTopics()
  await reconfigure(world, TOPIC + hourly, paths)
  world.sendBy(async message => {
    world.sent.push(message)
    if (world.sent.length > 1) return
    await reconfigure(world, both, paths)
    serve([{ title, id: 'b' }], '/b.xml')
    await world.tick()
  })
  await world.tick(60 * MINUTE)
  await world.tick(60 * MINUTE)
  expect(world.subjects()).toEqual([`[HIGH] ${title}`, `[NOW CRITICAL, WAS HIGH] ${title}`])
})
