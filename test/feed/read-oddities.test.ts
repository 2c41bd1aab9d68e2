import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod'
import type { FeedItem } from '../../shared/feed/document.ts'
import { readFeed } from '../../shared/feed/read.ts'
import { broken } from './invariants.ts'

const folder = new URL('../feeds/', import.meta.url)
const oddities = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.(xml|feed)$/.test(name))

/** See the README of that folder. */
const Expectation = z.looseObject({
  source: z.string().regex(/^(spec: |feedparser agrees|exception: )/),
  headers: z.record(z.string(), z.string()).default({}),
  refused: z.string().optional(),
  gap: z.string().optional(),
})

// Each pair was written by hand: what a publisher sends, and the part that matters of what a reader should see.
test.each(oddities)('%s', async name => {
  const json = readFileSync(new URL(name.replace(/\.\w+$/, '.json'), folder), 'utf8')
  const { source: _, headers, refused, gap, ...expected } = Expectation.parse(JSON.parse(json))
  let listed: readonly FeedItem[] = []
  const bytes = readFileSync(new URL(name, folder))
  const reading = readFeed(bytes, headers, 'https://example.org/feed', items => {
    listed = items
    return items
  })
  if (refused !== undefined) return await expect(reading).rejects.toMatchObject({ fault: { kind: refused } })
  const feed = await reading
  if (gap === undefined) expect(feed).toMatchObject(expected)
  expect(broken(feed)).toEqual([])
  expect(feed.items).toEqual(listed)
})
