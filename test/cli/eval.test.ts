import { describe, expect, test, vi } from 'vitest'
import { evaluate } from '../../cli/eval.ts'
import { failureOf, scene, write } from './folder.ts'

const config = () =>
  write(
    'news-alerts.yaml',
    `topics:
  - { id: fraud, query: fraud OR scam }
  - { id: ports, query: strike AND port }`,
  )
const lines = (...items: readonly unknown[]) => items.map(each => JSON.stringify(each)).join('\n')
const ITEMS = lines(
  { id: '1', lang: 'en', title: 'Scam at the bank', labels: ['fraud'], source: 'whatever else there is' },
  { id: '2', lang: 'en', title: 'Fraud\u202e, the film', text: 'A scam on the screen' },
  { id: '3', lang: 'fr', title: 'Le port est en strike', labels: ['ports', 'work'], uncertain: ['fraud'] },
  { id: '4', lang: 'en', title: 'Harbour strike', labels: ['ports'] },
)
const said = () => scene.printed.join('\n')
const run = async (text: string | Uint8Array, options = {}) =>
  evaluate([write('items.jsonl', text)], { config: config(), ...options })

test('it prints figures by topic and language, then the mistakes and why', async () => {
  await run(ITEMS)
  const cells = said().replace(/[│┌┐└┘├┤┬┴┼─]+/g, '|')
  expect(cells).toMatch(/fraud +\| 50\.0 % +\| 100\.0 % +\| 66\.7 % +\| 50\.0 % to 100\.0 % +\| 1 +\| 1 +\| 0 /)
  expect(cells).toMatch(/en +\| 50\.0 % +\| 50\.0 % +\| 50\.0 % .*\| 3 +\| 2 +\| 1 /)
  expect(said()).toContain('No topic has these labels: work')
  expect(said()).toContain(`
Wrong matches, the highest score first

Fraud , the film
  fraud, score 2 (en, 2)
  found: fraud, scam

Missed, those first that lack least

Harbour strike
  ports, score 1 (en, 4)
  found: strike
  missing: port`)
})

test('as JSON, a figure that does not exist is null', async () => {
  await run(ITEMS, { json: true, language: 'fr' })
  expect(JSON.parse(said())).toMatchObject({
    macro: { precision: 1, recall: 1, f1: 1 },
    micro: { precision: 1, recall: 1, f1: 1, interval: [1, 1] },
    topics: { fraud: { precision: null, recall: null, f1: null, interval: null }, ports: { f1: 1 } },
    languages: { fr: { precision: 1, recall: 1, f1: 1, items: 1, matched: 1, alarms: 0 } },
    mistakes: { wrong: [], missed: [] },
  })
})

test('whoever waits is told how far it is, beside the answer', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  let now = 0
  vi.spyOn(Date, 'now').mockImplementation(() => (now += 3_000))
  await run(ITEMS)
  expect(said.mock.calls).toEqual([['1 of 4 items tried'], ['3 of 4 items tried']])
})

test('with --support it lists what one item speaks for', async () => {
  await run(ITEMS, { support: true })
  expect(said()).toContain(`
fraud: 1 term with the support of one item; without them its recall is 0.0 %
  scam  found by nothing else: Scam at the bank (1)`)
})

test('the shipped packs are measured where there is no configuration', async () => {
  evaluate([write('items.jsonl', ITEMS)], { json: true })
  expect(Object.keys(JSON.parse(said()).topics)).toHaveLength(7)
})

describe('refused, with nothing printed', () => {
  const id = { id: 'a', lang: 'en', title: 'x' }
  test.each([
    ['a line that is no JSON', `${lines(id)}\n{"id": `, /^2 items\.jsonl:2 {2}Unexpected end of JSON input/],
    ['and what to write', '{"id": ', /. Write each item as a JSON object on a line of its own\.\n/],
    ['a name that is empty', lines({ ...id, id: '' }), /:1 {2}id: it must not be empty/],
    ['a headline that is empty', lines({ ...id, title: '' }), /:1 {2}title: it must not be empty/],
    [
      'a language by its name',
      lines({ ...id, lang: 'english' }),
      /:1 {2}lang: it must be the code of a language, as en/,
    ],
    [
      'a label both sure and not',
      lines({ ...id, labels: ['t'], uncertain: ['t'] }),
      /:1 {2}a label is sure or uncertain/,
    ],
    ['a line that is no object', '\n[]', /^2 items\.jsonl:2 {2}it must be a JSON object/],
    ['a key that is missing', lines({ ...id, title: undefined }), /:1 {2}title: it must be there, and text/],
    ['a key of another kind', lines({ ...id, text: 1 }), /:1 {2}text: it must be there, and text/],
    ['labels that are no list', lines({ ...id, labels: 'fraud' }), /:1 {2}labels: it must be a list of topics' ids/],
    ['a label that is no text', lines({ ...id, uncertain: [1] }), /:1 {2}uncertain: 0: it must be there, and text/],
    ['an item given twice', lines(id, id), /^2 items\.jsonl:2 {2}id a: it is here twice/],
    ['every line that is wrong', `[]\n${lines(id)}\n[]`, /:1 .*\n.*:3 .*\n\nNothing was evaluated\.$/],
    ['an empty file', '\n', /^1 There are no items/],
    ['which of them', '\n', /in items\.jsonl; nothing was evaluated\. Write each/],
    ['bytes of another encoding', new Uint8Array([0xff, 0xfe]), /^2 The file items\.jsonl is not UTF-8 text\.$/],
  ])('%s', async (_, text, message) => {
    expect(await failureOf(run(text))).toMatch(message)
    expect(scene.printed).toEqual([])
  })

  test('a language that no item is in', async () => {
    expect(await failureOf(run(ITEMS, { language: 'de' }))).toBe('1 No item is in the language de.')
  })
})

test('a name of a file does not upset the terminal', async () => {
  const evil = write('a\u001b[31m.jsonl', '{')
  expect(await failureOf(Promise.resolve().then(() => evaluate([evil], { config: config() })))).toContain(
    'a [31m.jsonl:1',
  )
  const gone = Promise.resolve().then(() => evaluate([`${evil}x`], { config: config() }))
  expect(await failureOf(gone)).toMatch(/^2 The file a \[31m\.jsonlx cannot be read: [^\p{Cc}]*$/u)
})
