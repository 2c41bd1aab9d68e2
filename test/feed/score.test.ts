import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import * as z from 'zod'

const data = process.env['NEWS_ALERTS_DATA']
const skip = data === undefined && process.env['REQUIRE_ALL'] !== '1'
if (skip) console.log('the reader is not scored: NEWS_ALERTS_DATA does not say where the cases are')

const Scored = z.object({ head: z.object({ cases: z.int(), pass: z.int(), threw: z.int() }) })

test.skipIf(skip)(
  'of 1,920 cases of ten feed readers 99.5 % are read right, and none fails',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'news-alerts-score-'))
    try {
      const [score, out] = [join(data ?? '', 'feed-score', 'score.mjs'), join(folder, 'score.json')]
      const args = ['--import', 'tsx', score, join('bench', 'feed-score.mjs'), '--quiet', '--json', out]
      await promisify(execFile)(process.execPath, args)
      const { head } = Scored.parse(JSON.parse(readFileSync(out, 'utf8')))
      expect(head).toMatchObject({ cases: 1920, threw: 0 })
      expect(head.pass).toBeGreaterThanOrEqual(0.995 * head.cases)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)
