import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readConfigText } from '../../local/files.ts'
import { withFeeds } from '../../shared/config/add-feeds.ts'

const WIRE = { url: 'https://wire.example/rss', tags: ['a: b', '[x]', "l'été", '- #'], language: 'fr' }
const BARE = { url: 'https://bare.example/?a=1,2&b=#c', tags: [], language: null }

function feedsOf(text: string) {
  const read = readConfigText(text)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.configuration.feeds.map(({ url, tags, language }) => ({ url, tags, language }))
}

test.each([
  ['one below the other', 'feeds:\n  - url: https://a.example/\n    tags: [x]\n'],
  ['not indented', 'feeds:\n- url: https://a.example/\n- url: https://b.example/\ntopics: []\n'],
  ['indented far', '# mine\nfeeds:   # all\n      -   url: https://a.example/ # first\n# end\ntopics: []\n'],
  ['with braces', 'feeds:\n  - { url: "https://a.example/" } # first\n\n\n# then\ntopics: []\n'],
  ['without a last line end', 'feeds:\n  - url: https://a.example/'],
  ['ending in a comment', 'topics: []\nfeeds:\n  - url: https://a.example/\n    # tags: [x]'],
  ['with a folded address', 'feeds:\n  - url: >-\n      https://a.example/\n\ntopics: []\n'],
])('feeds %s: they come after, and nothing else changes', (_, text) => {
  const more = withFeeds(text, [WIRE, BARE])
  expect(feedsOf(more)).toEqual([...feedsOf(text), WIRE, BARE])
  const kept = more.split('\n').filter(line => !/(?:wire|bare)\.example/.test(line))
  expect(kept.join('\n').trimEnd()).toBe(text.trimEnd())
})

test.each([
  ['in brackets', '# mine\nfeeds: [{ url: https://a.example/ }] # all\ntopics: [] # none\n'],
  ['none', '# mine\ntopics: [] # none\n'],
  ['an empty list', 'feeds: [] # mine\ntopics: [] # none\n'],
  ['in JSON', '{ "feeds": [{ "url": "https://a.example/" }],\n # mine\n "topics": []\n # none\n}'],
])('feeds %s: they are there, and so are the comments', (_, text) => {
  const more = withFeeds(text, [WIRE, BARE])
  expect(feedsOf(more)).toEqual([...feedsOf(text), WIRE, BARE])
  expect(more).toMatch(/# mine[\s\S]*# none/)
})

test('whatever a tag holds, it is written so that it is read again', () => {
  const tag = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map(text => text.trim())
  const tags = fc.uniqueArray(
    tag.filter(text => text !== '' && text.length <= 100 && !/[\ufffd\p{Cc}\p{Zl}\p{Zp}]/u.test(text)),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(tags, fc.constantFrom('feeds:\n- url: https://a.example/\n', 'feeds: []\n'), (tags, text) => {
      expect(feedsOf(withFeeds(text, [{ ...BARE, tags }])).at(-1)).toEqual({ ...BARE, tags })
    }),
  )
})
