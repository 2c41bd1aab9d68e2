import { existsSync } from 'node:fs'
import * as z from 'zod'
import { findRunning } from '../local/running.ts'
import { printable } from '../local/terminal.ts'
import { Failure } from './failure.ts'

const FOLDERS = ['.news-alerts', '.news-alerts-sample']

/** Where a command finds what it asks about: a folder of this machine or a stack on AWS. */
export interface Where {
  readonly data?: string
  readonly stack?: string
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With its query. */
  readonly path: string
  /** JSON, or a topic as it is written; null if nothing is sent. */
  readonly body: string | null
}

/** Whoever is asked, over whatever lies between. */
export type Send = (request: Request) => Promise<Response>

/**
 * @param body what is sent as JSON; a text as it is
 * @returns the answer's JSON
 * @throws Failure with the site's own words; 2 if what was asked is wrong, 1 if it failed
 */
export type Ask = (method: Request['method'], path: string, body?: unknown) => Promise<unknown>

/** Asks the site one thing. */
export const ask = (where: Where, ...question: Parameters<Ask>): Promise<unknown> =>
  asking(where, ask => ask(...question))

/**
 * Opens the site for several questions: the stack's, the running program's, or that of the files themselves.
 * @throws Failure if it cannot be reached
 */
export async function asking<T>({ data, stack }: Where, work: (ask: Ask) => Promise<T>): Promise<T> {
  if (data !== undefined && stack !== undefined)
    throw new Failure(2, '--data names a folder of this machine and --stack a stack on AWS: give one of them.')
  if (stack !== undefined) return work(through(await (await import('./stack.ts')).openStack(stack)))
  const folder = folderOf(data)
  const running = await findRunning(folder)
  if (running) return work(through(request => askProgram(running, request)))
  return (await import('./files.ts')).withFiles(folder, send => work(through(send)))
}

const through =
  (send: Send): Ask =>
  async (method, path, body) => {
    const said = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await send({ method, path, body: said })
    if (!answer.ok) throw new Failure(answer.status < 500 ? 2 : 1, await reason(answer))
    return answer.json()
  }

/** The data folder that is meant: the one that is named, else the first usual one there is. */
function folderOf(named: string | undefined): string {
  const folder = named ?? FOLDERS.find(existsSync)
  if (folder && existsSync(folder)) return folder
  throw new Failure(
    2,
    `There is no data folder ${named ?? 'here'}; start the program first, or name one with --data DIR.`,
  )
}

async function askProgram(running: { readonly url: string; readonly secret: string }, { method, path, body }: Request) {
  const headers = { authorization: `Bearer ${running.secret}`, 'content-type': 'application/json' }
  return fetch(running.url + path, { method, headers, body }).catch(({ cause }) => {
    throw new Failure(1, `The program at ${running.url} did not answer: ${cause}`)
  })
}

const Problem = z.object({ detail: z.string() })

/** RFC 9457; its words may hold a stranger's. */
async function reason(answer: Response): Promise<string> {
  const problem = Problem.safeParse(await answer.json().catch(() => null))
  if (!problem.success) return `The answer was ${answer.status}, without a reason.`
  return problem.data.detail.split('\n').map(printable).join('\n')
}
