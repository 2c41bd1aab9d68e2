import { openClient } from './client.ts'
import { openDirectClient } from './direct.ts'
import { type Strike, strikingFate, swarmFate } from './faults.ts'
import { openRandom } from './random.ts'
import { report } from './report.ts'
import { CHANNELS, configurationOf } from './setup.ts'
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

/** One seed: half an hour of news, edits, reprints, gaps, refusals, changes of the file and whatever fails. */
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
  for (const url of FEEDS)
    world.publishers.open(url, random.chance(0.7), [
      report(random.pick(['dull', 'both']), 1000 + FEEDS.indexOf(url), url),
    ])
  const paces = FEEDS.map(url => ({ url, everySeconds: random.pick([60, 60, 300]) }))
  const files = [
    configurationOf(paces, CHANNELS),
    configurationOf(
      paces.slice(0, 3),
      CHANNELS.filter(({ id }) => id !== 'digest'),
    ),
  ]
  world.pipeline.apply(random.pick(files.slice(0, 1)))
  const sometime = (happen: () => void) => world.timeline.after(random.between(2, 29) * MINUTE_MS, happen)
  for (let event = 1; event <= 4 + random.whole(8); event++) sometime(() => happens(event, world))
  for (let changes = random.whole(3); changes > 0; changes--) sometime(() => world.pipeline.apply(random.pick(files)))
  for (let limits = random.whole(3); limits > 0; limits--)
    sometime(() => world.publishers.limit(random.pick(HOSTS), random.between(1, 8) * MINUTE_MS))
  if (random.chance(0.3)) sometime(() => turnsOver(random.pick(FEEDS), world))
  return world.live(30)
}

/** Something happens: one feed tells it. It may be edited into what people asked for, or be told by another feed as well. */
function happens(event: number, { publishers, random, timeline }: World): void {
  const url = random.pick(FEEDS)
  const kind = random.pick(['dull', 'fraud', 'fraud', 'ports', 'both'] as const)
  const first = report(kind, event, url.slice(8))
  publishers.add(url, first)
  const later = random.pick([50, 50, 2_000, 30_000, 180_000])
  const then = random.pick(['nothing', 'edit', 'reprint', 'graver', 'graver'] as const)
  if (then === 'nothing') return
  timeline.after(later, () => {
    const other = random.pick(FEEDS.filter(feed => feed !== url))
    const id = `${event}`
    if (then === 'edit') publishers.edit(url, { ...report('both', event, url.slice(8)), id })
    // The same words under another link, or other words under the same: either way one event.
    if (then === 'reprint') publishers.add(other, { ...first, link: report(kind, event, other.slice(8)).link })
    if (then === 'graver') publishers.add(other, { ...report('both', event, ''), link: first.link })
  })
}

/** A feed shows nothing it has shown before: what we have is gone, and we must not mind. */
function turnsOver(url: string, { publishers, isRecorded }: World): void {
  publishers.drop(url, item => isRecorded(url, item.id))
}
