import { expect, test } from 'vitest'
import { parsePart, parseQuery } from '../../shared/topic/query/query.ts'

const errorOf = (query: string) => {
  const read = parseQuery(query)
  if (read.ok) throw new Error(`${query} is not refused`)
  return read.error
}

test.each([
  ['10..', 10, Number.POSITIVE_INFINITY],
  ['1,000..2.500', 1000, 2500],
  ['1.5m..', 1_500_000, Number.POSITIVE_INFINITY],
  ['ten..twenty', 10, 20], // as they are found
  ['dozens..', 24, Number.POSITIVE_INFINITY],
  ['0..10m', 0, 10_000_000],
  ['500..1k', 500, 1000], // 500k would be more
])('%s is from %i to %f', (query, least, most) => {
  expect(parseQuery(query)).toMatchObject({ ok: true, query: { range: { least, most } } })
})

test.each([
  ['a 1 000..', 3, '1000..'],
  ['10 000..50 000', 1, '10000..50000'],
  ['1 000 000..', 1, '1000000..'], // unbroken spaces
  ['1 million..', 1, '1000000..'],
  ['1 million..5 million', 1, '1000000..5000000'],
  ['2.5  million ..', 1, '2500000..'],
  ['1 bn..', 1, '1000000000..'],
  ['1 млн..', 1, '1000000..'],
  ['10 万..', 1, '100000..'],
  ['dead NEAR/3 10 ..', 13, '10..'],
  ['10 .. 20', 1, '10..20'],
  ['.. 10', 1, '0..10'],
  ['10..20 000', 1, '10..20000'],
  ['10 to 20', 1, '10..20'],
  ['10.. million', 1, '10000000..'], // and not from 10 up to a million
  ['10 people..', 1, '(people NEAR/1 10..)'],
  ['a ..5', 3, '0..5'],
  ['*..10', 1, '0..10'],
  ['10..∞', 1, '10..'],
  ['10...20', 1, '10..20'],
  ['10…', 1, '10..'],
  ['1e9..', 1, '1000000000..'],
  ['1_000..', 1, '1000..'],
  ['1million..', 1, '1000000..'],
  ['$10m..', 1, '10m..'],
  ['a 50..10', 3, '10..50'],
  ['1000kg..', 1, '(kg NEAR/1 1000..)'],
  ['10KG..20KG', 1, '(kg NEAR/1 10..20)'],
  ['10..kg', 1, '(kg NEAR/1 10..)'],
  ['5..10m', 1, '5000000..10000000 or 5..10000000'],
  ['5..10 million', 1, '5000000..10000000 or 5..10000000'],
  ['$1..$5k', 1, '1000..5000 or 1..5000'],
])('%s is refused at column %i: write %s', (query, column, instead) => {
  const { remedy, ...error } = errorOf(query)
  expect([error.column, /^Write (.*?) instead\./.exec(remedy)?.[1]]).toEqual([column, instead])
  for (const way of instead.split(' or ')) expect(parseQuery(way)).toMatchObject({ ok: true })
})

test.each([
  ['5 10..', 1, 'To look for both, write AND'],
  ['2019 100..', 1, 'To look for both, write AND'],
  ['a 10-20', 3, '10..20 for ten to twenty'],
  ['10–20', 1, '10..20 for'],
  ['$5m~$10m', 1, '10..20 for'],
  ['[10 TO *]', 1, '10.. for ten and more'],
  ['10 - 20', 4, '10..20'],
  ['killed NEAR/3 >10', 15, '11.. for more than ten'],
  ['>= 10', 1, '10.. for ten and more'],
  ['title:≤10', 7, '0..9 for less'],
  ['killed>10', 7, '10.. for ten and more'],
  ['$10k+', 1, '10.. for ten and more'],
  ['killed at least 10', 8, '10.. for ten and more'],
  ['More than 1,000', 1, '11.. for more than ten'],
  ['a 10m or more', 3, '10.. for ten and more'],
  ['5%..', 1, '"35%"'],
  ['muertos más de 10', 9, '10.. for ten and more'],
  ['muertos NEAR/3 al menos 10', 16, '10.. for ten and more'],
  ['10 ou plus', 1, '10.. for ten and more'],
  ['погибли более 10', 9, '10.. for ten and more'],
  ['قتلى أكثر من 10', 6, '10.. for ten and more'],
  ['muertos 10 a 20', 9, '10..20 instead'],
  ['погибли от 10 до 20', 12, '10..20 instead'],
  ['死亡 10 至 20', 4, '10..20 instead'],
  ['5 %..', 3, '"35%"'],
  ['..', 1, '10..50'],
  ['fraud …', 7, '10..50'],
  ['10..5x', 1, '10..50'],
  ['10..20..30', 1, '10..50'],
  ['1.2.3..', 1, '10..50'],
  ['1.1..2.3b', 1, '1100000000..2300000000 or 1.1..'],
  ['1.5..1.125tn', 1, '10..50'], // no digits say so
  [`9${'亿'.repeat(40)}..`, 1, '10..50'],
  [`1..一${'亿'.repeat(40)}`, 1, '10..50'],
  ['1..1௧', 1, '10..50'], // digits of a script that is not read
  [`${'1'.repeat(41)}..`, 1, '10..50'],
  ['=10..', 1, '10..50'],
  ['~10..', 1, '10..50'],
  ['10..*', 1, '10..50'],
  ['source:10..', 8, 'title:10..'],
  ['10..^0', 5, 'fraud^2'],
])('%s is refused at column %i, with the remedy %s', (query, column, remedy) => {
  expect(errorOf(query)).toMatchObject({ column, remedy: expect.stringContaining(remedy) })
})

test.each([
  '10 AND 20..',
  'COVID 19..',
  'one to one',
  'more than words',
  '10 OR more',
  'más de cerca',
  'vitamin a 10',
  '死亡超过10人',
  '"at least 10"',
  '(killed NEAR/3 10..) 20',
  '"10-20"',
  '"a 10" 20..',
  '=10 20..',
  'B-52',
  '10.. -20',
])('%s is no range with spaces', query => {
  expect(parseQuery(query)).toMatchObject({ ok: true })
})

test('a percentage with 200,000 dots is refused at once', () => {
  const began = performance.now()
  parsePart(`${'.'.repeat(200_000)}%`)
  expect(performance.now() - began).toBeLessThan(700)
})

test.each(['1 ', '1 to ', '.. ', '1.. 1 ', '1-', ' '])('40,000 characters of %j are read at once', part => {
  const began = performance.now()
  parseQuery(`1${part.repeat(39_990 / part.length)}000..`)
  expect(performance.now() - began).toBeLessThan(2_000)
})
