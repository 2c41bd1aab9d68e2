/** `measure.ts KIND QUERIES TEXTS`: prints the figures of one way of matching as a row of JSON. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { readQueries, readTexts } from './data.ts'
import type { Engine, Kind } from './engine.ts'
import { kindOf } from './kinds.ts'
import { COUNTED, type Row, RUN_MS, RUNS } from './row.ts'

const MOST_MS = 60_000

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Megabytes in use, without what nobody holds any more. */
function memory(): number {
  // V8 lets go of the compiled code that starting left behind only after several rounds.
  for (let round = 0; round < 10; round++) globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

/** How often the queries hold of the texts; null if that takes more than a minute. */
function count(engine: Engine, texts: readonly string[]): number | null {
  const until = performance.now() + MOST_MS
  let hits = 0
  for (const text of texts) {
    hits += engine.hits(text)
    if (performance.now() > until) return null
  }
  return hits
}

/** Texts a second, in a run that begins with the first and goes round. */
function rate(engine: Engine, texts: readonly string[]): number {
  const [start, until] = [cpuMs(), performance.now() + RUN_MS]
  let done = 0
  while (performance.now() < until) engine.hits(texts[done++ % texts.length] ?? '')
  return (done * 1000) / (cpuMs() - start)
}

// A function of its own: V8 may hold a value that has no name for as long as the function runs that made it.
const prepared = (kind: Kind, of: string): string[] => readTexts(of).map(kind.prepare)

/** Time to be ready from what was saved, in a new process, as a program that starts would be. */
function readyMs(name: string, stored: Uint8Array): number {
  const command = ['--import', 'tsx', join(import.meta.dirname, 'ready.ts'), name]
  return Number(execFileSync(process.execPath, command, { input: stored, encoding: 'utf8' }))
}

function measure(name: string, size: number, of: string): Row {
  const kind = kindOf(name)
  const texts = prepared(kind, of)
  const before = memory()
  const queries = readQueries(size)
  const start = cpuMs()
  const engine = kind.open(queries)
  const compileSeconds = (cpuMs() - start) / 1000
  const hits = count(engine, texts.slice(0, COUNTED))
  queries.length = 0 // what the engine keeps of them is the engine's
  const megabytes = memory() - before
  const [, ...rates] = Array.from({ length: RUNS + 1 }, () => rate(engine, texts))
  const perSecond = rates.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN
  const stored = engine.save?.()
  return { perSecond, compileSeconds, readyMs: stored ? readyMs(name, stored) : null, megabytes, hits }
}

const [, , name = '', size, texts = ''] = process.argv
console.log(JSON.stringify(measure(name, Number(size), texts)))
