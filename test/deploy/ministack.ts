import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { eventually, REGION, shell } from './run.ts'

/** Why the proof cannot run here; null if it can. */
export function whyNot(): string | null {
  const found = spawnSync('ministack', ['--help'], { env: shell('') })
  return found.status === 0 ? null : 'MiniStack is not installed: pip install -r .ci/requirements.txt'
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}

/**
 * AWS in a process on loopback (a Python package), with nothing in it. It starts a process for each Lambda; all of them
 * are one group, and end with it, however the test ends.
 */
export async function startMiniStack() {
  const folder = mkdtempSync(join(tmpdir(), 'news-alerts-deploy-'))
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const log = join(folder, 'ministack.log')
  const file = openSync(log, 'w')
  const { AWS_ENDPOINT_URL: _, ...env } = shell(endpoint)
  const here = { GATEWAY_PORT: String(port), BIND_HOST: '127.0.0.1', TMPDIR: folder }
  const child = spawn('ministack', [], { env: { ...env, ...here }, detached: true, stdio: ['ignore', file, file] })
  const end = () => {
    if (child.pid !== undefined) endGroup(child.pid)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const leave = () => process.exit(1)
  process.once('exit', end)
  for (const signal of ENDS) process.once(signal, leave)
  await eventually('MiniStack', 60, () =>
    fetch(`${endpoint}/_ministack/health`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  /** What each function printed, by the name of its log. */
  async function printed(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { logGroups } = await askLogs(endpoint, 'DescribeLogGroups', {})
    const lines = logGroups.map(async ({ logGroupName }) => {
      const { events } = await askLogs(endpoint, 'FilterLogEvents', { logGroupName })
      return [
        logGroupName,
        events.map(({ message }) => message).filter(line => !/^(START|END|REPORT) /.test(line)),
      ] as const
    })
    return new Map(await Promise.all(lines))
  }
  return {
    ...{ endpoint, folder },
    printed,
    /** Says all that is known of what went wrong, or nobody would ever know why. */
    async explain() {
      console.log(readFileSync(log, 'utf8').slice(-4000))
      for (const [name, lines] of await printed()) console.log(`== ${name}\n${lines.slice(-12).join('\n')}`)
    },
    stop() {
      for (const signal of ENDS) process.off(signal, leave)
      end()
    },
  }
}

/** How a test is ended from outside: by the terminal, by whoever runs it, by the death of the runner. */
const ENDS = ['SIGINT', 'SIGTERM', 'disconnect'] as const

function endGroup(pid: number) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // it is gone already
  }
}

const Logs = z.object({
  logGroups: z.array(z.object({ logGroupName: z.string() })).default([]),
  events: z.array(z.object({ message: z.string() })).default([]),
})

/** Two questions are not worth a client of their own. The region is read from the credential; nobody checks the rest. */
async function askLogs(endpoint: string, action: string, input: object) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/logs/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  })
  return Logs.parse(await answer.json())
}
