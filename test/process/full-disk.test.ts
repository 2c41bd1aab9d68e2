import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { randomFrom } from './load.ts'
import { endAll, until } from './program.ts'
import { baselined, finish, openScene, quietest } from './scene.ts'
import { expectToldOnce, told } from './told.ts'

vi.setConfig({ testTimeout: 240_000 })

const BLOCK = Buffer.alloc(4096)
const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  await endAll()
  for (const end of cleanUp.splice(0).reverse()) await end()
})

/** A disk of 3 MB, or why there is none. */
function mountDisk(): { readonly disk: string } | { readonly reason: string } {
  const disk = mkdtempSync(join(tmpdir(), 'news-alerts-disk-'))
  cleanUp.push(() => rmdirSync(disk))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk], { stdio: 'pipe' })
  } catch (error) {
    return { reason: `no disk can be mounted here (that takes root): ${String(error)}` }
  }
  cleanUp.push(() => execFileSync('umount', ['--lazy', disk]))
  return { disk }
}

/** Writes until nothing more fits. @returns how to make room */
function fill(disk: string): () => void {
  const filler = join(disk, 'filler')
  try {
    for (;;) appendFileSync(filler, BLOCK)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  }
  return () => rmSync(filler)
}

test('on a full disk it says so and ends; with room again, everything is told', async context => {
  const mounted = mountDisk()
  if ('reason' in mounted && process.env['REQUIRE_ALL'] !== '1') {
    console.log(`skipped: ${mounted.reason}`)
    return context.skip(mounted.reason)
  }
  if ('reason' in mounted) throw new Error(mounted.reason)
  const scene = await openScene(randomFrom(7), 20, join(mounted.disk, 'data'))
  cleanUp.push(scene.close)
  const { load, mailbox } = scene
  const first = scene.start()
  await baselined(first)
  const early = load.event(quietest(mailbox))
  await until(
    () => mailbox.deliveries.some(({ titles }) => titles.includes(early)),
    90,
    () => early,
  )

  const stirring = setInterval(() => load.event(quietest(mailbox)), 500)
  cleanUp.push(() => clearInterval(stirring))
  const makeRoom = fill(mounted.disk)
  expect(await first.exited).toEqual({ code: 1, signal: null })
  expect(first.said.err).toMatch(/^Stopped: the disk that holds \S+data is full\. Nothing is lost: make room and start/)

  const refused = scene.start()
  expect(await refused.exited).toEqual({ code: 1, signal: null })
  expect(refused.said.err).toMatch(/^Not started: the disk that holds \S+data is full\./)

  clearInterval(stirring)
  makeRoom()
  await finish(scene.start(), scene)
  const { counts, routes } = await told(scene)
  console.log(`a disk that was full: ${counts}`)
  expectToldOnce(routes, scene)
})
