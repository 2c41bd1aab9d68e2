import { expect, test } from 'vitest'
import { openIndex, storedIndex } from '../../shared/topic/index/stored.ts'
import { compileTopics, indexTopics } from '../../shared/topic/match.ts'
import { mostScore } from '../../shared/topic/most-score.ts'
import { whyNot, whyNotRaised } from '../../shared/topic/why-not.ts'
import type { Raise, Severity } from '../../shared/words.ts'
import { aTopic } from './ask.ts'

const rule = (to: Severity, when: string): Raise => ({ to, when, examples: { match: [], reject: [] } })
const BLASTS = aTopic('blasts', 'blast^2 OR bomb', {
  severity: 'medium',
  raise: [rule('high', '(killed OR dead) NEAR/3 10..'), rule('critical', '(killed OR dead) NEAR/3 100.. OR school')],
})
const [title, summary] = ['Blast: 12 dead', '']
const article = (title: string) => ({ title, summary, language: null })

test.each<[string, string, ...string[]]>([
  ['Blast: nine dead', 'medium', 'blast 2'],
  ['Blast: 12 dead', 'high', 'dead NEAR/3 10.. 0 high', 'blast 2'],
  ['Blast: 120 dead', 'critical', 'dead NEAR/3 100.. 0 critical', 'blast 2'], // the gravest rule says why
  ['Bomb in school', 'critical', 'school 0 critical', 'bomb 1'],
])('%j is %s, because %s', (title, severity, ...reasons) => {
  const [match] = compileTopics([BLASTS])(article(title))
  expect(match?.severity).toBe(severity)
  expect(
    match?.evidence.map(({ clause, contribution, raises }) => [clause, contribution, raises ?? []].flat().join(' ')),
  ).toEqual(reasons)
  expect(match?.score).toBe(title.startsWith('Blast') ? 2 : 1) // a rule adds nothing to it
})

test('a rule is asked only of what its topic matches, and only of its own topic', () => {
  const topics = [aTopic('rain', 'rain', { severity: 'low' }), BLASTS, aTopic('dead', 'dead', { severity: 'low' })]
  const stored = openIndex(storedIndex(indexTopics(topics))) ?? undefined
  for (const match of [compileTopics(topics), compileTopics(topics, stored)]) {
    expect(match(article('12 dead in rain')).map(({ topic, severity }) => [topic, severity])).toEqual([
      ['rain', 'low'],
      ['dead', 'low'],
    ])
    expect(match(article('Blast: 12 dead')).map(({ severity }) => severity)).toEqual(['high', 'low'])
  }
})

test('a rule reaches no threshold, and what a topic can score is its own', () => {
  const topic = { ...BLASTS, threshold: 2.5 }
  expect(compileTopics([topic])(article(title))).toEqual([])
  expect(mostScore(topic)).toBe(3)
})

test('why not: a match says what raises it; a rule that does not hold says what lacks', () => {
  expect(whyNot(BLASTS, article(title))).toMatchObject({
    matches: true,
    evidence: [{ raises: 'high' }, { clause: 'blast' }],
  })
  const graver = rule('critical', 'killed NEAR/3 100..')
  expect(whyNotRaised(BLASTS, graver, article('Blast: 12 dead')).lacks).toMatchObject([
    { clause: 'killed NEAR/3 100..', why: 'missing' },
  ])
  expect(whyNotRaised(BLASTS, graver, article('120 killed')).lacks).toMatchObject([{ clause: 'blast^2 OR bomb' }])
})

test('a rule whose query is refused stops everything, by name and place', () => {
  expect(() => compileTopics([{ ...BLASTS, raise: [rule('high', 'dead AND')] }])).toThrow(/Topic blasts, column 6/)
})
