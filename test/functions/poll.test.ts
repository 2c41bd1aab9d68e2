import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Happening } from '../../functions/log.ts'
import type { PollDeps } from '../../functions/poll/deps.ts'
import { pollSlot } from '../../functions/poll.ts'
import { FeedError } from '../../shared/feed/fault.ts'
import type { Page } from '../../shared/feed/fetch.ts'
import type { Feed } from '../../shared/words.ts'
import { interpose, rss, startTestTable } from '../world.ts'

type Answer = Page | Error | (() => Promise<Page>)

let table: Awaited<ReturnType<typeof startTestTable>>
let time: Date
let answers: Map<string, Answer>
let asked: string[]
let calls: string[]
let happenings: Happening[]
let deps: PollDeps
let ids: number

const url = (name: string) => `https://news.example/${name}`
const seconds = () => time.getTime() / 1000

beforeEach(async () => {
  table = await startTestTable()
  time = new Date('2026-03-02T10:00:00Z')
  answers = new Map()
  asked = []
  calls = []
  happenings = []
  ids = 0
  const current = {
    version: '1',
    topics: [],
    channels: [],
    slots: 1,
    match: () => [],
    fromApi: [],
    settings: { contact: null, allowPrivate: [], smsCountries: [], subscribers: 0 },
  }
  deps = {
    ...{ store: table.store, current: async () => current, now: () => time, random: () => 0 },
    ...{ newId: () => `worker-${++ids}`, log: happening => void happenings.push(happening) },
    async fetch(ask) {
      asked.push(ask.url)
      const answer = answers.get(ask.url)
      if (answer instanceof Error) throw answer
      if (answer === undefined) throw new Error(`no answer for ${ask.url}`)
      return typeof answer === 'function' ? answer() : answer
    },
  }
})
afterEach(() => table.close())

const page = (titles: readonly string[], more: Partial<Extract<Page, { status: 'changed' }>> = {}): Page => ({
  ...{ status: 'changed', bytes: Buffer.from(rss(titles.map(title => ({ title })))), headers: {}, url: url('a') },
  ...{ movedTo: null, validators: { etag: '"1"' }, freshSeconds: null },
  ...more,
})
const unchanged: Page = { status: 'unchanged', movedTo: null, validators: { etag: '"1"' }, freshSeconds: null }

const followAt = (id: string, address: string) =>
  table.store.feeds.settle({
    ...{ id, url: address, slot: 0, origin: 'file', tags: [], language: null, everySeconds: 60 },
  })
async function follow(...names: readonly string[]) {
  for (const name of names) await followAt(name, url(name))
  await table.store.slots.pace(0, 60)
}
async function feedOf(name: string): Promise<Feed> {
  const feed = (await table.store.feeds.ofSlot(0)).find(({ id }) => id === name)
  if (!feed) throw new Error(`no feed ${name}`)
  return feed
}

/** Moves on by a minute and polls the slot. */
async function poll(minutes = 1) {
  time = new Date(time.getTime() + minutes * 60_000)
  const undo = interpose(table.client, async (call, go) => {
    if (/^(Put|Update|Delete)/.test(call)) calls.push(call)
    return go()
  })
  asked.length = 0
  calls.length = 0
  try {
    await pollSlot({ slot: 0, period: seconds(), everySeconds: 60 }, deps)
  } finally {
    undo()
  }
}
const SLOT_ONLY = ['UpdateItemCommand', 'UpdateItemCommand'] // its lease, and that it is done

describe('a poll that brings nothing new writes nothing but the slot', () => {
  test.each<[string, Page]>([
    ['not modified', unchanged],
    ['the same bytes again', page(['one'])],
  ])('%s', async (_, answer) => {
    await follow('a')
    answers.set(url('a'), page(['one']))
    await poll()
    answers.set(url('a'), answer)
    await poll()
    expect(asked).toEqual([url('a')])
    expect(calls).toEqual(SLOT_ONLY)
  })

  test('but what to ask with next time is kept, also when the text is the same', async () => {
    await follow('a')
    answers.set(url('a'), page(['one']))
    await poll()
    answers.set(url('a'), page(['one'], { validators: { etag: '"2"' } }))
    await poll()
    expect((await feedOf('a')).validators).toEqual({ etag: '"2"' })
    answers.set(url('a'), page(['one'], { validators: {} }))
    await poll()
    expect((await feedOf('a')).validators).toEqual({})
  })
})

describe('one feed does not stop another', () => {
  test.each<[string, Answer]>([
    ['the publisher fails', new FeedError({ kind: 'status', status: 500, message: 'no' })],
    ['it is no feed', page([], { bytes: Buffer.from('<html><body>hello</body></html>') })],
    ['we fail', new Error('ours')],
  ])('of the same host or another: %s', async (_, answer) => {
    await follow('a', 'b', 'c')
    answers.set(url('a'), answer)
    answers.set(url('b'), page(['one']))
    answers.set(url('c'), page(['two']))
    await poll().catch(() => undefined)
    expect(asked).toEqual([url('a'), url('b'), url('c')])
    for (const name of ['b', 'c']) expect((await feedOf(name)).health.state).toBe('ok')
    expect((await feedOf('a')).health.state).not.toBe('ok')
  })

  test('their failure is remembered with what was known, and ends with the first success', async () => {
    await follow('a')
    answers.set(url('a'), page(['one']))
    await poll()
    answers.set(url('a'), new FeedError({ kind: 'timeout', message: 'slow' }))
    await poll()
    const { health, validators, seen } = await feedOf('a')
    expect(health).toMatchObject({ state: 'failing', failures: 1, fault: { kind: 'timeout' } })
    expect(validators).toEqual({ etag: '"1"' })
    expect(seen).toHaveLength(1)
    answers.set(url('a'), unchanged)
    await poll(5)
    expect((await feedOf('a')).health).toMatchObject({ state: 'ok', failures: 0, fault: null, waitUntil: null })
  })

  test('our failure is thrown; after a minute that feed is asked again, and no other', async () => {
    await follow('a', 'b')
    answers.set(url('a'), new Error('ours'))
    answers.set(url('b'), page(['one']))
    await expect(poll()).rejects.toThrow(/ours/)
    answers.set(url('a'), page(['one']))
    const again = () => pollSlot({ slot: 0, period: seconds() - (seconds() % 600), everySeconds: 600 }, deps)
    asked.length = 0
    time = new Date(time.getTime() + 59_000)
    await again()
    expect(asked).toEqual([])
    time = new Date(time.getTime() + 1_000)
    await again()
    expect(asked).toEqual([url('a')])
    expect((await feedOf('a')).health.state).toBe('ok')
  })
})

describe('one item does not stop another', () => {
  test('that cannot be recorded; the feed is then read again', async () => {
    await follow('a')
    answers.set(url('a'), page(['three', 'two', 'one']))
    const { record } = table.store.articles
    const recorded: string[] = []
    table.store.articles.record = async (article, found) => {
      if (article.title === 'two') throw new Error('poison')
      recorded.push(article.title)
      return record(article, found)
    }
    await expect(poll()).rejects.toThrow(/poison/)
    expect(recorded).toEqual(['one', 'three']) // the oldest first
    expect((await feedOf('a')).baselineAt).toBeNull()
  })

  test('whatever the length of its link and of its feed’s name', async () => {
    await follow('a')
    const long = 'x'.repeat(250_000)
    const text = rss([{ title: 'one', link: `https://news.example/${long}` }]).replace('Wire', long)
    answers.set(url('a'), page([], { bytes: Buffer.from(text) }))
    await poll()
    expect((await feedOf('a')).health.state).toBe('ok')
    expect((await feedOf('a')).title.length).toBeLessThanOrEqual(200)
  })
})

describe('publishers are respected', () => {
  test('one who says how long a page stays fresh is not asked before', async () => {
    await follow('a')
    answers.set(url('a'), page(['one'], { freshSeconds: 600 }))
    await poll()
    for (let minute = 1; minute < 10; minute++) {
      await poll()
      expect(asked).toEqual([])
    }
    await poll()
    expect(asked).toEqual([url('a')])
  })

  test('one who says that a page is gone is not asked again', async () => {
    await follow('a')
    answers.set(url('a'), new FeedError({ kind: 'gone', status: 410, message: 'gone' }))
    await poll()
    expect((await feedOf('a')).health.state).toBe('gone')
    await poll(2000)
    expect(asked).toEqual([])
  })

  test('one who asks for time is given it', async () => {
    await follow('a')
    const retryAt = new Date(time.getTime() + 31 * 60_000).toISOString()
    answers.set(url('a'), new FeedError({ kind: 'status', status: 429, message: 'slow down', retryAt }))
    await poll()
    await poll(29)
    expect(asked).toEqual([])
    await poll()
    expect(asked).toEqual([url('a')])
  })

  test('one who asks for time is given it, though we never learned that we had written it down', async () => {
    await follow('a')
    const retryAt = new Date(time.getTime() + 31 * 60_000).toISOString()
    answers.set(url('a'), new FeedError({ kind: 'status', status: 429, message: 'slow down', retryAt }))
    const { read } = table.store.feeds
    table.store.feeds.read = async (feed, news) => {
      await read(feed, news)
      throw new Error('the answer was lost')
    }
    await expect(poll()).rejects.toThrow(/lost/)
    table.store.feeds.read = read
    await poll(29)
    expect(asked).toEqual([])
    await poll(2)
    expect(asked).toEqual([url('a')])
  })

  test('what one feed is told, its host is given: neither this run nor a later one asks for the others', async () => {
    await follow('a', 'b', 'other')
    await followAt('far', 'https://far.example/')
    answers.set('https://far.example/', page(['far']))
    for (const name of ['b', 'other']) answers.set(url(name), page([name]))
    const retryAt = new Date(time.getTime() + 31 * 60_000).toISOString()
    answers.set(url('a'), new FeedError({ kind: 'status', status: 503, message: 'slow down', retryAt }))
    await poll()
    expect(asked.sort()).toEqual(['https://far.example/', url('a')])
    for (let minute = 2; minute <= 30; minute++) {
      await poll()
      expect(asked).toEqual(['https://far.example/'])
    }
    answers.set(url('a'), page(['a']))
    await poll()
    expect(asked.sort()).toEqual(['https://far.example/', url('a'), url('b'), url('other')])
    expect((await feedOf('b')).health.state).toBe('ok')
  })

  test('who asks for time again and again does not keep its host’s other feeds from ever being read', async () => {
    await follow('a', 'b')
    answers.set(url('b'), page(['one']))
    for (const _ of [1, 2, 3]) {
      const retryAt = new Date(time.getTime() + 10 * 3_600_000).toISOString()
      answers.set(url('a'), new FeedError({ kind: 'status', status: 429, message: 'slow down', retryAt }))
      await poll(10 * 60)
    }
    expect(asked).toEqual([url('b'), url('a')])
    expect((await feedOf('b')).health.state).toBe('ok')
  })

  test('who has moved and asks for time there, is left alone there', async () => {
    await follow('a')
    await followAt('own', 'https://new.example/own')
    answers.set('https://new.example/own', page(['own']))
    answers.set(url('a'), page(['one'], { movedTo: 'https://new.example/a' }))
    for (const _ of [1, 2, 3]) await poll()
    const retryAt = new Date(time.getTime() + 31 * 60_000).toISOString()
    answers.set('https://new.example/a', new FeedError({ kind: 'status', status: 429, message: 'slow down', retryAt }))
    await poll()
    await poll()
    expect(asked).toEqual([])
  })

  test('where a redirect led to another host, that is the one that is left alone', async () => {
    await follow('a', 'b')
    await followAt('far', 'https://far.example/')
    for (const address of ['https://far.example/', url('b')]) answers.set(address, page(['one']))
    const retryAt = new Date(time.getTime() + 31 * 60_000).toISOString()
    const fault = { kind: 'status', status: 429, message: 'slow down', retryAt, host: 'far.example' } as const
    answers.set(url('a'), new FeedError(fault))
    await poll()
    await poll()
    expect(asked).toEqual([url('b')])
  })

  test('an address that redirects for good is taken at its word when that was seen three times in a row', async () => {
    const moved = page(['one'], { movedTo: 'https://new.example/a' })
    await follow('a')
    answers.set(url('a'), moved)
    answers.set('https://new.example/a', page(['one']))
    await poll()
    await poll()
    answers.set(url('a'), page(['one'])) // a slip: it begins anew
    await poll()
    answers.set(url('a'), moved)
    for (const _ of [1, 2, 3]) {
      await poll()
      expect(asked).toEqual([url('a')])
    }
    for (const _ of [1, 2]) {
      await poll()
      expect(asked).toEqual(['https://new.example/a'])
    }
    expect(calls).toEqual(SLOT_ONLY)
    expect((await feedOf('a')).url).toBe(url('a'))
  })

  test.each<[string, Answer]>([
    ['gone', new FeedError({ kind: 'gone', status: 410, message: 'gone' })],
    ['failing', new FeedError({ kind: 'timeout', message: 'slow' })],
    ['no feed', page([], { bytes: Buffer.from('<html><body>hello</body></html>') })],
  ])('and if it is %s there, its own address is asked again', async (_, answer) => {
    await follow('a')
    answers.set(url('a'), page(['one'], { movedTo: 'https://new.example/a' }))
    for (const _ of [1, 2, 3]) await poll()
    answers.set('https://new.example/a', answer)
    await poll()
    expect(asked).toEqual(['https://new.example/a'])
    expect((await feedOf('a')).health.state).toBe('failing')
    await poll(5)
    expect(asked).toEqual([url('a')])
    expect((await feedOf('a')).health.state).toBe('ok')
  })

  test('what has been waiting for too long is not asked at all', async () => {
    await follow('a')
    const period = seconds()
    time = new Date(time.getTime() + 181_000)
    await pollSlot({ slot: 0, period, everySeconds: 60 }, deps)
    expect(asked).toEqual([])
  })

  test('a host whose feeds hang is left in time; the rest is read when the slot is offered again', async () => {
    await follow('a', 'b', 'c')
    const hang = async () => {
      time = new Date(time.getTime() + 13_000)
      throw new FeedError({ kind: 'timeout', message: 'no answer' })
    }
    for (const name of ['a', 'b']) answers.set(url(name), hang)
    answers.set(url('c'), page(['one']))
    const period = seconds()
    const job = { slot: 0, period, everySeconds: 600 }
    await pollSlot(job, deps)
    expect(asked).toEqual([url('a'), url('b')])
    await pollSlot(job, deps)
    expect(asked).toEqual([url('a'), url('b'), url('c')])
    expect((await table.store.slots.list(1))[0]?.period).toBe(period)
  })

  test('a period is polled once', async () => {
    await follow('a')
    answers.set(url('a'), page(['one']))
    await poll()
    await poll(0)
    expect(asked).toEqual([])
  })
})

describe('what a feed lists', () => {
  test('is told apart by link or title where the publisher gives every item the same id', async () => {
    await follow('a')
    const item = (title: string) => ({ title, id: 'always the same' })
    const bytes = (...titles: readonly string[]) => Buffer.from(rss(titles.map(item)))
    answers.set(url('a'), page([], { bytes: bytes('two', 'one', 'one') }))
    await poll()
    expect(happenings.find(({ what }) => what === 'polled')).toMatchObject({ items: 2, news: 2 })
    answers.set(url('a'), page([], { bytes: bytes('three', 'two', 'one') }))
    await poll()
    expect(happenings.findLast(({ what }) => what === 'polled')).toMatchObject({ items: 3, news: 1 })
  })

  test('is a gap if nothing of it is known', async () => {
    await follow('a')
    answers.set(url('a'), page(['two', 'one']))
    await poll()
    answers.set(url('a'), page(['three', 'two']))
    await poll()
    expect((await feedOf('a')).health.gaps).toBe(0)
    answers.set(url('a'), page(['nine', 'eight']))
    await poll()
    expect((await feedOf('a')).health.gaps).toBe(1)
    expect(happenings.filter(({ what }) => what === 'gap')).toHaveLength(1)
  })

  test('is recorded item by item, but for what it listed before', async () => {
    await follow('a')
    answers.set(url('a'), page(['two', 'one']))
    await poll()
    answers.set(url('a'), page(['three', 'two', 'one']))
    await poll()
    expect(calls).toEqual(['UpdateItemCommand', 'PutItemCommand', ...SLOT_ONLY])
  })

  test('is not undone by a worker that comes late', async () => {
    await follow('a')
    answers.set(url('a'), page(['one']))
    await poll()
    answers.set(url('a'), async () => {
      const feed = await feedOf('a') // somebody else reads it while we wait for the publisher
      await table.store.feeds.read(feed, { ...feed, title: 'Newer' })
      return page(['two', 'one'])
    })
    await poll()
    expect(await feedOf('a')).toMatchObject({ title: 'Newer' })
    expect((await feedOf('a')).seen).toHaveLength(1) // so "two" is looked at again, and is known
  })
})
