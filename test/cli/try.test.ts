import { afterEach, expect, test } from 'vitest'
import { tryOut } from '../../cli/try.ts'
import { TrialFormat } from '../../docs/formats.ts'
import { rss, startPublisher } from '../world.ts'
import { failureOf, scene, write } from './folder.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const FEED = rss([
  { title: 'Old news', date: 'Mon, 02 Mar 2026 10:00:00 GMT', link: 'https://wire.example/1' },
  { title: 'Undated' },
  { title: 'Police break cyber\u202e fraud ring', summary: 'Cyber fraud!', date: '3 March 2026' },
])

async function publisher(pages: Record<string, string>) {
  const server = await startPublisher()
  open.push(server.close)
  for (const [path, page] of Object.entries(pages)) server.serve(path, page)
  const config = write(
    'news-alerts.yaml',
    `feeds: [{ url: "http://${server.host}/known.xml", language: pt }]
topics: [{ id: fraud, name: Fraud, severity: high, query: '"cyber fraud" OR "ring of police"' }]
fetch: { allow_private: ["${server.host}"] }`,
  )
  return { ...server, config, at: (path: string) => `http://${server.host}${path}` }
}
const said = () => scene.printed.join('\n').replaceAll(`${scene.folder}/`, '')

test('a file is shown as it would be read, newest first, with the reasons of each match', async () => {
  const { config } = await publisher({})
  await tryOut(write('feed.xml', FEED), { config })
  expect(said()).toBe(`Wire  file://feed.xml
RSS, well formed; says no language

Police break cyber  fraud ring
  2026-03-03 00:00:00 UTC (pubdate: 3 March 2026), language unknown  no link
  HIGH Fraud: "cyber fraud" (found: cyber  fraud, Cyber fraud)

Old news
  2026-03-02 10:00:00 UTC (pubdate: Mon, 02 Mar 2026 10:00:00 GMT), language unknown  https://wire.example/1

Undated
  no date: first sight counts, language unknown  no link

3 items, 1 of them with matches by news-alerts.yaml. Nothing was stored.`)
})

test('where a topic asks for a score, it is shown what each reason adds', async () => {
  const topics = 'topics: [{ id: fraud, query: \'"cyber fraud"^2 OR police\', threshold: 2 }]'
  await tryOut(write('feed.xml', FEED), { config: write('scored.yaml', topics) })
  expect(said()).toContain('LOW fraud: "cyber fraud" +2, police +1 = 3, of 2 asked for (found: ')
})

test('an address is shown with the line to add, unless it is configured, and then in its language', async () => {
  const { config, at } = await publisher({ '/new.xml': FEED, '/known.xml': FEED })
  await tryOut(at('/new.xml'), { config })
  expect(said()).toContain(`To read it, add under \`feeds:\`\n  - url: ${at('/new.xml')}\n`)
  scene.printed = []
  await tryOut(at('/known.xml'), { config })
  expect(said()).not.toContain('To read it')
  expect(said()).toContain('UTC (pubdate: 3 March 2026), pt  no link')
})

test('of a site, its feeds are shown, and the first is tried', async () => {
  const link = (path: string) => `<link rel=alternate type=application/rss+xml href="${path}">`
  const { config, at, requests } = await publisher({
    '/': `<html>${link('/no')}${link('/a')}${link('/b')}`,
    '/a': FEED,
  })
  await tryOut(at('/'), { config })
  expect(said()).toContain(`${at('/')} is no feed itself. Found there:
  ${at('/a')}  Wire, 3 items
  ${at('/no')}  the server answered 404 (no such page)
  ${at('/b')}  not asked
To read it, add under \`feeds:\`
  - url: ${at('/a')}

Wire  ${at('/a')}`)
  expect(requests).toEqual(['/', '/no', '/a'])
})

test('as JSON it is one object, as its schema says', async () => {
  const { config, at } = await publisher({ '/': `<a href="/a.rss">`, '/a.rss': `junk ${FEED}` })
  await tryOut(at('/'), { config, json: true })
  const answer: unknown = JSON.parse(said())
  expect(TrialFormat.parse(answer)).toEqual(answer)
  expect(answer).toMatchObject({
    ...{ v: 1, url: at('/a.rss'), mended: 'text around the document', title: 'Wire', others: [] },
    found: [{ url: at('/a.rss'), title: 'Wire', items: 3 }],
    items: [{ matches: [{ topic: 'fraud' }] }, { matches: [] }, { published: null, publishedSource: null }],
  })
})

test.each([
  [
    'page.html',
    '<html><link rel=feed type=text/xml href="https://a.example/f">',
    '1 page.html: not a feed: an HTML page; did you mean https://a.example/f?',
  ],
  [
    'x.json',
    '{"version":"https://jsonfeed.org/version/1","items":[',
    '1 x.json: malformed: JSON that breaks off or is misspelt',
  ],
])('%s: a fault is said, and nothing is asked', async (name, text, failure) => {
  const { config } = await publisher({})
  expect(await failureOf(tryOut(write(name, text), { config }))).toBe(failure)
})

test('a site without a feed says what was asked', async () => {
  const { config, at } = await publisher({ '/': '<html><a href="/a.rss">' })
  expect(await failureOf(tryOut(at('/'), { config }))).toBe(`1 ${at('/')}: not a feed: an HTML page
  ${at('/a.rss')}  the server answered 404 (no such page)
No feed was found there, nor where sites usually keep theirs.`)
})

test('a private address is refused, unless the file allows it', async () => {
  const { at } = await publisher({ '/a.xml': FEED })
  const config = write('other.yaml', 'topics: []')
  expect(await failureOf(tryOut(at('/a.xml'), { config }))).toContain('127.0.0.1 is not a public address')
})

test('what is neither file nor address is wrong usage', async () => {
  const { config } = await publisher({})
  expect(await failureOf(tryOut('news.example.org', { config }))).toBe(
    '2 There is no file news.example.org; an address begins with https://',
  )
})

test('a feed that no file may name is shown without a line to add', async () => {
  const { config, at } = await publisher({ '/new.xml': FEED })
  await tryOut(at('/new.xml').replace('//', '//ann:secret@'), { config })
  expect(said()).toContain('It cannot be added under `feeds:`: the address holds a user name or password')
  expect(said()).not.toContain('To read it')
})

test('what was refused is not proposed, and no guess is claimed that was not made', async () => {
  const declared = Array.from({ length: 10 }, (_, at) => `<link rel=alternate type=application/rss+xml href="/${at}">`)
  const { config, at } = await publisher({ '/': `<html>${declared.join('')}` })
  const failure = await failureOf(tryOut(at('/'), { config }))
  expect(failure).not.toContain('did you mean')
  expect(failure.endsWith('No feed was found there.')).toBe(true)
})
