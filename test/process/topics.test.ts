import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { rss, startPublisher } from '../world.ts'
import { openMailbox } from './mailbox.ts'
import { command, endAll, program, until } from './program.ts'
import { askFeeds, openFolder } from './scene.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const [, block = ''] =
  /## Topics through the API[\s\S]*?```sh\n([\s\S]*?)```/.exec(readFileSync('docs/topics.md', 'utf8')) ?? []
/** The manual's requests, in its order. */
const [make = '', all = '', one = '', remove = ''] = block.split(/^(?=curl)/m)

let folder: string
let publisher: Awaited<ReturnType<typeof startPublisher>>
let mailbox: Awaited<ReturnType<typeof openMailbox>>
let url: string
let running: ReturnType<typeof program>
const cleanUp: (() => unknown)[] = []

beforeAll(async () => {
  const made = await openFolder()
  folder = made.folder
  publisher = await startPublisher()
  mailbox = await openMailbox(0)
  cleanUp.push(made.remove, publisher.close, mailbox.close)
  publisher.serve('/a.xml', rss([]))
  await writeFile(
    join(folder, 'news-alerts.yaml'),
    `feeds: [{ url: "http://${publisher.host}/a.xml", every: 1s }]
topics: [{ id: fraud, query: fraud }]
channels: [{ id: desk, topics: [fraud], subscribers: { email: [desk@example.org] } }]
smtp: ${mailbox.url}
fetch: { allow_private: ["${publisher.host}"] }
`,
  )
  running = program(['start', '--data', 'data', '--port', '0'], folder)
  url = await running.url()
  await until(
    async () => (await askFeeds(url)).every(({ health }) => health.state === 'ok'),
    30,
    () => running.said.out,
  )
})
afterAll(async () => {
  await endAll()
  for (const end of cleanUp.reverse()) await end()
})

/** What a shell does with a request of the manual. */
async function shell(line: string): Promise<Record<string, unknown>> {
  const child = spawn('bash', ['-c', line], { env: { PATH: process.env['PATH'], URL: url } })
  let out = ''
  child.stdout.on('data', text => (out += text))
  await new Promise(resolve => child.once('close', resolve))
  return JSON.parse(out)
}

const commands = (...args: string[]) => command(['topics', ...args, '--data', 'data'], folder)

test('a topic of the API is told of by mail, with the reason, as the manual says', async () => {
  expect(await shell(make)).toMatchObject({ id: 'port-strikes', origin: 'api', channels: ['desk'] })
  publisher.serve('/a.xml', rss([{ title: 'Walkout at the port of Lagos' }]))
  await until(
    () => mailbox.deliveries.length > 0,
    30,
    () => running.said.out,
  )
  const [mail] = mailbox.deliveries
  expect(mail).toMatchObject({ subject: '[HIGH] Walkout at the port of Lagos', to: ['desk@example.org'] })
  expect(mail?.text).toContain('Strikes at ports')
  expect(mail?.text).toContain('walkout NEAR/5 port')
  expect(await shell(all)).toMatchObject({ topics: [{ id: 'fraud' }, { id: 'port-strikes' }] })
  const { entry } = await shell(one)
  expect(JSON.parse(/'([\s\S]*)'/.exec(make)?.[1] ?? '')).toEqual(entry)
  expect(await shell(remove)).toMatchObject({ alertsCancelled: 0 })
  expect((await shell(one))['status']).toBe(404)
})

test('the command line puts, lists and removes one, and an apply keeps it', async () => {
  await writeFile(
    join(folder, 'strikes.yaml'),
    'id: strikes\nseverity: high\nquery: strike # of any kind\nchannels: [desk]\n',
  )
  expect(await commands('put', 'strikes.yaml')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^strikes: It counts/),
  })
  expect(await command(['apply', '--data', 'data'], folder)).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 topics'),
  })
  expect((await commands('list')).out).toMatch(/strikes\W+high\W+desk\W+api/)
  expect(await commands('remove', 'strikes')).toMatchObject({ code: 0 })
  expect(await commands('remove', 'fraud')).toMatchObject({
    code: 2,
    err: expect.stringContaining('take it out there'),
  })
})

test.each([
  ['id: x\nquery: (a', /^2:8 {2}query .*never closed.*\n {4}Put a "\)"/],
  ['query: a', /has neither `id` nor `pack`/],
  ['id: x\nid: y', /wrong\.yaml:2:1 .*this key is here twice/],
])('a file that is wrong is not put, and it is said where: %j', async (text, said) => {
  await writeFile(join(folder, 'wrong.yaml'), text)
  expect(await commands('put', 'wrong.yaml')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(said) })
})
