import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { bundling, type Entry } from '../../infra/bundle.ts'

const ENTRIES: readonly Entry[] = ['dispatch', 'poll', 'alert', 'api', 'authorize', 'apply', 'reconcile']
const folder = mkdtempSync(join(tmpdir(), 'news-alerts-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Every file of a bundle, by name. */
function built(entry: Entry, place: string) {
  const outdir = join(folder, place)
  const { metafile } = buildSync(bundling(entry, outdir))
  const texts = readdirSync(outdir).map((name): [string, string] => [name, readFileSync(join(outdir, name), 'utf8')])
  return { outdir, metafile, texts: Object.fromEntries(texts) }
}

const digests = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')])

describe.each(ENTRIES)('the bundle of %s', entry => {
  const first = built(entry, `${entry}-1`)

  test('is the same wherever it is made, and names no folder of this machine', () => {
    const { texts } = built(entry, `elsewhere-${entry}`)
    expect(digests(texts)).toEqual(digests(first.texts))
    expect(Object.values(texts).filter(text => text.includes(process.cwd()) || text.includes(folder))).toEqual([])
  })

  test('brings everything it needs', () => {
    const outside = Object.values(first.metafile?.outputs ?? {}).flatMap(({ imports }) =>
      imports.flatMap(({ path, external }) => (external ? path.replace('node:', '') : [])),
    )
    expect(outside.filter(name => !builtinModules.includes(name))).toEqual([])
  })

  test("starts without settings, clients or network, which are its first call's", async () => {
    const { handler } = await import(pathToFileURL(join(first.outdir, 'index.mjs')).href)
    expect(handler).toBeTypeOf('function')
  })
})

test('poll starts with 400 KB at most; what it seldom needs is loaded when it is needed', () => {
  const { metafile } = buildSync({ ...bundling('poll', 'out'), write: false })
  const outputs = metafile?.outputs ?? {}
  const eager = new Set<string>()
  const load = (name: string) => {
    eager.add(name)
    for (const { path, kind, external } of outputs[name]?.imports ?? [])
      if (kind === 'import-statement' && !external && !eager.has(path)) load(path)
  }
  load('out/index.mjs')
  const bytes = [...eager].reduce((sum, name) => sum + (outputs[name]?.bytes ?? 0), 0)
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThan(400_000)
})
