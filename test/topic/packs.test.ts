import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { packTopic } from '../../shared/config/packs.ts'
import { PackFile } from '../../shared/config/schema.ts'
import { exampleChecker } from '../../shared/topic/examples.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import { lex } from '../../shared/topic/query/lex.ts'

const FOLDER = new URL('../../shared/topic/packs/', import.meta.url)
const packIds = readdirSync(FOLDER).map(name => name.replace(/\.yaml$/, ''))
const pack = (id: string) => readFileSync(new URL(`${id}.yaml`, FOLDER), 'utf8')
// Reading a pack parses its query: a broken one fails this whole file, by its name, place and remedy.
const topics = packIds.flatMap(id => packTopic(id, { pack, packIds }) ?? [])

test('the packs are the seven fields of international public security', () => {
  expect(packIds).toEqual([
    'drug-trafficking',
    'environmental-wildlife-crime',
    'global-governance-police-cooperation',
    'money-laundering',
    'telecom-cyber-fraud',
    'terrorism',
    'transnational-crime',
  ])
})

test.each(packIds)('the pack %s says its own name', id => {
  expect(PackFile.parse(parse(pack(id))).id).toBe(id)
})

// Two terms side by side mean AND. In lists this long, that is an OR somebody forgot, and a term that is never found.
test.each(topics)('the query of $id writes every AND and OR out', ({ query }) => {
  const lexemes = lex(query)
  const forgotten = lexemes.filter(({ kind }, n) => endsTerm(lexemes[n - 1]?.kind) && startsTerm(kind))
  expect(forgotten.map(({ start, end }) => query.slice(start, end))).toEqual([])
})

const endsTerm = (kind?: string): boolean => kind === 'word' || kind === 'phrase' || kind === 'close'
const startsTerm = (kind: string): boolean => ['word', 'phrase', 'open', 'field'].includes(kind)

const examples = topics.flatMap(topic => [
  ...topic.examples.match.map(title => ({ topic, title, expected: true })),
  ...topic.examples.reject.map(title => ({ topic, title, expected: false })),
])

const match = compileTopics(topics)

const ruled = topics.flatMap(topic =>
  (topic.raise ?? []).flatMap(rule => [
    ...rule.examples.match.map(title => ({ topic, rule, title, expected: true })),
    ...rule.examples.reject.map(title => ({ topic, rule, title, expected: false })),
  ]),
)

test.each(ruled)('$topic.id, $title is $rule.to: $expected', ({ topic, rule, title, expected }) => {
  expect(exampleChecker(topic, rule.to)(title, expected)).toBe(true)
})

test('every pack has a rule that raises its matches, tried both ways in headlines', () => {
  expect(new Set(ruled.filter(({ expected }) => expected).map(({ topic }) => topic.id)).size).toBe(packIds.length)
  expect(new Set(ruled.filter(({ expected }) => !expected).map(({ topic }) => topic.id)).size).toBe(packIds.length)
})

test.each(examples)('$topic.id, $title: $expected', ({ topic, title, expected }) => {
  const found = match({ title, summary: '', language: null })
  expect(found.some(match => match.topic === topic.id)).toBe(expected)
})

// Latin letters do not tell a language, so the pack says it: a comment over each language's examples.
test.each(packIds)(
  'the pack %s has two examples that match in each of the six languages, and one that must not',
  id => {
    const [, match = '', reject = ''] = pack(id).split(/^ {2}(?:match|reject):$/m)
    const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh']
    expect(languages.filter(language => countIn(language, match) < 2)).toEqual([])
    expect(languages.filter(language => countIn(language, reject) === 0)).toEqual([])
  },
)

/** How many examples stand under this language's comment. */
function countIn(language: string, examples: string): number {
  const part = examples.split(/^ {4}# /m).find(part => part.startsWith(`${language}\n`)) ?? ''
  return part.match(/^ {4}- /gm)?.length ?? 0
}

test.each(topics)('the pack $id has six examples that must not match', ({ examples }) => {
  expect(examples.reject.length).toBeGreaterThanOrEqual(6)
})
