import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aboutPage } from '../../shared/feed/about.ts'

const URL = 'https://news.example/2026/strike'
const about = (html: string) => aboutPage(html, URL)

test.each([
  ['<title>Strike &amp; port</title>', 'Strike & port', ''],
  [
    '<title>Strike</title><meta property="og:title" content="Dockers&#39; strike">',
    'Dockers’ strike'.replace('’', "'"),
    '',
  ],
  ['<meta name="og:title" content="By name"><meta name=description content="Since Monday">', 'By name', 'Since Monday'],
  ['<meta name=description content=no><meta property="og:description" content="yes">', '', 'yes'],
  ['<title>\n A <b>bold</b>\n\x07 word </title>', 'A bold word', ''], // on one line, without tags
  ['<meta property="og:title" content="  "><title>Not blank</title>', 'Not blank', ''],
  ['<svg><title>Icon</title></svg>', 'Icon', ''],
  ['nothing at all', '', ''],
])('%j is about %j, %j', (html, title, summary = '') => {
  expect(about(html)).toMatchObject({ title, summary })
})

test('it says where it lives, in which language, and whether it is one article', () => {
  const html = `<html lang="fr"><base href="https://www.news.example/x/"><link rel="Canonical" href="../strike">
    <link rel="stylesheet" href="a.css"><meta property="og:url" content="javascript:alert(1)">
    <meta property="og:type" content="Article">`
  expect(about(html)).toMatchObject({ addresses: ['https://www.news.example/strike'], language: 'fr', isArticle: true })
  expect(about('<meta property="og:type" content="website">')).toMatchObject({ addresses: [], isArticle: false })
})

test('whatever a page holds, what it says is short and on one line', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<title>',
      '</title>',
      '<meta property="og:title" content="',
      '">',
      '<svg>',
      '<!--',
      '<base href="',
      '\n',
    ),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
      const { title, summary } = about(pieces.join(''))
      for (const said of [title, summary]) expect(said).toMatch(/^[^\n]{0,1000}$/)
    }),
  )
  expect(about(`<title>${'a '.repeat(2_000_000)}`).title).toHaveLength(999)
})
