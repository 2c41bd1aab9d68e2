import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { diskTrouble } from '../local/disk.ts'
import { readConfigText } from '../local/files.ts'
import { run } from '../local/main.ts'
import { openNewsdesk } from '../local/newsdesk.ts'
import { sampleConfig } from '../local/newsroom/sample.ts'
import { announce, withdraw } from '../local/running.ts'
import { claim, FolderTaken, isDamage } from '../local/table.ts'
import { printTo } from '../local/terminal.ts'
import { inWords } from '../web/applied.ts'
import { checkedConfig, configPath, dataFolder } from './config.ts'
import { Failure } from './failure.ts'
import { damaged, refuse } from './folder.ts'

interface Options {
  readonly config?: string
  readonly data?: string
  readonly port: string
}

const SLOW_MS = 2_000
const now = () => new Date()

/** Runs until it is told to stop. @throws Failure for whatever keeps it from starting */
export async function start(options: Options): Promise<void> {
  const port = readPort(options.port)
  const path = configPath(options.config)
  const checked = path === null ? null : checkedConfig(path)
  const folder = resolve(dataFolder(options.data, path === null))
  await mkdir(folder, { recursive: true }).catch(error => {
    throw new Failure(1, `The data folder ${folder} cannot be made: ${error.message}`)
  })
  const failed = failureIn(folder)
  await claim(folder).catch(error => notStarted(error, folder)) // before the newsroom of whoever has it is moved
  const newsdesk = checked === null ? await openNewsdesk(folder, now, failed) : null
  const configuration = checked ?? sample(newsdesk)
  const secret = randomBytes(24).toString('base64url')
  const log = printTo(line => console.log(line), now)
  const slow = setTimeout(() => console.log('Putting the table in order …'), SLOW_MS)
  const running = await run({ folder, port, configuration, read: checkedConfig, secret, log, failed }).catch(error =>
    notStarted(error, folder),
  )
  clearTimeout(slow)
  await announce(folder, { pid: process.pid, url: running.url, secret })
  greet(running, port, path)
  const close = newsdesk?.open()
  await stopSignal()
  console.log('\nStopping: what is under way is finished first.')
  await close?.()
  await running.stop()
  await withdraw(folder)
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port >= 0 && port <= 65_535) return port
  throw new Failure(2, `--port ${text}: a port is a number from 0 to 65535.`)
}

function sample(newsdesk: Awaited<ReturnType<typeof openNewsdesk>> | null) {
  const read = newsdesk && readConfigText(sampleConfig(newsdesk.newsroom))
  if (!read?.ok) throw new Error(`the sample newsroom's configuration does not hold: ${JSON.stringify(read)}`)
  return read.configuration
}

const again = 'Nothing is lost: make room and start again.'

/** Our own failure is said and tried again; a full disk ends the program, for nothing can be kept any more. */
function failureIn(folder: string) {
  // The table throws what it cannot write past everybody who waits for it: they would wait for ever.
  process.on('uncaughtException', error => {
    const trouble = diskTrouble(folder)
    if (trouble) console.error(`Stopped: ${trouble}. ${again}`)
    else if (isDamage(error)) console.error(`Stopped: ${damaged(folder)}`)
    else console.error(`Stopped: ${error.stack}\nNothing is lost: start again.`)
    process.exit(1)
  })
  return (error: unknown) => {
    const trouble = diskTrouble(folder)
    console.error(trouble ? `Stopped: ${trouble}. ${again}` : `error    ${String(error)}`)
    if (trouble) process.exit(1)
  }
}

function notStarted(error: unknown, folder: string): Promise<never> {
  const trouble = error instanceof FolderTaken ? null : diskTrouble(folder) // another's folder is not written
  if (trouble) throw new Failure(1, `Not started: ${trouble}. ${again}`)
  return refuse(error, folder)
}

function greet(running: Awaited<ReturnType<typeof run>>, wanted: number, path: string | null): void {
  const { url, port, applied } = running
  if (port !== wanted && wanted !== 0) console.log(`Port ${wanted} is taken; this is ${port} instead.`)
  if (path === null) console.log('No news-alerts.yaml here: this is the sample newsroom, invented news from six feeds.')
  console.log(`${inWords(applied)}.\nWatch it at ${url}  (Ctrl-C stops)`)
}

/** A second signal, of either kind, does not wait. */
function stopSignal(): Promise<void> {
  return new Promise(stop => {
    let told = false
    const onSignal = () => {
      if (told) process.exit(1)
      told = true
      stop()
    }
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  })
}
