import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const ROOT = join(import.meta.dirname, '..', '..')
export const REGION = 'eu-west-1' // not the one that SDK and MiniStack fall back to

/** Nothing of this machine's own account gets into a child, and no certificates, which slow every start of Node. */
function withoutAccount({ NODE_EXTRA_CA_CERTS: _, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS|CDK)_/.test(name)))
}

/** What a user's shell has on a machine that may deploy: dummy credentials, a region, and where AWS is. */
export const shell = (endpoint: string): NodeJS.ProcessEnv => ({
  ...withoutAccount(process.env),
  ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: REGION, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  ...{ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' },
  ...{ AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', NO_COLOR: '1' },
})

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a command of the checkout to its end. */
export async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', text => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', text => (said.err += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { ...said, code }
}

/** Asks until there is an answer. @throws after `seconds`, with what was waited for and what was wrong last */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | null | false>): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== false) return answer
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still waiting for ${what}`)
    await sleep(200)
  }
}
