import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../shared/topic/query.ts'
import { printQuery } from './print.ts'

const printed = (text: string): string => {
  const read = parseQuery(text)
  return read.ok ? printQuery(read.query) : `refused at ${read.error.column}: ${read.error.message}`
}

describe('a query is read as', () => {
  test.each([
    ['a b', 'a AND b'],
    ['a b OR c', 'a AND b OR c'],
    ['a (b OR c)', 'a AND (b OR c)'],
    ['(a b) c', '(a AND b) AND c'],
    ['((a))', 'a'],
    ['a -b', 'a AND NOT b'],
    ['a NOT (b c)', 'a AND NOT (b AND c)'],
    ['title:(a OR -b c)', 'title:a OR NOT title:b AND title:c'],
    ['TITLE:a', 'title:a'],
    ['ｓｕｍｍａｒｙ：（诈骗　OR　“电信 诈骗”）', 'summary:诈骗 OR summary:"电信 诈骗"'],
    ['fraud＊', 'fraud*'],
    ['AT&T 1,000', 'AT&T AND 1,000'],
    ['"and" "NOT"', '"and" AND "NOT"'],
    ['\u200f-a b', 'NOT a AND b'], // an unseen direction mark does not hide the minus
    ['a ＯＲ b', 'a OR b'],
  ])('%j: %s', (text, expected) => {
    expect(printed(text)).toBe(expected)
  })

  test('with the place of every part in the text', () => {
    const text = 'x (title:"a b" OR cde*)'
    const read = parseQuery(text)
    if (!read.ok || read.query.kind !== 'and') throw new Error('misread')
    const [, either] = read.query.parts
    if (either?.kind !== 'or') throw new Error('misread')
    expect(either.parts.map(part => text.slice(part.start, part.end))).toEqual(['"a b"', 'cde*'])
    expect(text.slice(either.start, either.end)).toBe('"a b" OR cde*')
  })
})

describe('a query is refused with the place and what to write instead', () => {
  test.each([
    ['', 1, /empty/],
    [' \u3000', 1, /empty/],
    ['a AND', 3, /Nothing follows AND/],
    ['AND a', 1, /Nothing stands before AND/],
    ['a OR OR b', 3, /Nothing follows OR/],
    ['a AND OR b', 3, /Nothing follows AND/],
    ['OR', 1, /Nothing stands before OR/],
    ['NOT', 1, /Nothing follows NOT/],
    ['a -', 3, /nothing to exclude/],
    ['a NOT NOT b', 3, /One NOT follows another/],
    ['(a', 1, /never closed/],
    ['a (', 3, /never closed/],
    ['a)', 2, /closes nothing/],
    [')', 1, /closes nothing/],
    ['a ()', 3, /Nothing stands in these/],
    ['（a', 1, /never closed/],
    ['a "b', 3, /quotation mark is never closed/],
    ['“a', 1, /quotation mark is never closed/],
    ['""', 1, /no letter or digit/],
    ['a -- b', 4, /stuck/],
    ['a !!!', 3, /does not exclude/],
    ['a +', 3, /no letter or digit/],
    ['😀', 1, /no letter or digit/],
    ['ـــ', 1, /no letter or digit/],
    ['tittle:x', 1, /no field "tittle:"/],
    ['a http://x', 3, /no field "http:"/],
    [':x', 1, /no field/],
    ['title:', 1, /Nothing stands against/],
    ['title: x', 1, /Nothing stands against/],
    ['title:-x', 1, /followed by an exclusion/],
    ['title:NOT x', 1, /followed by an exclusion/],
    ['title:(a summary:b)', 10, /stands inside "title:"/],
    ['a and b', 3, /only in capitals/],
    ['a Or b', 3, /only in capitals/],
    ['title:not', 7, /only in capitals/],
    ['a NEAR/8 b', 3, /NEAR is not known/],
    ['诈骗OR冰毒', 3, /stuck to a word/],
    ['a, b', 2, /comma/],
    ['诈骗，冰毒', 3, /comma/],
    ['诈骗、冰毒', 3, /comma/],
    ['a|b', 2, /no meaning/],
    ['a^2', 2, /no meaning/],
    ['!a b', 1, /does not exclude/],
    ['a"b"-c', 5, /stuck/],
    ['fr*d', 3, /only at the end/],
    ['*', 1, /no letter or digit/],
    ['"fraud*"', 7, /inside quotes/],
    ['ab*', 1, /Too little/],
    ['诈*', 1, /Too little/],
    ['e-p*', 1, /Too little/],
    ['U.S.*', 1, /Too little/],
    ['NOT a', 1, /only excludes/],
    ['-a -b', 1, /only excludes/],
    ['-(-a)', 1, /only excludes/],
    ['a OR -b', 6, /alternative of an OR/],
    ['a (b OR (-c -d))', 10, /alternative of an OR/],
    [`${'('.repeat(51)}a${')'.repeat(51)}`, 51, /more than 50 deep/],
    ['a'.repeat(20_001), 20_001, /longer than/],
    ['诈'.repeat(101), 1, /100 words/],
  ])('%j at column %i', (text, column, message) => {
    const read = parseQuery(text)
    if (read.ok) throw new Error(`read as ${printQuery(read.query)}`)
    expect(read.error).toMatchObject({ column, message: expect.stringMatching(message) })
    expect(read.error.remedy).not.toBe('')
  })
})
