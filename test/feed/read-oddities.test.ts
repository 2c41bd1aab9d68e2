import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFeed } from '../../shared/feed/read.ts'

const folder = new URL('../feeds/', import.meta.url)
const oddities = readdirSync(folder)
  .filter(name => name.endsWith('.xml'))
  .map(name => name.replace(/\.xml$/, ''))

// Each pair was written by hand: what a publisher sends, and the part that matters of what a reader should see.
test.each(oddities)('%s', async name => {
  const bytes = readFileSync(new URL(`${name}.xml`, folder))
  const expected: object = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
  expect(await readFeed(bytes, {}, 'https://example.org/feed')).toMatchObject(expected)
})
