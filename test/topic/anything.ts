import fc from 'fast-check'

const signs = [
  '(',
  ')',
  '"',
  '“',
  '-',
  ' AND ',
  ' OR ',
  ' NOT ',
  ' and',
  'title:',
  '：',
  '*',
  '诈',
  'a',
  'abc',
  'fr',
  ' ',
  '،',
  '=',
  '~',
  '～',
  '^',
  '"~3',
  '^2',
  '＾0.5',
  '2',
  ' NEAR/5 ',
  ' NEAR/',
  'near/1',
  'source:',
  'lang:',
  'צ"ל',
]
const oddities = [
  'e\u0301',
  '\u0301',
  '\u1100\u1161',
  '½',
  '㎏',
  'ำ',
  '℀',
  'ﷺ',
  'İ',
  'ẞ',
  'ﾞ',
  'ｶ',
  'ـ',
  'U.S',
  '.',
  '\u200d',
  '\u202e',
  '्',
  'क',
  '葛\u{e0100}',
]
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map(codes => String.fromCharCode(...codes))
/** Strings of all sorts: random units, and the signs of the query language beside letters that fold oddly. */
export const anything = fc.oneof(
  units, // lone surrogates too
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...signs, ...oddities), { maxLength: 40 }).map(parts => parts.join('')),
)
