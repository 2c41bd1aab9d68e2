import type { Patch } from './bundle.ts'
import type { Strike } from './faults.ts'

/** Where it is looked for: in the small world at these calls, or in seeds, some with faults of its own. */
export type Hunt = { readonly calls: RegExp } | { readonly seeds: number; readonly strikes?: readonly Strike[] }

/** Something that must not be done to the product, and the promise that breaks if it is. */
export interface Mutant {
  readonly name: string
  readonly breaks: RegExp
  readonly hunt: Hunt
  readonly patches: readonly Patch[]
}

const DELIVER = 'functions/alert/deliver.ts'
const anyOf = (condition: string, other: string) => `(${condition} OR ${other})`

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'validators are written before matches',
    breaks: /^lost/,
    hunt: { calls: /UpdateItem SLOT#0 FEED/ },
    patches: [
      {
        file: 'functions/poll/feed.ts',
        from: '  const failures: (Error | null)[] = []\n  for (const [n, { id, content }] of',
        to: `  await store.feeds.read(feed, {
    ...feed, title, validators: page.validators, bodyHash: bodyHash(page.bytes),
    seen: remember(marks, feed.seen), baselineAt: feed.baselineAt ?? readAt.toISOString(),
  })
  const failures: (Error | null)[] = []
  for (const [n, { id, content }] of`,
      },
    ],
  },
  {
    name: 'settled before published',
    breaks: /^lost/,
    hunt: { calls: /Query .*CHANNEL|BatchGetItem STORY|publish/ },
    patches: [
      {
        file: DELIVER,
        from: '  try {\n    remark = (await send(message)) ?? null',
        to: '  await crossOff(message, deps)\n  message = { ...message, settled: true }\n  try {\n    remark = (await send(message)) ?? null',
      },
    ],
  },
  {
    name: 'no sweep, only the stream wakes',
    breaks: /^(lost|stuck)/,
    hunt: { seeds: 5 },
    patches: [{ file: 'test/simulation/pipeline.ts', from: '      timed(alert) // the sweep\n', to: '' }],
  },
  {
    name: 'no claim on a slot',
    breaks: /^crowd/,
    hunt: { seeds: 20 },
    patches: [
      {
        file: 'shared/store/slots.ts',
        from: 'leaseUntil <= :now OR #owner = :owner',
        to: anyOf('leaseUntil <= :now', 'leaseUntil > :now OR #owner = :owner'),
      },
    ],
  },
  {
    name: 'no claim on a desk',
    breaks: /^doubt/,
    hunt: { seeds: 40 },
    patches: [
      {
        file: 'shared/store/desks.ts',
        from: 'leaseUntil <= :now)) OR #owner = :owner',
        to: `${anyOf('leaseUntil <= :now', 'leaseUntil > :now')})) OR #owner = :owner`,
      },
    ],
  },
  {
    name: 'no fence on a feed: a late worker writes over a newer one',
    breaks: /^hasty/,
    hunt: { calls: /PutItem ARTICLE|UpdateItem SLOT#0 FEED/ },
    patches: [{ file: 'shared/store/feeds.ts', from: "'rev = :rev'", to: "'rev = :rev OR rev <> :rev'" }],
  },
  {
    name: 'no fence on a slot: whoever lost its lease ends it',
    breaks: /^crowd/,
    hunt: {
      seeds: 100,
      strikes: [
        { call: / SLOT#0 LEASE/, fault: 'sleep before', chance: 0.2 },
        { call: /fetch/, fault: 'stall before', chance: 0.3 },
      ],
    },
    patches: [
      {
        file: 'shared/store/slots.ts',
        from: "      when: '#owner = :owner',",
        to: "      when: '#owner = :owner OR NOT #owner = :owner',",
      },
    ],
  },
  {
    name: 'no fence on a desk: closed over a knock',
    breaks: /^(lost|stuck)/,
    hunt: { seeds: 60, strikes: [{ call: /publish/, fault: 'stall before', chance: 0.4 }] },
    patches: [
      {
        file: 'shared/store/desks.ts',
        from: "'#owner = :owner AND knocks = :knocks'",
        to: "'#owner = :owner AND (knocks = :knocks OR knocks <> :knocks)'",
      },
    ],
  },
  {
    name: 'no fence on a debt: paid over a later edit',
    breaks: /^lost/,
    hunt: { seeds: 200, strikes: [{ call: /UpdateItem ARTICLE/, fault: 'stall before', chance: 0.6 }] },
    patches: [{ file: 'shared/store/articles.ts', from: "'rev = :rev'", to: "'rev = :rev OR rev <> :rev'" }],
  },
  {
    name: 'no fence on a message: moved by whoever began it',
    breaks: /^repeated/,
    hunt: { calls: / CHANNEL#desk#\w+ MESSAGE/ },
    patches: [
      {
        file: 'shared/store/messages.ts',
        from: "'#state = :was AND attempts = :tries AND settled = :open'",
        to: "'(#state = :was OR #state <> :was) AND (attempts = :tries OR attempts <> :tries) AND (settled = :open OR settled <> :open)'",
      },
    ],
  },
  {
    name: 'no number on a message: two workers freeze the same one',
    breaks: /^repeated/,
    hunt: { calls: /BatchGetItem STORY|PutItem CHANNEL/ },
    patches: [
      {
        file: 'shared/store/messages.ts',
        from: "{ when: 'attribute_not_exists(pk)' }",
        to: '{}',
      },
    ],
  },
  {
    name: 'no lease on owing: two get into each other’s way',
    breaks: /^clash/,
    hunt: { seeds: 60, strikes: [] },
    patches: [
      {
        file: 'shared/store/owing.ts',
        from: 'leaseUntil <= :now OR #owner = :owner',
        to: anyOf('leaseUntil <= :now', 'leaseUntil > :now OR #owner = :owner'),
      },
    ],
  },
  {
    name: 'a message is composed anew when it is sent again',
    breaks: /^thawed/,
    hunt: { calls: /publish/ },
    patches: [
      {
        file: DELIVER,
        from: '  return publish(begun, deps)\n',
        to: `  const setup = await deps.current()
  const channel = setup?.channels.find(({ id }) => id === begun.channel)
  const stories = await deps.store.stories.getMany(begun.stories.map(({ story }) => story))
  const told = begun.stories.map(one => ({ ...one, size: stories.find(({ id }) => id === one.story)?.articles.length ?? 1 }))
  const anew = channel ? compose(channel, begun.route, told, begun.seq, deps.now()) : begun
  return publish({ ...begun, ...anew }, deps)
`,
      },
      {
        file: DELIVER,
        from: "import type { AlertDeps } from './deps.ts'",
        to: "import { compose } from '../../shared/alert/compose.ts'\nimport type { AlertDeps } from './deps.ts'",
      },
    ],
  },
  {
    name: 'what is kept beside a message is published with it',
    breaks: /^thawed/,
    hunt: { calls: /publish/ },
    patches: [
      {
        file: 'shared/alert/senders/sns.ts',
        from: 'text, sms, stories }: Message) {',
        to: 'text, sms, stories, ...kept }: Message) {',
      },
      {
        file: 'shared/alert/senders/sns.ts',
        from: 'const told = { v, id',
        to: 'const told = { ...kept, v, id',
      },
    ],
  },
  {
    name: 'a feed that was left is asked, whatever its publisher wishes',
    breaks: /^hasty/,
    hunt: { calls: /UpdateItem SLOT#0 FEED/ },
    patches: [{ file: 'functions/poll.ts', from: ' && mayBeAsked(feed, job.period)', to: '' }],
  },
  {
    name: 'a host that has asked to wait is asked for its next feed in the same run',
    breaks: /^hasty/,
    hunt: { seeds: 60, strikes: [] },
    patches: [{ file: 'functions/poll.ts', from: 'isLate() || isResting(feed)', to: 'isLate()' }],
  },
  {
    name: 'Retry-After holds for a feed, not for its host',
    breaks: /^hasty/,
    hunt: { seeds: 60, strikes: [] },
    patches: [
      {
        file: 'functions/poll.ts',
        from: 'heldByHost(await store.feeds.ofSlot(slot.n))',
        to: 'await store.feeds.ofSlot(slot.n)',
      },
    ],
  },
  {
    name: 'the surest term is claimed first',
    breaks: /^repeated/,
    hunt: { seeds: 60, strikes: [{ call: /PutItem TERM/, fault: 'fail before', chance: 0.6 }] },
    patches: [{ file: 'shared/store/stories.ts', from: '[...terms].reverse()', to: 'terms' }],
  },
  {
    name: 'settling clears a newer revision',
    breaks: /^lost/,
    hunt: { seeds: 60, strikes: [{ call: /publish/, fault: 'stall before', chance: 0.4 }] },
    patches: [
      {
        file: 'shared/store/alerts.ts',
        from: "'owedRev = :rev OR (owedRev > :rev AND #rank <= :told)'",
        to: "'owedRev = :rev OR (owedRev > :rev AND :told >= :told)'",
      },
    ],
  },
  {
    name: 'an edit that makes a match graver owes nothing',
    breaks: /^lost/,
    hunt: { seeds: 20, strikes: [] },
    patches: [{ file: 'shared/store/found.ts', from: '    isMore ||= isRise\n', to: '' }],
  },
  {
    name: 'a story is owed once, however grave it becomes',
    breaks: /^lost/,
    hunt: { seeds: 20, strikes: [] },
    patches: [
      { file: 'shared/store/alerts.ts', from: "when: '#rank < :rank'", to: "when: '#rank < :rank AND #rank > :rank'" },
    ],
  },
  {
    name: 'a first reading is told',
    breaks: /^noise/,
    hunt: { seeds: 20, strikes: [] },
    patches: [
      {
        file: 'shared/store/articles.ts',
        from: 'map(match => ({ ...match, quiet }))',
        to: 'map(match => ({ ...match, quiet: false }))',
      },
    ],
  },
  {
    name: 'what was there at a first reading becomes graver, and nobody is told',
    breaks: /^lost/,
    hunt: { seeds: 60, strikes: [] },
    patches: [{ file: 'shared/store/found.ts', from: 'match.quiet && (', to: 'match.quiet && (true || ' }],
  },
  {
    name: 'a backfill is told',
    breaks: /^noise/,
    hunt: { seeds: 60, strikes: [] },
    patches: [
      { file: 'shared/store/articles.ts', from: 'find(article), quiet: true', to: 'find(article), quiet: false' },
    ],
  },
  {
    name: 'what was told of an article is news again when something is added to it',
    breaks: /^noise/,
    hunt: { seeds: 300, strikes: [] },
    patches: [{ file: 'shared/store/articles.ts', from: '!quiet && !paid', to: '!quiet' }],
  },
  {
    name: 'no fence on a match: a late worker writes over a graver one',
    breaks: /^lost/,
    hunt: { seeds: 400, strikes: [{ call: /alert .*GetItem STORY/, fault: 'sleep before', chance: 0.5 }] },
    patches: [{ file: 'shared/store/matches.ts', from: 'OR rev <= :rev', to: 'OR rev <= :rev OR rev > :rev' }],
  },
]
