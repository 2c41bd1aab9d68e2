import { expect, test } from 'vitest'
import {
  dueSlots,
  isDue,
  periodAt,
  slotEverySeconds,
  waitAfterFault,
  waitAfterRead,
} from '../../shared/feed/schedule.ts'
import type { Fault, Feed, FeedHealth, Slot } from '../../shared/words.ts'

const aSlot = (over: Partial<Slot> = {}): Slot => ({
  ...{ n: 1, everySeconds: 300, period: 0, finishedAt: null, left: [] },
  ...over,
})

const aFeed = ({ health, ...over }: Partial<Omit<Feed, 'health'>> & { health?: Partial<FeedHealth> } = {}): Feed => ({
  id: 'f1',
  url: 'https://news.example/rss',
  slot: 1,
  origin: 'file',
  title: '',
  tags: [],
  language: null,
  everySeconds: 300,
  moved: null,
  validators: {},
  bodyHash: null,
  seen: [],
  baselineAt: '2024-01-01T00:00:00.000Z',
  wishes: { everyMinutes: null, skipHours: [], skipDays: [] },
  rev: 1,
  ...over,
  health: {
    state: 'ok',
    changedAt: null,
    fault: null,
    failures: 0,
    waitUntil: null,
    mended: null,
    gaps: 0,
    ...health,
  },
})

const at = (iso: string) => new Date(`2024-03-05T${iso}Z`) // a Tuesday

test('a period is known by the time it began', () => {
  expect([299_999, 300_000, 599_999].map(time => periodAt(new Date(time), 300))).toEqual([0, 300, 300])
})

const period = periodAt(at('12:05:00'), 300)

test.each([
  ['that never ran', {}, true],
  ['that has not done this period', { period: period - 300 }, true],
  ['that missed hours', { period: period - 40 * 300 }, true],
  ['that has done this period', { period }, false],
  ['that has done a later one', { period: period + 300 }, false],
  ['that left some of this one', { period, left: ['slow'] }, true],
  ['that did tomorrow’s, by a clock that ran ahead', { period: period + 86_400 }, true],
  ['that ran every minute until now, last at 12:04', { period: period - 60 }, true],
])('a slot %s %j is due: %s', (_, over, expected) => {
  expect(dueSlots([aSlot(over)], at('12:07:00'))).toHaveLength(expected ? 1 : 0)
})

test.each([
  [[300, 3600, 900], 300],
  [[86_400], 21_600], // a heartbeat every six hours at least
  [[], 21_600],
])('a slot of feeds read every %j seconds runs every %s', (intervals, expected) => {
  expect(slotEverySeconds(intervals.map(everySeconds => aFeed({ everySeconds })))).toBe(expected)
})

test('a clock that ran ahead keeps no feed from being read', () => {
  const inYears = { baselineAt: '2024-03-01T00:00:00Z', health: { waitUntil: '2099-01-01T00:00:00Z' } }
  expect(isDue(aFeed({ ...inYears, everySeconds: 300 }), aSlot({ period: period - 300 }), at('12:07:00'))).toBe(true)
  const read = aFeed({ baselineAt: '2024-03-01T00:00:00Z', everySeconds: 300 })
  expect(isDue(read, aSlot({ period: period + 10 * 86_400 }), at('12:07:00'))).toBe(true)
})

/** How often a feed is read in the runs of a day, each starting some seconds into its period. */
function readsInADay(feed: Feed, { everySeconds, startsAfter = 0 }: { everySeconds: number; startsAfter?: number }) {
  const first = periodAt(at('00:00:00'), everySeconds)
  const runs = Array.from({ length: 86_400 / everySeconds }, (_, i) => first + i * everySeconds)
  return runs.filter(run =>
    isDue(feed, aSlot({ everySeconds, period: run - everySeconds }), new Date((run + startsAfter) * 1000)),
  ).length
}

const ids = Array.from({ length: 50 }, (_, i) => `feed-${i}`)

test.each([
  [300, 300, 0, 288],
  [300, 300, 120, 288], // runs that start late lose nothing
  [3600, 300, 0, 24],
  [3600, 300, 299, 24],
  [21_600, 300, 7, 4],
  [900, 60, 7, 96],
])(
  'every feed read each %s s in a slot of %s s (starting %s s late) has %s reads a day',
  (own, slot, startsAfter, expected) => {
    const reads = ids.map(id => readsInADay(aFeed({ id, everySeconds: own }), { everySeconds: slot, startsAfter }))
    expect(new Set(reads)).toEqual(new Set([expected]))
  },
)

test('an interval that is no multiple of the slot’s is kept on average', () => {
  expect(readsInADay(aFeed({ everySeconds: 700 }), { everySeconds: 300 })).toBeOneOf([123, 124])
})

test('slow feeds do not all fall due in the same run', () => {
  const slot = aSlot({ period: period - 300 })
  const due = ids.filter(id => isDue(aFeed({ id, everySeconds: 3600 }), slot, at('12:05:00')))
  expect(due.length).toBeGreaterThan(0)
  expect(due.length).toBeLessThan(15)
})

test('one run makes up for those that were missed', () => {
  const feed = aFeed({ everySeconds: 3600 })
  expect(isDue(feed, aSlot({ period: period - 12 * 300 }), at('12:05:00'))).toBe(true)
})

const slow = { everySeconds: 21_600 } // no boundary of its own in the run of 12:05

test.each([
  ['read before', {}, false],
  ['never read', { baselineAt: null }, true],
  ['never read, and told to wait', { baselineAt: null, health: { waitUntil: '2024-03-05T13:00:00.000Z' } }, false],
  ['whose wait ended since the last run', { health: { waitUntil: '2024-03-05T12:03:00.000Z' } }, true],
  ['whose wait ended long ago', { health: { waitUntil: '2024-03-05T11:00:00.000Z' } }, false],
  ['that is gone', { baselineAt: null, health: { state: 'gone' as const } }, false],
])('a slow feed %s %j is due: %s', (_, over, expected) => {
  expect(isDue(aFeed({ ...slow, ...over }), aSlot({ period: period - 300 }), at('12:05:00'))).toBe(expected)
})

test('a wait that ends between two runs is answered by exactly one', () => {
  const feed = aFeed({ ...slow, health: { waitUntil: '2024-03-05T12:05:02.000Z' } })
  const runs = [0, 1, 2].map(i =>
    isDue(feed, aSlot({ period: period + (i - 1) * 300 }), new Date((period + i * 300 + 9) * 1000)),
  )
  expect(runs).toEqual([false, true, false])
})

const nothing = { everyMinutes: null, skipHours: [], skipDays: [] }

test.each([
  ['nothing', {}, null, null],
  ['a max-age within our own interval', {}, 300, null],
  ['a longer max-age', {}, 1800, '12:30:00'],
  ['a ttl', { everyMinutes: 60 }, null, '13:00:00'],
  ['a ttl and a max-age: the longer', { everyMinutes: 60 }, 1800, '13:00:00'],
  ['an hour we would not be in', { skipHours: [14] }, null, null],
  ['the hour we are in', { skipHours: [12, 13] }, null, '14:00:00'],
  ['the hour its ttl leads to', { everyMinutes: 120, skipHours: [14, 15] }, null, '16:00:00'],
  ['midnight, spelled 24', { everyMinutes: 720, skipHours: [24] }, null, '2024-03-06T01:00:00'],
  ['today', { skipDays: ['tuesday'] }, null, '2024-03-06T00:00:00'],
  ['another day', { skipDays: ['Sunday'] }, null, null],
  ['every day', { skipDays: ['Tuesday', 'Wednesday'] }, null, '2024-03-06T12:00:00'], // a day at most
  ['a year', { everyMinutes: 525_600 }, null, '2024-03-06T12:00:00'],
])('a publisher that asks for %s (%j, fresh for %s s) is left alone until %s', (_, asks, freshSeconds, expected) => {
  const wait = waitAfterRead({
    document: { ...nothing, ...asks },
    freshSeconds,
    now: at('12:00:00'),
    everySeconds: 300,
  })
  const iso = expected && `${expected.length > 8 ? expected : `2024-03-05T${expected}`}.000Z`
  expect(wait).toBe(iso)
})

test('a publisher that skips every day is left alone for a day, to the minute', () => {
  const document = { ...nothing, skipHours: Array.from({ length: 24 }, (_, hour) => hour) }
  const wait = waitAfterRead({ document, freshSeconds: null, now: at('12:30:00'), everySeconds: 300 })
  expect(wait).toBe('2024-03-06T12:30:00.000Z')
})

test('a feed read more seldom than daily waits for nothing else', () => {
  const reading = { document: { ...nothing, everyMinutes: 60 }, freshSeconds: null, now: at('12:00:00') }
  expect(waitAfterRead({ ...reading, everySeconds: 172_800 })).toBeNull()
})

const timeout: Fault = { kind: 'timeout', message: '' }
const notFound: Fault = { kind: 'status', status: 404, message: '' }
const busy = (retryAt: string): Fault => ({
  kind: 'status',
  status: 503,
  message: '',
  retryAt: at(retryAt).toISOString(),
})

test.each([
  ['the first failure', timeout, 1, 300, 0, '12:05:00.000'],
  ['the first failure, at most a quarter sooner', timeout, 1, 300, 1, '12:03:45.000'],
  ['the third', timeout, 3, 300, 0, '12:20:00.000'],
  ['the hundredth', timeout, 100, 300, 0, '18:00:00.000'],
  ['a page long missing', notFound, 100, 300, 0.5, '2024-03-06T09:00:00.000'],
  ['one whose publisher names a later time', busy('12:30:00'), 1, 300, 0, '12:30:00.000'],
  ['one whose publisher names a sooner time', busy('12:01:00'), 3, 300, 0, '12:20:00.000'],
  ['one of a feed read twice a day', timeout, 3, 43_200, 0, '2024-03-06T00:00:00.000'],
])(
  'after %s (%j; failure %i of a feed read every %i s, chance %s) we ask again at %s',
  (_, fault, failures, everySeconds, random, expected) => {
    const wait = waitAfterFault(fault, failures, everySeconds, at('12:00:00'), () => random)
    expect(wait).toBe(`${expected.length > 12 ? expected : `2024-03-05T${expected}`}Z`)
  },
)
