import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { readFeed } from '../../shared/feed/read.ts'

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
  const reading = readFeed(readFileSync(new URL(name, folder)), headers, 'https://example.org/feed')
  if (refused !== undefined) return await expect(reading).rejects.toMatchObject({ fault: { kind: refused } })
  expect(await reading).toMatchObject(gap === undefined ? expected : { items: expect.any(Array) })
})
