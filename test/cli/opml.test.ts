import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportFeeds, importFeeds } from '../../cli/opml.ts'
import { failureOf, scene, write } from './folder.ts'

const FILE = `# mine
feeds:
  - url: https://a.example/rss # first
topics: [{ id: fraud, query: fraud }]
`
const LIST = `<opml version="1.0"><body>
<outline text="Wires">
<outline text="A" xmlUrl="https://A.example:443/rss#top"/>
<outline text="B" xmlUrl="https://b.example/rss?a&amp;b" category="ports,fr" language="pt-br"/>
<outline text="Repeated"><outline text="B" xmlUrl="https://B.example/rss?a&amp;b"/></outline>
<outline text="C" xmlUrl="ftp://c.example/rss"/>
<outline text="D" xmlUrl="https://ann:secret@d.example/"/>
<outline text="E" xmlUrl="https://e.example/" language="unknown"/>
</outline>
</body></opml>`

const said = () => scene.printed.map(line => line.replaceAll(`${scene.folder}/`, ''))

test('a list is added to the file, what it has already is not, and what is refused is said with its line', async () => {
  const config = write('news-alerts.yaml', FILE)
  await importFeeds(write('list.opml', LIST), { config })
  expect(readFileSync(config, 'utf8')).toBe(`# mine
feeds:
  - url: https://a.example/rss # first
  - { url: https://b.example/rss?a&b, tags: [ Wires, ports, fr, Repeated ], language: pt-BR }
  - { url: https://e.example/, tags: [ Wires ] }
topics: [{ id: fraud, query: fraud }]
`)
  expect(said()).toEqual([
    'news-alerts.yaml: 2 feeds added, 1 there already, 2 refused.',
    '  list.opml:6  `ftp://c.example/rss` is not http:// or https://',
    '  list.opml:7  the address holds a user name or password',
    '`apply` makes them count, or the next `start`.',
  ])
})

test('a list that is imported again changes nothing', async () => {
  const config = write('news-alerts.yaml', FILE)
  const list = write('list.opml', LIST)
  await importFeeds(list, { config })
  const [text, { ino }] = [readFileSync(config, 'utf8'), statSync(config)]
  await importFeeds(list, { config })
  expect([readFileSync(config, 'utf8'), statSync(config).ino]).toEqual([text, ino])
  expect(said()[4]).toBe('news-alerts.yaml: 0 feeds added, 3 there already, 2 refused.')
})

test('feeds of an included file are there already', async () => {
  write('more.yaml', 'feeds: [{ url: "https://b.example/rss?a&b" }]')
  const config = write('news-alerts.yaml', `include: [more.yaml]\n${FILE}`)
  await importFeeds(write('list.opml', LIST), { config })
  expect(said()[0]).toBe('news-alerts.yaml: 1 feed added, 2 there already, 2 refused.')
})

test('what was mended to read the list is said', async () => {
  const config = write('news-alerts.yaml', FILE)
  await importFeeds(write('list.opml', LIST.slice(0, 240)), { config })
  expect(said()[0]).toBe('list.opml is not well formed: breaks off in the middle. What could be read was taken.')
})

test.each([
  ['2 news-alerts.yaml:1:20  defaults.every', `defaults: { every: 10s }\ntopics: []\n`], // strangers would be read too often
  ['2 news-alerts.yaml:2:1  chanels', `${'topics: []\n'}chanels: []\n`],
])('%s: then all stays as it is', async (failure, text) => {
  const config = write('news-alerts.yaml', text)
  expect(await failureOf(importFeeds(write('list.opml', LIST), { config }))).toContain(failure)
  expect(readFileSync(config, 'utf8')).toBe(text)
  expect(readdirSync(scene.folder)).toHaveLength(2)
})

test.each([
  ['a.opml', '<opml><body/></opml>', '1 a.opml lists no feeds; nothing was changed.'],
  ['a.opml', '<rss/>', '1 a.opml: not OPML: it has no <opml>; nothing was changed.'],
])('%s that holds %s is refused', async (name, text, failure) => {
  const config = write('news-alerts.yaml', FILE)
  expect(await failureOf(importFeeds(write(name, text), { config }))).toBe(failure)
})

test('a file that is not there is wrong usage', async () => {
  const config = write('news-alerts.yaml', FILE)
  expect(await failureOf(importFeeds(join(scene.folder, 'no.opml'), { config }))).toMatch(
    /^2 The file no\.opml cannot be read: ENOENT/,
  )
})

test('a link to the file stays one, and the file keeps its permissions', async () => {
  const real = write('real.yaml', FILE)
  chmodSync(real, 0o600)
  const config = join(scene.folder, 'news-alerts.yaml')
  symlinkSync('real.yaml', config)
  await importFeeds(write('list.opml', LIST), { config })
  expect(lstatSync(config).isSymbolicLink()).toBe(true)
  expect(statSync(real).mode & 0o777).toBe(0o600)
  expect(readFileSync(real, 'utf8')).toContain('https://e.example/')
})

test('what is exported is imported elsewhere', async () => {
  const config = write('news-alerts.yaml', FILE)
  await importFeeds(write('list.opml', LIST), { config })
  exportFeeds({ config })
  const other = write('other.yaml', 'topics: []\n')
  await importFeeds(write('exported.opml', `${scene.printed.at(-1)}\n`), { config: other })
  exportFeeds({ config: other })
  const [first, second] = scene.printed.filter(line => line.startsWith('<?xml'))
  expect(second).toBe(first)
})

test.each(['feeds:\ntopics: []\n', 'topics: []\nfeeds: # none yet\n', 'feeds:\n\ntopics: []', 'topics: []\nfeeds:'])(
  'a file whose feeds are still to come gets them: %j',
  async text => {
    const config = write('news-alerts.yaml', text)
    await importFeeds(write('list.opml', LIST), { config })
    expect(said()[0]).toBe('news-alerts.yaml: 3 feeds added, 0 there already, 2 refused.')
  },
)

test('a configuration that is not there is said in words', async () => {
  const config = join(scene.folder, 'no.yaml')
  expect(await failureOf(importFeeds(write('list.opml', LIST), { config }))).toMatch(/^2 /)
})
