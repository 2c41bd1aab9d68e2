import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFeed } from '../../shared/feed/read.ts'

const data = process.env['NEWS_ALERTS_DATA']
const skip = data === undefined && process.env['REQUIRE_ALL'] !== '1'
if (skip) console.log('captured feeds not read: NEWS_ALERTS_DATA does not say where they are')

test.skipIf(skip)('every feed captured from a real site is read', async () => {
  const folder = join(data ?? 'NEWS_ALERTS_DATA is not set', 'data', 'feeds')
  const index: { file: string; url: string; headers: Record<string, string> }[] = JSON.parse(
    readFileSync(join(folder, 'index.json'), 'utf8'),
  )
  expect(index.length).toBe(readdirSync(folder).filter(name => !/^(index\.json|README\.md)$/.test(name)).length)
  for (const { file, url, headers } of index) {
    const { items } = await readFeed(readFileSync(join(folder, file)), headers, url || 'https://example.org/feed')
    expect(items, file).toBeInstanceOf(Array)
    for (const { link } of items) expect(link ?? 'https://', file).toMatch(/^https?:\/\//)
  }
})
