/**
 * What documents made to harm a reader cost it: processor seconds, and the most memory of a process of its own (of which
 * Node and tsx take what the first row says).
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { ATTACKS } from '../test/feed/attacks.ts'

const Outcome = z.object({ said: z.string(), cpuSeconds: z.number(), peakMegabytes: z.number() })
const folder = mkdtempSync(join(tmpdir(), 'attacks-'))

function rowOf(name: string, bytes: Uint8Array): string {
  const file = join(folder, 'document')
  writeFileSync(file, bytes)
  const command = ['--max-old-space-size=256', '--import', 'tsx', 'test/feed/attacked.ts', file]
  const line = execFileSync(process.execPath, command, { timeout: 60_000, encoding: 'utf8' })
  const { said, cpuSeconds, peakMegabytes } = Outcome.parse(JSON.parse(line))
  const over = cpuSeconds < 2 && peakMegabytes < 256 ? '' : ' (over)'
  return `| ${name} | ${(bytes.length / 1e6).toFixed(1)} | ${cpuSeconds.toFixed(2)} | ${peakMegabytes.toFixed(0)}${over} | ${said} |`
}

console.log('| attack | MB | CPU seconds | peak MB | what came of it |\n|---|---|---|---|---|')
for (const [name, make] of ATTACKS) console.log(rowOf(name, make()))
rmSync(folder, { recursive: true })
