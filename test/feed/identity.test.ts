import { expect, test } from 'vitest'
import type { FeedItem } from '../../shared/feed/document.ts'
import { articleId, canonicalLink, contentHash, distinct, feedId } from '../../shared/feed/identity.ts'

const anItem = (parts: Partial<FeedItem> = {}): FeedItem => ({
  id: 'urn:1',
  title: 'Crane falls',
  link: 'https://example.org/1',
  summary: 'At the quay.',
  content: '',
  published: null,
  updated: null,
  publishedSource: null,
  publishedIn: null,
  authors: [],
  categories: [],
  enclosures: [],
  language: null,
  ...parts,
})

test('ids stay the same for ever: they are keys in the table', () => {
  expect(feedId('https://example.org/feed')).toBe('CRVzWahWWGz5xafAdb03')
  expect(articleId('feed', 'urn:1')).toBe('qrsZ0ZpM4lvNdfYQj-Yr')
  expect(contentHash(anItem())).toBe('6-RBFh8tG_k7')
})

test('an article is its feed and the publisher’s id, whatever else changes', () => {
  const [before] = distinct([anItem()])
  const [after] = distinct([anItem({ title: 'Crane fell', link: null })])
  expect(after?.name).toBe(before?.name)
  expect(articleId('other', 'urn:1')).not.toBe(articleId('feed', 'urn:1'))
  expect(articleId('feed', 'urn:2')).not.toBe(articleId('feed', 'urn:1'))
})

test('of what is listed twice the first counts, which is the newest; one id for all is told apart by link or title', () => {
  const listed = [
    anItem({ summary: 'newest' }),
    anItem({ id: 'urn:2' }),
    anItem({ summary: 'older' }),
    anItem({ link: null }),
  ]
  const found = distinct(listed)
  expect(found.map(({ item }) => item.summary)).toEqual(['newest', 'At the quay.', 'At the quay.'])
  expect(found.map(({ name }) => name)).toEqual(['urn:1\nhttps://example.org/1', 'urn:2', 'urn:1\nCrane falls'])
})

test('the content changes with what people read, and with nothing else', () => {
  const hash = contentHash(anItem())
  expect(contentHash(anItem({ title: 'Crane fell' }))).not.toBe(hash)
  expect(contentHash(anItem({ summary: '' }))).not.toBe(hash)
  expect(contentHash(anItem({ link: null, updated: '2025-03-04T10:00:00.000Z' }))).toBe(hash)
})

test.each([
  ['https://Example.org/a', 'https://example.org/a'],
  ['http://example.org/a', 'https://example.org/a'],
  ['https://www.example.org/a', 'https://example.org/a'],
  ['https://www.org/a', 'https://www.org/a'], // the name itself
  ['https://example.org/a/', 'https://example.org/a'],
  ['https://example.org/', 'https://example.org/'],
  ['https://example.org/a#top', 'https://example.org/a'],
  ['https://example.org/a?utm_source=rss&utm_medium=feed', 'https://example.org/a'],
  ['https://example.org/a?id=7&fbclid=x&at_medium=RSS&gclid=1', 'https://example.org/a?id=7'],
  ['https://example.org/a?b=2&a=1', 'https://example.org/a?a=1&b=2'],
  ['https://example.org/A?Q=Ä', 'https://example.org/A?Q=%C3%84'],
  ['not a link', 'not a link'],
])('%s is the page %s', (link, page) => {
  expect(canonicalLink(link)).toBe(page)
  expect(canonicalLink(page)).toBe(page)
})
