import { lexiconOf, nodeAt } from '../index/lexicon.ts'
import type { Scan } from '../text/scan.ts'
import { tokenize } from '../text/tokenize.ts'

/** What a word says of a number. */
export interface NumberWord {
  /** What it counts, or what it multiplies: five, hundred. */
  readonly value: number
  readonly multiplies: boolean
  /** What it says without a number before it, null if nothing: of dozens there are two at least. */
  readonly alone: number | null
  /** The language, if its numbers add up in a way of their own: "five and twenty", "sixty-twelve". */
  readonly tongue: '' | 'ar' | 'fr'
  /** It has the Arabic "and" written onto it. */
  readonly isJoined: boolean
}

export const MILLIONS: NumberWord = { value: 1e6, multiplies: true, alone: null, tongue: '', isJoined: false }

// By value, in English, Spanish, French, Russian and Arabic. A word that is another in a neighbour's language (Spanish
// "once", French "seize") counts only in articles of its own, and "un" not at all.
const COUNTS: Readonly<Record<number, string>> = {
  1: 'one один одна одно одного أحد إحدى',
  1.5: 'полтора полторы полутора',
  2: 'two deux es:dos два две двух двое двоих اثنان اثنين اثنا اثني',
  3: 'three trois es:tres три трех трое троих ثلاثة ثلاث',
  4: 'four quatre cuatro четыре четырех четверо четверых أربعة أربع',
  5: 'five cinq cinco пять пяти пятеро пятерых خمسة خمس',
  6: 'six seis шесть шести шестеро шестерых ستة ست',
  7: 'seven fr:sept siete семь семи семеро семерых سبعة سبع',
  8: 'eight huit ocho восемь восьми ثمانية ثماني ثمان',
  9: 'nine neuf nueve девять девяти تسعة تسع',
  10: 'ten dix diez десять десяти عشرة عشر',
  11: 'eleven onze es:once одиннадцать одиннадцати',
  12: 'twelve douze doce двенадцать двенадцати',
  13: 'thirteen treize trece тринадцать тринадцати',
  14: 'fourteen quatorze catorce четырнадцать четырнадцати',
  15: 'fifteen quinze es:quince пятнадцать пятнадцати',
  16: 'sixteen fr:seize dieciséis шестнадцать шестнадцати',
  17: 'seventeen diecisiete семнадцать семнадцати',
  18: 'eighteen dieciocho восемнадцать восемнадцати',
  19: 'nineteen diecinueve девятнадцать девятнадцати',
  20: 'twenty vingt vingts vingtaine veinte veintena двадцать двадцати عشرون عشرين',
  21: 'veintiuno veintiún veintiuna',
  22: 'veintidós',
  23: 'veintitrés',
  24: 'veinticuatro',
  25: 'veinticinco',
  26: 'veintiséis',
  27: 'veintisiete',
  28: 'veintiocho',
  29: 'veintinueve',
  30: 'thirty trente trentaine treinta treintena тридцать тридцати ثلاثون ثلاثين',
  40: 'forty quarante cuarenta сорок сорока أربعون أربعين',
  50: 'fifty cinquante cinquantaine cincuenta пятьдесят пятидесяти خمسون خمسين',
  60: 'sixty soixante soixantaine sesenta шестьдесят шестидесяти ستون ستين',
  70: 'seventy septante setenta семьдесят семидесяти سبعون سبعين',
  80: 'eighty huitante ochenta восемьдесят восьмидесяти ثمانون ثمانين',
  90: 'ninety nonante noventa девяносто девяноста تسعون تسعين',
  200: 'doscientos doscientas двести двухсот مئتا مئتي مئتان مئتين مائتي مائتين',
  300: 'trescientos trescientas триста трехсот ثلاثمئة ثلاثمائة',
  400: 'cuatrocientos cuatrocientas четыреста четырехсот أربعمئة أربعمائة',
  500: 'quinientos quinientas пятьсот пятисот خمسمئة خمسمائة',
  600: 'seiscientos seiscientas шестьсот шестисот ستمئة ستمائة',
  700: 'setecientos setecientas семьсот семисот سبعمئة سبعمائة',
  800: 'ochocientos ochocientas восемьсот восьмисот ثمانمئة ثمانمائة',
  900: 'novecientos novecientas девятьсот девятисот تسعمئة تسعمائة',
  2e3: 'ألفان ألفين ألفي',
  2e6: 'مليونان مليونين مليوني',
}
const ONE_OF: Readonly<Record<number, string>> = {
  10: 'decena dizaine десяток',
  12: 'dozen docena douzaine дюжина',
  100: 'hundred cien fr:cents centenar centaine сто ста сотня مئة مائة المئة',
  1e3: 'thousand es:mil fr:mille millar millier тысяча тысячу ألف ألفا الألف',
  1e5: 'lakh',
  1e6: 'million millón миллион миллиона مليون مليونا',
  1e7: 'crore',
  1e9: 'billion milliard миллиард миллиарда مليار مليارا',
  1e12: 'trillion billón триллион تريليون',
}
const SEVERAL_OF: Readonly<Record<number, string>> = {
  10: 'tens decenas dizaines десятки десятков عشرات العشرات',
  12: 'dozens docenas douzaines',
  20: 'scores',
  100: 'hundreds cientos centenares centaines сотни сотен مئات المئات',
  1e3: 'thousands es:miles millares milliers тысячи тысяч آلاف الآلاف',
  1e5: 'lakhs',
  1e6: 'millions millones миллионы миллионов ملايين الملايين',
  1e7: 'crores',
  1e9: 'billions milliards миллиарды миллиардов مليارات المليارات',
}
/** Nothing alone. A hundred may have more behind it, but "pour cent" is none. */
const ONLY_BEHIND: Readonly<Record<number, string>> = {
  ...{ 10: '十', 100: '百 fr:cent ciento', 1e3: '千 k тыс', 1e4: '万 萬', 1e6: 'mn mln mio млн', 1e8: '亿 億' },
  ...{ 1e9: 'bn mrd md mds млрд', 1e12: 'tn трлн 兆' },
}

/** Behind an "and" only: vingt et un, treinta y una. */
const ONE_BEHIND = { 1: 'un une uno una' }
const ARABIC = /\p{Script=Arabic}/u
const FRENCH = /^(?:quatre|dix|vingts?|soixante)$/

/** Arabic writes its "and" onto a word. */
const written = (word: string) => (ARABIC.test(word) ? [word, `و${word}`] : [word])

const listed = (
  lists: Readonly<Record<number, string>>,
  meaning: (value: number) => Omit<NumberWord, 'tongue' | 'isJoined'>,
) =>
  Object.entries(lists).flatMap(([value, words]) =>
    words.split(' ').flatMap(entry => {
      const [, language = '', bare = ''] = /^(?:(\w\w):)?(.*)$/.exec(entry) ?? []
      const tongue: NumberWord['tongue'] = ARABIC.test(bare) ? 'ar' : FRENCH.test(bare) ? 'fr' : ''
      return written(bare).map((word, n) => {
        const text = tokenize(word)[0]?.text ?? ''
        return { word: text, language, tongue, isJoined: n > 0, ...meaning(Number(value)) }
      })
    }),
  )

function openTable() {
  const meanings = [
    ...listed(COUNTS, value => ({ value, multiplies: false, alone: value })),
    ...listed(ONE_OF, value => ({ value, multiplies: true, alone: value })),
    ...listed(SEVERAL_OF, value => ({ value, multiplies: true, alone: 2 * value })),
    ...listed(ONLY_BEHIND, value => ({ value, multiplies: true, alone: null })),
    ...listed(ONE_BEHIND, value => ({ value, multiplies: false, alone: null })),
  ]
  return { meanings, lexicon: lexiconOf(new Map(meanings.map(({ word }, n) => [word, n]))) }
}
/** Made when the first number is asked for: most programs that load this ask for none. */
let table: ReturnType<typeof openTable> | null = null

/** What a token of a text in that language says of a number, or null. No string is made for it. */
export function numberWordAt(scan: Scan, token: number, language: string): NumberWord | null {
  const [from, to] = [scan.from[token] ?? 0, scan.from[token + 1] ?? 0]
  table ??= openTable()
  const meaning = table.meanings[nodeAt(table.lexicon, scan.units, from, to, scan.hashes[token] ?? 0)]
  return meaning && (meaning.language === '' || meaning.language === language) ? meaning : null
}
