import { expect, test } from 'vitest'
import { whyNot } from '../../shared/topic/why-not.ts'
import { aTopic } from './ask.ts'

const about = (query: string, title: string, summary = '', threshold = 0) =>
  whyNot(aTopic('t', query, { threshold }), { title, summary, language: 'en' })

test.each([
  ['fraud', 'A theft', ['missing fraud']],
  ['cyber fraud', 'Bank fraud', ['missing cyber']],
  ['"cyber fraud"', 'Fraud, cyber', ['missing "cyber fraud"']],
  ['(strike OR walkout) port', 'Port opens', ['missing strike OR walkout']], // the group as a whole
  ['(strike OR walkout port) (harbour OR port)', 'Port opens', ['missing walkout']], // half a way is nearer
  ['(a b c) OR (d e)', 'a b', ['missing c']], // the way that lacks least
  ['(a b c) OR (c d e) OR (b c)', 'b a', ['missing c']],
  ['(a b c d) OR (e f)', 'a b e', ['missing f']], // also where more of another way was found
  ['port -strike', 'Port strike', ['excluded strike at strike']],
  ['port -(strike OR walkout)', 'Port strike', ['excluded strike OR walkout at strike']],
  ['port -(strike "air raid")', 'Port opens', []],
  ['title:fraud', 'Bank', ['elsewhere title:fraud at fraud']],
  ['strike NEAR/1 port', 'Strike has now closed a port', ['apart strike NEAR/1 port']],
  ['strike NEAR/1 port', 'Strike closes mine', ['half strike NEAR/1 port at strike']],
  [
    '(mine OR harbour) NEAR/1 (port OR strike)',
    'Strike at port',
    ['half (mine OR harbour) NEAR/1 (port OR strike) at strike port'],
  ],
  ['strike NEAR/1 port', 'Mine closed', ['missing strike NEAR/1 port']],
  ['title:(strike NEAR/1 port)', 'Strike has now closed a port', ['apart title:(strike NEAR/1 port)']],
  ['"cyber fraud"~1', 'Cyber bank card fraud', ['apart "cyber fraud"~1']],
  ['"cyber fraud"~1^2', 'Cyber bank card fraud', ['apart "cyber fraud"~1']],
  ['summary:(fraud OR theft)', 'Fraud', ['elsewhere summary:fraud at fraud']],
  ['summary:(bank NEAR/2 theft)', 'Bank has theft', ['elsewhere summary:(bank NEAR/2 theft) at bank theft']],
  ['summary:"bank theft"~2', 'Bank has theft', ['elsewhere summary:"bank theft"~2 at bank has theft']],
  ['((a b) OR (c d)) e', 'e', ['missing (a b) OR (c d)']], // with all its parentheses
  ['e (title:a OR b)', 'e', ['missing title:a OR b']],
  ['e -(a (b OR c))', 'e a b', ['excluded a (b OR c) at a b']],
  ['bank lang:fr', 'Bank', ['missing lang:fr']],
  ['bank source:reuters', 'Bank', ['missing source:reuters']],
])('%j of %j: %j', (query, title, lacks) => {
  const why = about(query, title, query === 'title:fraud' ? 'fraud' : '')
  const words = (spans: readonly { field: 'title' | 'summary'; start: number; end: number }[]) =>
    spans.map(({ field, start, end }) => ({ title, summary: 'fraud' })[field].slice(start, end).toLowerCase())
  expect(
    why.lacks.map(({ why, clause, spans }) =>
      [why, clause, ...(spans.length > 0 ? ['at', ...words(spans)] : [])].join(' '),
    ),
  ).toEqual(lacks)
  expect(why.matches).toBe(lacks.length === 0)
})

test('what holds on that way is shown, with its places', () => {
  expect(about('bank (strike OR walkout) port', 'Port and bank').evidence).toEqual([
    { clause: 'bank', contribution: 1, spans: [{ field: 'title', start: 9, end: 13 }] },
    { clause: 'port', contribution: 1, spans: [{ field: 'title', start: 0, end: 4 }] },
  ])
})

test('what stands beside the text is a reason without a place', () => {
  const topic = aTopic('t', 'source:reuters^2 lang:en bank')
  const why = whyNot(topic, { title: 'Port', summary: '', language: 'en', feedTitle: 'Reuters' })
  expect(why.evidence).toEqual([
    { clause: 'source:reuters', contribution: 2, spans: [] },
    { clause: 'lang:en', contribution: 1, spans: [] },
  ])
})

test('a score that is too low is said, with nothing else lacking', () => {
  expect(about('fraud^2 OR bank', 'Bank', '', 2)).toMatchObject({ matches: false, score: 1, threshold: 2, lacks: [] })
  expect(about('fraud^2 OR bank', 'Fraud', '', 2)).toMatchObject({ matches: true, score: 2 })
})
