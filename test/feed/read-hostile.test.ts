import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readFeed } from '../../shared/feed/read.ts'
import { ATTACKS } from './attacks.ts'

const Outcome = z.object({ first: z.string().nullable(), said: z.string() })
let lines: string[] = []
let errors = ''

/** All in one process that has little memory; what kills it leaves no line, nor does what comes after. */
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-'))
  const files = [...ATTACKS.values()].map((make, at) => {
    writeFileSync(join(folder, `${at}`), make())
    return join(folder, `${at}`)
  })
  const command = ['--max-old-space-size=256', '--import', 'tsx', join(import.meta.dirname, 'attacked.ts'), ...files]
  const child = spawn(process.execPath, command, { timeout: 170_000, killSignal: 'SIGKILL' })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  rmSync(folder, { recursive: true })
  lines = out.trim().split('\n')
  errors = err
}, 180_000)

// Each of these held some reader for seconds, filled its memory or blew its stack.
test.each([...ATTACKS.keys()].map((name, at) => [name, at] as const))('%s: it ends, and no harm done', (_, at) => {
  const line = lines[at]
  if (!line) expect.fail(`the reader died of it, or before:\n${errors}`)
  const { first, said } = Outcome.parse(JSON.parse(line))
  expect(said).toMatch(/^(?:items: |not a feed: |malformed: (?!cannot))/)
  expect(first ?? '').toMatch(/^(?:Before|After|One of many|$)/)
})

const channel = (items: string) => `<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`

test.each([
  ['RSS', channel('<item><title>One of many</title></item>'.repeat(100_000))],
  ['JSON', JSON.stringify({ title: 'T', items: Array.from({ length: 100_000 }, () => ({ title: 'One of many' })) })],
])('a feed of 100,000 items in %s shows its first 2,000, and says so', async (_, document) => {
  const { items, mended } = await readFeed(new TextEncoder().encode(document), {}, 'https://example.org/feed')
  expect(items).toHaveLength(2000)
  expect(mended).toBe('too long: read 2000 of about 100000 items')
})

test('of a document larger than is ever fetched the beginning is read', async () => {
  const document = channel(`<item><title>First</title></item>${' '.repeat(6_000_000)}<item><title>Last</title></item>`)
  const { items, mended } = await readFeed(new TextEncoder().encode(document), {}, 'https://example.org/feed')
  expect(items.map(({ title }) => title)).toEqual(['First'])
  expect(mended).toBe('breaks off in the middle')
})
