import type { Configuration } from '../../shared/config/configuration.ts'
import { openClient } from './client.ts'
import { openDirectClient } from './direct.ts'
import { type Strike, strikingFate, swarmFate } from './faults.ts'
import { openRandom, type Random } from './random.ts'
import { DULL, report, type Said } from './report.ts'
import { CHANNELS, configurationOf, TOPIC_IDS } from './setup.ts'
import { type Outcome, openWorld, type Recorder, type World } from './world.ts'

const MINUTE_MS = 60_000
const FEEDS = ['https://a.example/1', 'https://a.example/2', 'https://b.example/1', 'https://c.example/1'] as const
const HOSTS = ['a.example', 'b.example', 'c.example'] as const

interface Manner {
  /** Through the real client's whole way, which takes three times as long and must come to the same. */
  readonly throughSdk?: boolean
  readonly print?: (line: string) => void
  readonly record?: Recorder
  /** Instead of the seed's own faults. */
  readonly strikes?: readonly Strike[]
}

/** One seed: half an hour of news, edits, reprints, gaps, refusals, changes of the file, backfills and whatever fails. */
export function simulate(seed: number, { throughSdk = false, strikes, ...ends }: Manner = {}): Promise<Outcome> {
  const random = openRandom(seed)
  const laws = {
    fate: strikes ? strikingFate(random, strikes) : swarmFate(random),
    lagMs: random.pick([0, 0, 2_000, 10_000]),
    isOdd: random.chance(0.8),
  }
  const world = openWorld({
    random,
    ...laws,
    openClient: throughSdk ? openClient : openDirectClient,
    ...ends,
  })
  world.publishers.hiccup(() => world.timeline.ms() < Date.parse('2026-03-02T10:30:00Z') && random.chance(0.02))
  const past = FEEDS.map(
    (url, n): Event => ({ url, number: 1000 + n, said: random.chance(0.5) ? DULL : anything(random) }),
  )
  for (const event of past) world.publishers.open(event.url, random.chance(0.7), [reportOf(event)])
  const paces = FEEDS.map(url => ({ url, everySeconds: random.pick([60, 60, 300]) }))
  const file = () =>
    configurationOf(
      random.chance(0.7) ? paces : paces.slice(0, 3),
      CHANNELS.filter(({ id }) => id !== 'digest' || random.chance(0.7)),
      TOPIC_IDS.filter(id => id === 'fraud' || random.chance(0.7)),
    )
  applies(file(), world)
  const sometime = (happen: () => void) => world.timeline.after(random.between(2, 29) * MINUTE_MS, happen)
  for (let event = 1; event <= 4 + random.whole(8); event++) sometime(() => happens(event, world))
  for (const event of past) if (random.chance(0.4)) sometime(() => develops(event, world))
  for (let changes = random.whole(3); changes > 0; changes--) sometime(() => applies(file(), world))
  for (let limits = random.whole(3); limits > 0; limits--)
    sometime(() => world.publishers.limit(random.pick(HOSTS), random.between(1, 8) * MINUTE_MS))
  if (random.chance(0.3)) sometime(() => turnsOver(random.pick(FEEDS), world))
  return world.live(30)
}

const DEAD = [0, 5, 15, 150] as const

/** Something to be told, mostly. */
const anything = (random: Random): Said => ({
  ...{ fraud: random.chance(0.5), ports: random.chance(0.3), dead: random.pick([0, 0, ...DEAD]) },
})

/** What is learnt later: at least as much, and as many dead. */
function more({ fraud, ports, dead }: Said, random: Random): Said {
  const others = anything(random)
  const deadNow = random.pick(DEAD.filter(count => count >= dead))
  return { fraud: fraud || others.fraud, ports: ports || others.ports, dead: deadNow }
}

/** Something that one feed tells. */
interface Event {
  readonly url: string
  readonly number: number
  readonly said: Said
}

const reportOf = ({ url, number, said }: Event) => report(said, number, url.slice(8))

/** Something happens. Another feed may tell it in the same words under a link of its own, or else more is learnt. */
function happens(number: number, world: World): void {
  const { publishers, random, timeline } = world
  const event = { url: random.pick(FEEDS), number, said: anything(random) }
  const first = reportOf(event)
  publishers.add(event.url, first)
  if (random.chance(0.8)) return void develops(event, world)
  const other = otherThan(event, random)
  const { link } = reportOf({ ...event, url: other })
  timeline.after(random.pick([50, 2_000, 30_000, 180_000]), () => publishers.add(other, { ...first, link }))
}

const otherThan = ({ url }: Event, random: Random) => random.pick(FEEDS.filter(feed => feed !== url))

/** What is learnt later stands in an edit, or in other words under the same link in another feed. */
function develops(event: Event, { publishers, random, timeline, isRecorded }: World): void {
  const { url, number } = event
  let { said } = event
  let later = 0
  for (let times = random.whole(4); times > 0; times--) {
    later += random.pick([50, 2_000, 30_000, 180_000, 600_000])
    timeline.after(later, () => {
      const before = reportOf({ ...event, said })
      // A feed shows its latest: of what nobody has recorded, and it takes back, nothing is promised.
      if (said.dead > 5 && random.chance(0.3) && isRecorded(url, before))
        return publishers.edit(url, reportOf({ ...event, said: { ...said, dead: 5 } }))
      said = more(said, random)
      if (random.chance(0.6)) return publishers.edit(url, reportOf({ ...event, said }))
      publishers.add(otherThan(event, random), { ...report(said, number, ''), link: before.link })
    })
  }
}

/** A file is applied, and somebody may want to have the past of its topics. */
function applies(file: Configuration, { pipeline, timeline, random, backfill }: World): void {
  pipeline.apply(file)
  for (let times = random.whole(4); times > 0; times--)
    timeline.after(random.between(10_000, 400_000), () => backfill(random.pick(TOPIC_IDS)))
}

/** A feed shows nothing it has shown before: what we have is gone, and we must not mind. */
function turnsOver(url: string, { publishers, isRecorded }: World): void {
  publishers.drop(url, item => isRecorded(url, item))
}
