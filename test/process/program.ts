import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const LAUNCHER = join(import.meta.dirname, '..', '..', 'cli', 'news-alerts.js')
/** A program that has said nothing for so long will not say it. Generous: the machine may be busy. */
const PATIENCE_SECONDS = 45

// Node reads the extra certificates at every start, which takes as long as the rest of it.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env
const env = { ...inherited, NO_COLOR: '1' }

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL') // the runner has had enough of us
})

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The program as a user starts it: a process of its own. */
export function program(args: readonly string[], cwd?: string, more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', text => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', text => (said.err += text))
  let end: Exit | null = null
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      children.delete(child)
      end = { code, signal }
      resolve(end)
    })
  })
  const says = async (pattern: RegExp, seconds = PATIENCE_SECONDS): Promise<RegExpExecArray> => {
    const all = () => `${said.out}\n${said.err}`
    await until(
      () => pattern.test(all()) || end !== null,
      seconds,
      () => `${pattern} in:\n${all()}`,
    )
    const match = pattern.exec(all())
    if (!match) throw new Error(`it ended (${JSON.stringify(end)}) without ${pattern}:\n${all()}`)
    return match
  }
  return {
    said,
    exited,
    /** Waits until it has printed this. @throws if it ends before, or takes too long */
    says,
    /** The address of its page, once it is up. */
    url: async () => (await says(/Watch it at (http:\S+)/))[1] ?? '',
    /** Sends a signal and waits for the end. */
    async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Exit> {
      child.kill(signal)
      return exited
    },
  }
}

export type Program = ReturnType<typeof program>

/** A command that ends by itself. */
export async function command(args: readonly string[], cwd?: string, more: Record<string, string> = {}) {
  const { said, exited } = program(args, cwd, more)
  const { code } = await exited
  return { ...said, code }
}

/** Ends what a failed test has left running. */
export async function endAll(): Promise<void> {
  await Promise.all(
    [...children].map(child => {
      child.kill('SIGKILL')
      return new Promise(resolve => child.once('close', resolve))
    }),
  )
}

/** Polls until it is so. @throws after `seconds`, saying what was waited for */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  seconds: number,
  what: () => string,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still waiting for ${what()}`)
    await sleep(5)
  }
}
