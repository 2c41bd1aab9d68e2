import { describe, expect, test } from 'vitest'
import { compileTopics } from '../../shared/topic/match.ts'
import { ask, aTopic } from './ask.ts'

describe('a word is found', () => {
  test.each([
    ['AI', 'AI passes the bar', true],
    ['AI', 'He said so', false], // whole words only
    ['zurich', 'Zürich votes', true], // accents do not matter
    ['ZÜRICH', 'zurich votes', true], // nor capitals
    ['état', "L'état d'urgence", true], // an apostrophe divides
    ['état', 'L’état d’urgence', true],
    ['strasse', 'Raub in der Hauptstraße', false], // a whole word, in German too
    ['Straße', 'STRASSE GESPERRT', true],
    ['Łódź', 'Lodz police', true],
    ['istanbul', 'İSTANBUL', true],
    ['мошенничество', 'Мошенничество в банке', true],
    ['мошенничество', 'Дело о мошенничестве', true], // endings of its script are known
    ['самолёт', 'Самолет сел', true], // ё is often written е
    ['рай', 'раи', false], // but й is a letter
    ["п'ять", 'п’ять осіб', true], // however the apostrophe is typed
    ["п'ять", 'п\u02bcять осіб', true],
    ['мошенник', 'Моше\u0301нник', true], // stress marks
    ['诈骗', '警方破获电信诈骗案', true], // no spaces, still a word
    ['诈骗', '诈 骗', true], // a space is no boundary
    ['国法', '中国、法国', false], // but a comma is
    ['"中国、法国"', '中国、法国', true], // unless the query has it too
    ['冰毒', '缴获500公斤冰毒', true],
    ['500', '缴获500公斤冰毒', true], // digits beside Han separate
    ['500公斤', '缴获５００公斤冰毒', true], // full-width digits
    ['振り込め詐欺', '振り込め詐欺の疑い', true],
    ['ガス', 'ｶﾞｽ漏れ', true], // half-width kana
    ['か', 'が', false], // voicing makes another letter
    ['ยาเสพติด', 'ตำรวจยึดยาเสพติดล็อตใหญ่', true],
    ['마약', '마약 사범', true],
    ['마약', '마약을 적발', false], // Korean endings: 마약*
    ['المخدرات', 'ضبط المُخَدِّرات', true], // vowel signs are left out
    ['مخدرات', 'مخـــدرات', true], // tatweel only stretches
    ['احمد', 'أحمد', true],
    ['مكافحة', 'مكافحه', true],
    ['مستشفى', 'مستشفي', true],
    ['کلاهبرداری', 'كلاهبرداري', true], // a Persian keyboard and an Arabic one
    ['मादक', 'मादक पदार्थ', true],
    ['मदक', 'मादक पदार्थ', false], // vowel signs are letters in Hindi
    ['צה"ל', 'כוחות צה״ל', true], // gershayim do not quote
    ['שלום', 'שָׁלוֹם', true],
    ['ΦΟΡΟΣ', 'φόρος', true],
    ['finance', 'ﬁnance', true],
    ['fraud', '𝐅𝐫𝐚𝐮𝐝 alert', true],
    ['fraud', 'fr\u00adaud', true], // a soft hyphen
    ['٥٠٠', '500 kg', true],
  ])('query %j, %j: %s', (query, title, expected) => {
    expect(ask(query, title) !== undefined).toBe(expected)
  })
})

describe('Arabic proclitics are taken off the article’s word, not off the query’s', () => {
  test.each([
    ['مخدرات', 'المخدرات', true],
    ['مخدرات', 'والمخدرات', true],
    ['مخدرات', 'بالمخدرات', true],
    ['مخدرات', 'للمخدرات', true],
    ['المخدرات', 'للمخدرات', true],
    ['"مكافحة المخدرات"', 'حملة لمكافحة المخدرات', true],
    ['قتل', 'وقتل', true],
    ['مخدر*', 'بالمخدرات', true],
    ['مخدرات', 'xمخدرات', false],
    ['والمخدرات', 'المخدرات', false],
    ['لد', 'ولد', false], // what remains must have three letters
  ])('query %j, %j: %s', (query, title, expected) => {
    expect(ask(query, title) !== undefined).toBe(expected)
  })
})

describe('a phrase, a prefix, initials', () => {
  test.each([
    ['"cyber fraud"', 'Cyber-fraud ring', true],
    ['"cyber fraud"', 'fraud, cyber', false],
    ['"St Petersburg"', 'St. Petersburg', true], // between whole words a stop is a space
    ['"cyber fraud"', 'cyber bank fraud', false],
    ['e-payment', 'An e-payment firm', true],
    ['e-payment', 'An e payment firm', true],
    ['e-payment', 'payment', false],
    ['fraud*', 'Fraudsters held', true],
    ['fraud*', 'defrauded', false],
    ['мошеннич*', 'Дело о мошенничестве', true],
    ['마약*', '마약을 적발', true],
    ['诈骗*', '诈骗案', true],
    ['诈骗*', '诈取', false],
    ['ยาเสพต*', 'ยาเสพติด', true], // a vowel sign may follow, too
    ['e-pay*', 'e-payments', true],
    ['U.S.', 'The U.S. said', true],
    ['U.S.', 'It told us', false], // initials are not the pronoun
    ['US', 'The U.S. said', true],
    ['FBI', 'F.B.I. agents', true],
    ['"فرانس برس" OR افب', 'أ.ف.ب', true],
    ['Rowling', 'J.K.Rowling', true],
  ])('query %j, %j: %s', (query, title, expected) => {
    expect(ask(query, title) !== undefined).toBe(expected)
  })
})

describe.each([
  ['Latin', 'fraud', 'banque', 'jeu'],
  ['Cyrillic', 'взлом', 'банк', 'игра'],
  ['Han', '诈骗', '银行', '游戏'],
  ['Arabic', 'احتيال', 'مصرف', 'لعبة'],
  ['Thai', 'ฉ้อโกง', 'ธนาคาร', 'เกม'],
  ['Hangul', '사기', '은행', '게임'],
])('operators between %s words', (_script, a, b, c) => {
  test.each([
    [`${a} ${b}`, `${b} ${a}`, true], // side by side is AND
    [`${a} ${b}`, a, false],
    [`${a} AND ${b}`, `${a}, ${b}`, true],
    [`${a} AND ${b}`, b, false],
    [`${a} OR ${b}`, b, true],
    [`${a} OR ${b}`, c, false],
    [`${a} NOT ${b}`, a, true],
    [`${a} NOT ${b}`, `${a} ${b}`, false],
    [`${a} -${b}`, `${a} ${b}`, false],
    [`${a} －${b}`, `${a} ${b}`, false], // a full-width minus
    [`${a} -"${b} ${c}"`, `${a} ${b}`, true],
    [`${a} -"${b} ${c}"`, `${a} ${b} ${c}`, false],
    [`${a} -(${b} OR ${c})`, `${a} ${c}`, false],
    [`${a} OR ${b} ${c}`, a, true], // AND binds before OR
    [`${a} OR ${b} ${c}`, b, false],
    [`(${a} OR ${b}) ${c}`, a, false],
    [`（${a} OR ${b}） ${c}`, `${b} ${c}`, true], // full-width parentheses
    [`“${a} ${b}”`, `${a} ${b}`, true],
    [`«${a} ${b}»`, `${b} ${a}`, false],
    [`title:${a}`, a, true],
    [`summary:${a}`, a, false],
    [`title：${a}`, a, true],
    [`title:"${a} ${b}"`, `${a} ${b}`, true],
    [`title:(${c} OR ${a})`, a, true],
    [`${a} -summary:${a}`, a, true],
  ])('query %j, %j: %s', (query, title, expected) => {
    expect(ask(query, title) !== undefined).toBe(expected)
  })
})

test('words are sought in title and summary together, a phrase within one of them', () => {
  expect(ask('fraud bank', 'Fraud', 'Bank')).toBeDefined()
  expect(ask('"fraud bank"', 'Fraud', 'Bank')).toBeUndefined()
})

describe('evidence', () => {
  test('quotes each clause as it was written, with where it was found in the original text', () => {
    const title = '\ud83d\ude00 Zu\u0308rich: ﬁnance fraud'
    const found = ask('title:(ZURICH OR geneva) finance summary:"Bank Fraud"', title, 'a bank-fraud')?.evidence
    expect(found).toEqual([
      { clause: 'title:ZURICH', contribution: 1, spans: [{ field: 'title', start: 3, end: 10 }] },
      { clause: 'finance', contribution: 1, spans: [{ field: 'title', start: 12, end: 18 }] },
      { clause: 'summary:"Bank Fraud"', contribution: 1, spans: [{ field: 'summary', start: 2, end: 12 }] },
    ])
    expect(title.slice(3, 10)).toBe('Zu\u0308rich')
  })

  test.each([
    ['a -b', ['a']], // what must be absent is no reason
    ['a OR b', ['a']],
    ['a OR c', ['a', 'c']], // every alternative that holds
    ['(b a) OR c', ['c']], // nothing of a branch that failed
    ['a (a OR c)', ['a', 'c']], // said once
    ['a -(b c)', ['a']],
  ])('query %j of the words a and c: %j', (query, clauses) => {
    expect(ask(query, 'a c')?.evidence.map(each => each.clause)).toEqual(clauses)
  })

  test('lists ten places of a clause at most, in order, and none inside another', () => {
    expect(ask('bank', 'bank '.repeat(8), 'bank '.repeat(8))?.evidence[0]?.spans).toHaveLength(10)
    expect(ask('abc*', 'abcd abce abcd')?.evidence[0]?.spans.map(span => span.start)).toEqual([0, 5, 10])
    expect(ask('哈哈', '哈哈哈哈哈')?.evidence[0]?.spans.map(span => span.start)).toEqual([0, 2])
  })
})

test('a matcher answers in the topics’ order, with their names and severities', () => {
  const match = compileTopics([aTopic('x', 'fraud'), aTopic('y', 'nothing'), aTopic('z', 'bank')])
  expect(match({ title: 'Bank fraud', summary: '', language: 'en' })).toMatchObject([
    { topic: 'x', topicName: 'Topic x', severity: 'high', score: 1 },
    { topic: 'z', topicName: 'Topic z' },
  ])
})

test('a phrase with gaps may end later than at once, to be near what follows', () => {
  expect(ask('"a b"~2 NEAR/1 "a b"', 'b a b x b a b')).toBeDefined()
  expect(ask('"a b"~1 NEAR/1 "a b"', 'b a b x b a b')).toBeUndefined()
})

test.each([
  ['"a a"~3', 'a', false], // no word is its own neighbour
  ['"a a"~3', 'a b a', true],
  ['(b OR a) NEAR/1 c', 'a c x x x x x x x b', true], // the alternative that is written last may stand first
  ['e-pay*', 'Extra pay', false], // the star is the last word's alone
  ['c NEAR/1 (b OR a)', 'a c x x x x x x x b', true],
])('query %j, %j: %s', (query, title, expected) => {
  expect(ask(query, title) !== undefined).toBe(expected)
})

test('the places of a nearness are in the order of the text', () => {
  expect(ask('b NEAR/2 a', 'a b')?.evidence[0]?.spans.map(({ start }) => start)).toEqual([0, 2])
})

describe('a score', () => {
  const query = 'fraud^2 OR bank OR police^0.5'
  test.each([
    ['Fraud', 2, undefined],
    ['Bank fraud, fraud and fraud', 3, 3], // said often, counted once
    ['Police at a bank', 1.5, undefined],
    ['Police and bank on fraud', 3.5, 3],
  ])('%j scores %d; with a threshold of 3 it is %s', (title, score, reached) => {
    expect(ask(query, title)?.score).toBe(score)
    const [match] = compileTopics([aTopic('t', query, { threshold: 3 })])({ title, summary: '', language: null })
    expect(match?.threshold).toBe(reached)
  })
})

test('what is written twice counts by its greater boost', () => {
  expect(ask('fraud^2 OR fraud', 'Fraud')?.score).toBe(2)
})

test.each([
  ['cocaine OR cocaïne^2 OR "Cocaine"', 'La cocaïne', [['cocaine', 2]]],
  [
    'cocaine OR =cocaine OR cocaine*',
    'A cocaine ring',
    [
      ['cocaine', 1],
      ['=cocaine', 1],
      ['cocaine*', 1],
    ],
  ],
  [
    'title:cocaine OR cocaine',
    'A cocaine ring',
    [
      ['title:cocaine', 1],
      ['cocaine', 1],
    ],
  ],
])('of what is looked for twice the first spelling is shown: %s', (query, title, reasons) => {
  const evidence = ask(query, title)?.evidence
  expect(evidence?.map(({ clause, contribution }) => [clause, contribution])).toEqual(reasons)
})

test('a nearness says its field', () => {
  expect(ask('title:(a NEAR/4 b)', 'a b')?.evidence[0]?.clause).toBe('title:(a NEAR/4 b)')
})

test('a score that adds up to the threshold reaches it', () => {
  const match = compileTopics([aTopic('t', 'a^0.7 b^0.1', { threshold: 0.8 })])
  expect(match({ title: 'a b', summary: '', language: null })).toMatchObject([{ score: 0.8 }])
})

test.each([
  ['source:münchen.de', 'https://www.münchen.de/news', true],
  ['source:münchen.de', 'https://xn--mnchen-3ya.de/news', true],
  ['source:bbc.co.uk', 'https://feeds.bbc.co.uk:8443/x', true],
  ['source:news', 'https://bbc.co.uk/news', false],
  ['source:bbc', 'not an address', false],
])('query %j, link %j: %s', (query, link, expected) => {
  const match = compileTopics([aTopic('t', query)])
  expect(match({ title: 'Bank', summary: '', language: null, link }).length > 0).toBe(expected)
})

test('a match says in which language the article was read', () => {
  const match = compileTopics([aTopic('t', '~bank')])
  expect(match({ title: 'Banks fail', summary: '', language: 'en' })).toMatchObject([{ language: 'en' }])
  expect(match({ title: 'Banks fail', summary: '', language: null })).toEqual([])
})

test('a topic that matches for several reasons matches once', () => {
  const match = compileTopics([aTopic('t', 'fraud^0.29 OR bank OR "bank fraud"')])
  const found = match({ title: 'Bank fraud', summary: 'Fraud', language: null })
  expect(found.map(({ score }) => score)).toEqual([2.29])
})

test('a topic whose query is refused stops everything, by name and place', () => {
  expect(() => compileTopics([aTopic('x', 'fraud'), aTopic('y', 'bank AND')])).toThrow(/Topic y, column 6/)
})
