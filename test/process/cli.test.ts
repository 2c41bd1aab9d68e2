import { spawnSync } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rss, startPublisher } from '../world.ts'
import { command, endAll, program, until } from './program.ts'
import { askFeeds, askMessages, openFolder } from './scene.ts'

vi.setConfig({ testTimeout: 120_000 }) // each command takes a second, on a busy machine several

const LAUNCHER = join(import.meta.dirname, '..', '..', 'cli', 'news-alerts.js')

let folder: string
let publisher: Awaited<ReturnType<typeof startPublisher>>
const cleanUp: (() => unknown)[] = []

beforeEach(async () => {
  const made = await openFolder()
  folder = made.folder
  publisher = await startPublisher()
  cleanUp.push(made.remove, publisher.close)
})
afterEach(async () => {
  await endAll()
  for (const end of cleanUp.splice(0).reverse()) await end()
})

/** A file that holds. @param rest what it says beside its feeds and its topic */
const fileOf = (paths: readonly string[], rest = '') => `
feeds:
${paths.map(path => `  - { url: "http://${publisher.host}${path}", every: 1s }`).join('\n')}
topics: [{ id: fraud, severity: high, query: '"cyber fraud"' }]
fetch: { allow_private: ["${publisher.host}"] }
${rest}`

const BAD =
  'feeds:\n  - { url: "ftp://a.example/", every: 1s }\ntopics: [{ id: fraud, query: "(cyber" }]\nchanels: []\n'

const write = (name: string, text: string) => writeFile(join(folder, name), text)
const start = (...more: string[]) => program(['start', '--data', 'data', '--port', '0', ...more], folder)

test('check says that nothing is wrong, or everything that is: where, and what to do', async () => {
  await write('news-alerts.yaml', fileOf(['/a.xml']))
  expect(await command(['check'], folder)).toEqual({
    code: 0,
    out: 'news-alerts.yaml: 1 feed, 1 topic, 1 channel, 0 subscribers. Nothing is wrong.\n',
    err: '',
  })

  await write('bad.yaml', BAD)
  const bad = await command(['check', '--config', 'bad.yaml'], folder)
  expect(bad).toMatchObject({ code: 2, out: '' })
  expect(bad.err).toMatch(/^bad\.yaml:2:12 {2}feeds\[0\]\.url .*\n {4}\S/m)
  expect(bad.err).toMatch(/^bad\.yaml:3:\d+ {2}topics\[0\]\.query .*\n {4}\S/m)
  expect(bad.err).toMatch(/^bad\.yaml:4:1 {2}chanels .*\n {4}did you mean `channels`\?/m)
  expect(bad.err).toMatch(/\d problems; nothing was changed\.\n$/)
})

test.each([
  [['chek'], /unknown command 'chek'/],
  [['check', '--confg', 'x'], /unknown option '--confg'/],
  [['start', '--port', 'abc'], /--port abc: a port is a number from 0 to 65535\./],
  [['check', '--config', 'nowhere.yaml'], /nowhere\.yaml/],
  [['feeds', '--data', 'nowhere'], /There is no data folder nowhere/],
  [['feeds', '--data', 'a', '--stack', 'b'], /^--data names a folder of this machine and --stack a stack on AWS: give/],
  [['try', 'nowhere.xml'], /^There is no file nowhere\.xml; an address begins with https:\/\/\n$/],
  [['topics', 'try', 'nowhere.yaml'], /nowhere\.yaml/],
  [['topics', 'try'], /missing required argument 'file'/],
  [['channels', 'nope'], /too many arguments/],
  [['subscribe', 'desk'], /^Give one of --email ADDRESS and --sms NUMBER\.\n$/],
  [['token'], /required option '--stack <name>'/],
])('%j is wrong usage', async (args, said) => {
  const { code, out, err } = await command(args, folder)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(said)
})

test.each(['feeds', 'matches'])('%s makes no table where there is none', async name => {
  await mkdir(join(folder, 'data'))
  const { code, out, err } = await command([name, '--data', 'data'], folder)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toBe('The folder data holds no table; start the program on it first, or name another with --data DIR.\n')
  expect(await readdir(join(folder, 'data'))).toEqual([])
})

test('a damaged folder is said to be one, by every command', async () => {
  await write('news-alerts.yaml', fileOf(['/a.xml']))
  expect(await command(['apply', '--data', 'data'], folder)).toMatchObject({ code: 0 })
  await rm(join(folder, 'data', 'table', 'CURRENT'))
  for (const args of [['start', '--port', '0'], ['apply'], ['feeds'], ['matches']]) {
    const { code, out, err } = await command([...args, '--data', 'data'], folder)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^The table in the data folder \S*data is damaged\. Put back a copy .*\n$/)
  }
})

test('a folder that is held by a program that does not answer is said to be, by every command', async () => {
  await write('news-alerts.yaml', fileOf(['/a.xml']))
  const running = start()
  await running.url()
  void running.stop('SIGSTOP')
  for (const args of [['start', '--port', '0'], ['apply'], ['feeds']]) {
    const { code, out, err } = await command([...args, '--data', 'data'], folder)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^The data folder \S*data is in use by a program that does not answer; .*\n$/)
  }
})

test.each([
  ['SIGINT', 'SIGTERM'],
  ['SIGTERM', 'SIGINT'],
  ['SIGINT', 'SIGINT'],
] as const)('after %s, %s ends it at once, though a publisher is still at work', async (first, second) => {
  const silent = createServer(() => {})
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', () => resolve()))
  cleanUp.push(
    () => silent.close(),
    () => silent.closeAllConnections(),
  )
  const { port } = silent.address() as AddressInfo
  const file = fileOf([]).replace('feeds:', `feeds: [{ url: "http://127.0.0.1:${port}/", every: 1s }]`)
  await write('news-alerts.yaml', file.replace(publisher.host, `127.0.0.1:${port}`))
  const asked = new Promise(resolve => silent.once('request', resolve))
  const running = start()
  await asked
  void running.stop(first)
  await running.says(/Stopping/)
  expect(await running.stop(second)).toEqual({ code: 1, signal: null })
})

test('a second start on one data folder is refused, and says who has it', async () => {
  await write('news-alerts.yaml', fileOf(['/a.xml']))
  const url = await start().url()
  const second = await command(['start', '--data', 'data', '--port', '0'], folder)
  expect(second).toMatchObject({ code: 2, out: '' })
  expect(second.err).toMatch(/^The data folder \S+data is in use by process \d+, which serves (http:\S+)\. Stop it, or/)
  expect(second.err).toContain(url)
})

test('a port that is taken is said to be, and another is used', async () => {
  await write('news-alerts.yaml', fileOf(['/a.xml']))
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', () => resolve()))
  cleanUp.push(() => other.close())
  const { port } = other.address() as AddressInfo
  const running = program(['start', '--data', 'data', '--port', String(port)], folder)
  const [, instead] = await running.says(new RegExp(`Port ${port} is taken; this is (\\d+) instead\\.`))
  expect(await running.url()).toBe(`http://127.0.0.1:${instead}`)
  expect(await askMessages(await running.url())).toEqual([])
})

/** The questions of the command line, as a person and as a program asks them. */
async function ask() {
  const feeds = await command(['feeds', '--data', 'data'], folder)
  const matches = await command(['matches', '--data', 'data'], folder)
  const nope = await command(['matches', '--data', 'data', '--topic', 'nope'], folder)
  const stories = await command(['stories', '--data', 'data', '--severity', 'high', '--q', 'lagos'], folder)
  const channels = await command(['channels', '--data', 'data'], folder)
  const json: unknown[] = []
  for (const args of [['feeds'], ['matches', '--topic', 'fraud', '--limit', '5']]) {
    const { code, out } = await command([...args, '--data', 'data', '--json'], folder)
    expect(code).toBe(0)
    json.push(JSON.parse(out))
  }
  return { feeds, matches, nope, stories, channels, json }
}

test('feeds and matches say the same from the running program and from its files, and a restart repeats nothing', async () => {
  await write('news-alerts.yaml', fileOf(['/a.xml', '/gone.xml']))
  const page = (...titles: string[]) =>
    publisher.serve('/a.xml', rss(titles.map(title => ({ title }))).replace('Wire', `Wire ${'é'.repeat(250)}`))
  page('A quiet day')
  const running = start()
  await running.says(/the baseline/)
  await running.says(/failed .*gone\.xml/)
  page('Police break cyber fraud ring in Lagos', 'A quiet day')
  await running.says(/told .*Lagos/)

  const there = await ask()
  expect(await running.stop('SIGINT')).toEqual({ code: 0, signal: null })
  const here = await ask()
  for (const { feeds, matches, nope, stories, channels, json } of [there, here]) {
    expect(nope).toEqual({ code: 2, out: '', err: 'topic: there is no topic "nope" now; there are fraud.\n' })
    expect(stories).toMatchObject({ code: 0, err: '' })
    expect(stories.out).toMatch(/Lagos\n {2}HIGH fraud; reported by 1 article\nThat is all: searched back to 20/)
    expect(channels.out).toMatch(/fraud[\s\S]* nobody/)
    expect(feeds).toMatchObject({ code: 0, err: '' })
    expect(feeds.out).toMatch(/Wire[\s\S]*gone\.xml|gone\.xml[\s\S]*Wire/)
    expect(feeds.out).toMatch(/failing: .*404/)
    expect(Math.max(...feeds.out.split('\n').map(line => line.length))).toBeLessThan(150)
    expect(matches).toMatchObject({ code: 0, err: '' })
    expect(matches.out).toMatch(/Police break cyber fraud ring in Lagos\n {2}HIGH fraud: /)
    expect(json).toMatchObject([
      { feeds: [{ health: { state: 'failing' } }, { health: { state: 'ok' } }] },
      { matches: [{ v: 1, topic: 'fraud', article: { title: 'Police break cyber fraud ring in Lagos' } }] },
    ])
  }
  // How far back was searched moves on with the clock.
  const lines = ({ matches }: typeof here) => matches.out.split('\n').slice(0, -2)
  expect(lines(here)).toEqual(lines(there))

  const again = start()
  const before = publisher.requests.length
  await until(
    () => publisher.requests.length > before + 2,
    30,
    () => 'the feeds to be read again',
  )
  expect(await askMessages(await again.url())).toHaveLength(1)
  expect(await again.stop('SIGINT')).toEqual({ code: 0, signal: null })
  expect(again.said.out).not.toMatch(/matched|told/)
})

test('people are asked, confirmed, listed and taken off while the program runs', async () => {
  await write('news-alerts.yaml', fileOf(['/a.xml'], 'channels: [{ id: desk, topics: [fraud] }]'))
  const people = (...args: string[]) => command([...args, '--data', 'data'], folder)
  const running = start()
  await running.url()
  const asked = await people('subscribe', 'desk', '--email', 'a+b@example.org')
  expect(asked).toMatchObject({ code: 0, err: '' })
  const [link = ''] = /http:\S+\/link\/\S+/.exec(asked.out) ?? []
  expect((await people('subscribers', 'desk')).out).toMatch(/a\+b@example\.org .* email .* pending since 20/)
  expect(await people('confirm', link)).toMatchObject({ out: 'a+b@example.org is told by desk from now on.\n' })
  expect(await people('channels', 'test', 'desk')).toMatchObject({
    ...{ code: 1, out: expect.stringMatching(/^mail: Not sent from here: no mail server\n/) },
    err: 'It did not go out as it should.\n',
  })
  expect(await people('unsubscribe', 'desk', 'a+b@example.org')).toMatchObject({ code: 0, err: '' })
  const wrong = await people('subscribe', 'desk', '--email', 'nobody')
  expect(wrong).toMatchObject({ code: 2, out: '', err: expect.stringContaining('not an e-mail address') })
  expect(await running.stop('SIGINT')).toEqual({ code: 0, signal: null })

  expect((await people('subscribers', 'desk')).code).toBe(0)
  const late = await people('subscribe', 'desk', '--email', 'a+b@example.org')
  expect(late).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/^No program runs on data, and this needs/),
  })
})

const DIGEST = `channels:
  - { id: now, topics: [fraud] }
  - { id: later, topics: [fraud], when: { instant: false, digest: "daily 00:00" } }`

test('apply changes the running program: a feed more, a channel less, its alerts cancelled; a bad file changes nothing', async () => {
  await write('news-alerts.yaml', fileOf(['/a.xml'], DIGEST))
  for (const path of ['/a.xml', '/b.xml']) publisher.serve(path, rss([{ title: 'A quiet day' }]))
  const running = start()
  const url = await running.url()
  await running.says(/the baseline/)
  publisher.serve('/a.xml', rss([{ title: 'Police break cyber fraud ring in Lagos' }, { title: 'A quiet day' }]))
  await running.says(/told .*now by mail.*Lagos/)

  await write('bad.yaml', BAD)
  expect(await command(['apply', '--config', 'bad.yaml', '--data', 'data'], folder)).toMatchObject({ code: 2, out: '' })
  expect(await askFeeds(url)).toHaveLength(1)

  await write('news-alerts.yaml', fileOf(['/a.xml', '/b.xml'], 'channels: [{ id: now, topics: [fraud] }]'))
  expect(await command(['apply', '--data', 'data'], folder)).toEqual({
    code: 0,
    out: `Applied to the program that runs on ${join(folder, 'data')} (${url}).
1 topic, 1 channel; 1 feed added; 1 alert cancelled, as nobody asks for it now.\n`,
    err: '',
  })
  const both = async () => (await askFeeds(url)).filter(({ health }) => health.state === 'ok').length === 2
  await until(both, 30, () => 'the new feed to be read')
  publisher.serve('/b.xml', rss([{ title: 'A cyber fraud trial opens in Oslo' }, { title: 'A quiet day' }]))
  await running.says(/told .*now by mail.*Oslo/)
  expect(await running.stop('SIGINT')).toEqual({ code: 0, signal: null })

  await write('news-alerts.yaml', fileOf(['/b.xml'], 'channels: [{ id: now, topics: [fraud] }]'))
  const { code, out } = await command(['apply', '--data', 'data'], folder)
  expect({ code, out }).toEqual({
    code: 0,
    out: `No program runs on ${join(folder, 'data')}: applied to the folder, for its next start.
1 topic, 1 channel; 1 feed removed.\n`,
  })
})

test.each([
  [['feeds', 'export', '--stack', 'x'], '`feeds export` takes no --stack'],
  [['feeds', 'import', 'a.opml', '--json'], '`feeds import` takes no --json'],
  [['feeds', 'imprt', 'a.opml'], 'there is no command `feeds imprt`'],
])('%j is refused in words', async (args, words) => {
  const { code, err } = await command(args, folder)
  expect(code).toBe(2)
  expect(err).toContain(words)
})

test('whoever has seen enough of an answer ends it quietly', async () => {
  const list = Array.from({ length: 1500 }, (_, at) => ({ title: `${at} ${'long '.repeat(40)}` }))
  const file = join(folder, 'long.xml')
  await writeFile(file, rss(list))
  const shell = spawnSync('bash', [
    '-c',
    '"$0" "$1" try "$2" | head -1; echo $PIPESTATUS',
    process.execPath,
    LAUNCHER,
    file,
  ])
  expect([shell.stdout.toString().trim().endsWith('\n0'), shell.stderr.toString()]).toEqual([true, ''])
})
