import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { type Debts, inFolder, sum } from './debts.ts'
import { randomFrom } from './load.ts'
import { endAll, type Program, until } from './program.ts'
import { askStories, baselined, finish, openScene, quietest, type Scene } from './scene.ts'
import { expectToldOnce, told } from './told.ts'

/** Where in an event's way the program dies; mostly where something is owed for certain. */
type Moment = 'matched' | 'owing' | 'mailed' | 'whenever' | 'starting'
const times = (n: number, moment: Moment): Moment[] => Array.from({ length: n }, () => moment)
const KILLS = [
  ...times(2, 'matched'), // the article is recorded, its story perhaps made
  ...times(5, 'owing'), // some of a burst's alerts are recorded
  ...times(5, 'mailed'), // the server has the mail; the program may not have heard so
  ...times(1, 'whenever'),
  ...times(2, 'starting'), // in the middle of its own repairs
]
const LEAST_OWED = 10
/** How long the mail server lets a sender wait: the time in which an outcome is unknown. */
const ANSWERS_AFTER_MS = 100
/** A kill comes at random up to so long after its moment. */
const LATEST_MS = { matched: 250, owing: 150, mailed: 1.5 * ANSWERS_AFTER_MS, whenever: 2_000, starting: 1_000 }
const STIR_MS = 250

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const diary: string[] = []
let scene: Scene
afterEach(async () => {
  console.log(diary.join('\n'))
  await endAll()
  await scene.close()
})

/** Waits for a moment, but not for ever: a route may have to wait for the next minute, and is killed all the same. */
const soon = (isSo: () => boolean | Promise<boolean>) => until(isSo, 12, () => 'the moment').catch(() => undefined)

/** Publishes an event, waits for its moment, and kills. @returns how long after the moment, in milliseconds */
async function killAt(moment: Moment, running: Program): Promise<number> {
  const { random, load, mailbox } = scene
  const delayMs = Math.floor(random() * LATEST_MS[moment])
  const url = moment === 'starting' ? '' : await running.url()
  const known = moment === 'owing' ? await askStories(url) : []
  const channel = quietest(mailbox)
  const title = load.event(channel)
  if (moment === 'owing') for (let n = 0; n < 6; n++) load.event(channel)
  if (moment === 'owing') await soon(async () => (await askStories(url)).some(id => !known.includes(id)))
  if (moment === 'matched') await running.says(new RegExp(`matched .*${title}`))
  if (moment === 'mailed') await soon(() => mailbox.deliveries.some(({ titles }) => titles.includes(title)))
  await sleep(delayMs)
  expect(await running.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
  return delayMs
}

/** @returns what each kill left open, and the program that came after the last */
async function killAgainAndAgain(): Promise<{ left: Debts[]; running: Program }> {
  const moments = KILLS.map(moment => ({ moment, at: scene.random() })).sort((a, b) => a.at - b.at)
  const left: Debts[] = []
  let running = scene.start()
  await baselined(running)
  const stirring = setInterval(scene.load.stir, STIR_MS)
  try {
    for (const { moment } of moments) {
      const delayMs = await killAt(moment, running)
      const debts = await inFolder(scene.data, async (_, debts) => debts)
      left.push(debts)
      diary.push(
        `kill ${left.length}: ${moment} + ${delayMs} ms, left open: ${JSON.stringify(debts).replace(/"/g, '')}`,
      )
      running = scene.start()
    }
  } finally {
    clearInterval(stirring)
  }
  return { left, running }
}

test(`killed ${KILLS.length} times under load, it loses nothing, and repeats only what nobody knows the outcome of`, async () => {
  diary.push(`SEED=${seed}`)
  const startedAt = Date.now()
  scene = await openScene(randomFrom(seed), ANSWERS_AFTER_MS)
  const { left, running } = await killAgainAndAgain()
  await finish(running, scene)

  const owed = left.filter(debts => sum(debts) > 0).length
  const { counts, routes } = await told(scene)
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  diary.push(`SEED=${seed}: ${left.length} kills, ${owed} while something was owed; ${counts}; ${seconds} s`)
  expectToldOnce(routes, scene)
  expect(owed).toBeGreaterThanOrEqual(LEAST_OWED)
}, 400_000)
