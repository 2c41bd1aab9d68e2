/**
 * `npm run fuzz -- --seconds N [--seed S]`: reads feeds that were damaged at random. Each must end soon, throw nothing but
 * a FeedError, keep the promises of its type and read the same twice. What does not is saved, once for each complaint.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { openCases } from './fuzz/cases.ts'

/** The worker itself says what took two seconds; this is for what never comes back. */
const HUNG_MS = 20_000
/** Which case, and what is wrong with it; null before it is read. */
const Progress = z.tuple([z.number(), z.array(z.string()).nullable()])

const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1e6)
const until = Date.now() + Number(values.seconds ?? 60) * 1000
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
const found = new Set<string>()
let read = 0

function save(n: number, complaint: string): void {
  if (found.has(complaint)) return
  found.add(complaint)
  const { bytes, headers } = openCases(seed)(n)
  const file = join(folder, `${n}.xml`)
  writeFileSync(file, bytes)
  console.log(`case ${n}: ${complaint}\n  ${file} ${JSON.stringify(headers)}`)
}

/** Works from this case on. @returns the case to go on with: a process that hangs or dies gives its place to another */
const work = (from: number): Promise<number> =>
  new Promise(done => {
    let [at, since] = [from, Date.now()]
    const execArgv = ['--max-old-space-size=256', '--import', 'tsx']
    const worker = fork(join(import.meta.dirname, 'fuzz/worker.ts'), [`${seed}`, `${from}`], { execArgv })
    const watch = setInterval(() => {
      if (Date.now() > until) worker.kill('SIGTERM')
      else if (Date.now() - since > HUNG_MS) worker.kill('SIGKILL')
    }, 200)
    worker.on('message', message => {
      const [n, complaints] = Progress.parse(message)
      ;[at, since] = [n, Date.now()]
      if (complaints !== null) read++
      for (const complaint of new Set(complaints)) save(n, complaint)
    })
    worker.on('exit', (code, signal) => {
      clearInterval(watch)
      if (signal !== 'SIGTERM') save(at, signal === 'SIGKILL' ? 'hangs' : `ended the process: ${code ?? signal}`)
      done(at + 1)
    })
  })

for (let next = 0; Date.now() < until; ) next = await work(next)
console.log(`${read} documents read, each twice; seed ${seed}; ${found.size === 0 ? 'nothing found' : `see ${folder}`}`)
process.exitCode = found.size === 0 ? 0 : 1
