import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readJudged } from '../../cli/judged.ts'
import { configurationOf } from '../../cli/look.ts'
import { type Judged, tryTopics } from '../../shared/topic/judge/outcome.ts'
import { scoresOf } from '../../shared/topic/judge/score.ts'

const data = process.env['NEWS_ALERTS_DATA']
const skip = data === undefined && process.env['REQUIRE_ALL'] !== '1'
if (skip) console.log('the packs are measured on the open items only: NEWS_ALERTS_DATA does not say where the rest is')

const LANGUAGES = ['ar', 'en', 'es', 'fr', 'ru', 'zh']
const OPEN = join(import.meta.dirname, 'data', 'dev.open.jsonl')
const news = (name: string) => join(data ?? '', 'data', 'news', `${name}.jsonl`)

const { topics } = configurationOf(null)
const scores = (items: readonly Judged[]) =>
  scoresOf(
    tryTopics(topics, items),
    topics.map(({ id }) => id),
  )

function expectGoodEnglish(files: readonly string[]): void {
  const { macro, topics } = scores(readJudged(files).filter(({ lang }) => lang === 'en'))
  expect(macro.f1).toBeGreaterThanOrEqual(0.88)
  expect(macro.precision).toBeGreaterThanOrEqual(0.9)
  expect(Object.entries(topics).filter(([, { f1 }]) => f1 === null || f1 < 0.78)).toEqual([])
}

test('the packs are right in English: on the items that may be redistributed', () => {
  expectGoodEnglish([OPEN])
})

describe.skipIf(skip)('on all judged items', () => {
  test('the packs are right in English', () => {
    expectGoodEnglish([news('dev'), news('negatives')])
  })

  test('of headlines that say the same in six languages, 95 % are found in each', () => {
    const { languages } = scores(readJudged([news('parallel')]))
    expect(Object.keys(languages).sort()).toEqual(LANGUAGES)
    expect(Object.entries(languages).filter(([, { recall }]) => recall === null || recall < 0.95)).toEqual([])
  })

  // Two of them are judged to be of a topic, and some are undecided: the limit holds whatever they are.
  test('of 123 documents about this and that, at most 5 are matched in each', () => {
    const documents = readJudged([news('ntrex')]).filter(({ lang }) => LANGUAGES.includes(lang))
    const { languages } = scores(documents)
    expect(Object.values(languages).map(({ items }) => items)).toEqual(LANGUAGES.map(() => 123))
    expect(
      Object.entries(languages).flatMap(([lang, { matched }]) => (matched > 5 ? [{ lang, matched }] : [])),
    ).toEqual([])
  })
})
