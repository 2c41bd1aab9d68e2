import { afterEach, expect, test, vi } from 'vitest'
import { command, endAll, program, until } from './program.ts'
import { askMessages, openFolder } from './scene.ts'

vi.setConfig({ testTimeout: 180_000 })

let remove = async () => {}
afterEach(async () => {
  await endAll()
  await remove()
})

/** The promise of the first page of the manual: an alert within a minute. */
const SECONDS = 60

test('start, with no file at all, shows a first alert within a minute, and a restart repeats nothing', async () => {
  const made = await openFolder()
  remove = made.remove
  const start = () => program(['start', '--port', '0'], made.folder)
  const sentIn = async (url: string) => (await askMessages(url)).filter(({ state }) => state === 'sent')

  const first = start()
  const url = await first.url()
  await until(
    async () => (await sentIn(url)).length > 0,
    SECONDS,
    () => `a first alert:\n${first.said.out}`,
  )
  expect(first.said.out).toMatch(/this is the sample newsroom/)

  const other = await command(['start', '--port', '0'], made.folder) // must not move the newsroom of the first
  expect(other).toMatchObject({ code: 2, out: '' })
  expect(other.err).toContain(url)
  const before = await sentIn(url)
  expect(await first.stop('SIGINT')).toEqual({ code: 0, signal: null })
  expect(first.said.err).toBe('')

  const second = start()
  const again = await second.url()
  const newIn = async () => (await sentIn(again)).filter(({ id }) => !before.some(message => message.id === id))
  await until(
    async () => (await newIn()).length > 1,
    120,
    () => `more alerts:\n${second.said.out}`,
  )
  const all = await sentIn(again)
  expect(await second.stop('SIGINT')).toEqual({ code: 0, signal: null })

  expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)))
  const told = all.flatMap(({ channel, route, stories }) => stories.map(({ story }) => `${channel} ${route} ${story}`))
  expect(told).toEqual([...new Set(told)])
  expect(second.said.out).not.toMatch(/baseline/)
})
