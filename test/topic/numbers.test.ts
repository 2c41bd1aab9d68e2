import { expect, test } from 'vitest'
import { compileTopics } from '../../shared/topic/match.ts'
import { amountsIn } from '../../shared/topic/number/amounts.ts'
import { Scan } from '../../shared/topic/text/scan.ts'
import { ask, aTopic } from './ask.ts'

/** The amounts of a text, each with how it is written. */
function amounts(text: string, language = ''): [number, string][] {
  const scan = new Scan()
  scan.read(text)
  const written = (first: number, last: number) => text.slice(scan.starts[first], scan.ends[last])
  return amountsIn(scan, text, language).map(({ value, first, last }) => [value, written(first, last)])
}

test.each<[text: string, ...amounts: [number, string][]]>([
  ['1,200 killed', [1_200, '1,200']],
  ['1.200 muertos', [1_200, '1.200']],
  ['1 200 morts', [1_200, '1 200']],
  ['1\u00a0200 morts, 1\u202f200\u202f000 euros', [1_200, '1\u00a0200'], [1.2e6, '1\u202f200\u202f000']],
  ['1’200 Franken', [1_200, '1’200']],
  ['1.234,56 euros', [1_234.56, '1.234,56']],
  ['0.125 g', [0.125, '0.125']],
  ['in 12, 100 died', [12, '12'], [100, '100']], // a list and no 12,100
  ['12.5 tonnes', [12.5, '12.5']],
  ['$1.5m and $2bn', [1.5e6, '1.5m'], [2e9, '2bn']],
  ['£3 million, a $3-million haul', [3e6, '3 million'], [3e6, '3-million']],
  ['2,5 millones', [2.5e6, '2,5 millones']],
  ['3.000 millones de euros', [3e9, '3.000 millones']],
  ['3 млн рублей, 2 тыс. человек', [3e6, '3 млн'], [2_000, '2 тыс']],
  ['300万美元，2亿元，3万亿', [3e6, '300万'], [2e8, '2亿'], [3e12, '3万亿']],
  ['3 ملايين دولار', [3e6, '3 ملايين']],
  ['مليوني دولار', [2e6, 'مليوني']],
  ['مقتل ١٢ شخصا', [12, '١٢']],
  ['١٬٢٠٠', [1_200, '١٬٢٠٠']],
  ['死亡１２人', [12, '１２']],
  ['十二人死亡，三百人，两名男子', [12, '十二'], [300, '三百'], [2, '两']],
  ['一亿二千万元，三万亿', [1.2e8, '一亿二千万'], [3e12, '三万亿']],
  ['数十人，近百人，几千人', [20, '数十'], [100, '近百'], [2_000, '几千']],
  ['Five dead, twenty-five hurt', [5, 'Five'], [25, 'twenty-five']],
  ['Dozens killed, scores held, a dozen hurt', [24, 'Dozens'], [40, 'scores'], [12, 'dozen']],
  ['Hundreds dead, tens of thousands flee', [200, 'Hundreds'], [20_000, 'tens of thousands']],
  ['two dozen, three hundred thousand', [24, 'two dozen'], [300_000, 'three hundred thousand']],
  ['deux morts, une centaine de blessés', [2, 'deux'], [100, 'centaine']],
  ['пять погибших, десятки тысяч', [5, 'пять'], [20_000, 'десятки тысяч']],
  ['cientos de muertos', [200, 'cientos']],
  ['عشرات القتلى، مئات الآلاف', [20, 'عشرات'], [200_000, 'مئات الآلاف']],
  ['خمسة عشر قتيلا', [15, 'خمسة عشر']],
  ['a hundred and twenty, two hundred fifty-three', [120, 'hundred and twenty'], [253, 'two hundred fifty-three']],
  ['treinta y cinco, ciento veinte, veintidós', [35, 'treinta y cinco'], [120, 'ciento veinte'], [22, 'veintidós']],
  ['dix-huit, soixante-douze morts', [18, 'dix-huit'], [72, 'soixante-douze']],
  ['quatre-vingts, quatre-vingt-dix-neuf', [80, 'quatre-vingts'], [99, 'quatre-vingt-dix-neuf']],
  ['сто двадцать пять, полторы тысячи', [125, 'сто двадцать пять'], [1_500, 'полторы тысячи']],
  ['اثنا عشر، خمسة وعشرين، مئة وخمسين', [12, 'اثنا عشر'], [25, 'خمسة وعشرين'], [150, 'مئة وخمسين']],
  ['خمسمئة قتيل وعشرة جرحى', [500, 'خمسمئة'], [10, 'وعشرة']],
  [
    '12 قتيلا و200 جريح، ٥ و١٢، 3 ملايين و200 ألف',
    [12, '12'],
    [200, 'و200'],
    [5, '٥'],
    [12, 'و١٢'],
    [3.2e6, '3 ملايين و200 ألف'],
  ],
  ['百余人，千餘名，百万余元', [100, '百'], [1_000, '千'], [1e6, '百万']],
  ['死亡人数过百，破千', [100, '过百'], [1_000, '破千']],
  ['около девяноста, una treintena, 3 Mds€', [90, 'девяноста'], [30, 'treintena'], [3e9, '3 Mds']],
  [
    'septante et un, nonante-deux, quatre-vingt-un',
    [71, 'septante et un'],
    [92, 'nonante-deux'],
    [81, 'quatre-vingt-un'],
  ],
  ['三四十人，两三人，十余人', [30, '三四十'], [2, '两三'], [10, '十']],
  ['12 May Die', [12, '12']],
  ['死１２．５万人', [125_000, '１２．５万']],
  ['3 \u200f\u202bملايين و\u200e200', [3e6, '3 \u200f\u202bملايين']],
  ['Circle K five killed', [5, 'five']],
  ['a hundred and two thousand', [102_000, 'hundred and two thousand']],
  [
    'twenty-five thousand, two hundred and ten million',
    [25_000, 'twenty-five thousand'],
    [2.1e8, 'two hundred and ten million'],
  ],
  ['two million three hundred thousand and five', [2_300_005, 'two million three hundred thousand and five']],
  [
    'двадцать пять тысяч, сто двадцать тысяч пятьсот',
    [25_000, 'двадцать пять тысяч'],
    [120_500, 'сто двадцать тысяч пятьсот'],
  ],
  ['خمسة وعشرين ألفا، مئة وخمسة وعشرين ألف', [25_000, 'خمسة وعشرين ألفا'], [125_000, 'مئة وخمسة وعشرين ألف']],
  ['ألف ومئتين وخمسين، مليون ونصف', [1_250, 'ألف ومئتين وخمسين'], [1.5e6, 'مليون ونصف']],
  ['1 млн 200 тыс. рублей, 1亿2000万元', [1.2e6, '1 млн 200 тыс'], [1.2e8, '1亿2000万']],
  [
    '3万5千人，3万5000人，一千五人，一千零五人',
    [35_000, '3万5千'],
    [35_000, '3万5000'],
    [1_500, '一千五'],
    [1_005, '一千零五'],
  ],
  ['2½ million, two and a half million', [2.5e6, '2½ million'], [2.5e6, 'two and a half million']],
  [
    'deux millions et demi, два с половиной миллиона',
    [2.5e6, 'deux millions et demi'],
    [2.5e6, 'два с половиной миллиона'],
  ],
  ['5 lakh, 1,20,000 rupees, Rs 2.5 crore', [500_000, '5 lakh'], [120_000, '1,20,000'], [2.5e7, '2.5 crore']],
  ['treinta y un, vingt et une', [31, 'treinta y un'], [21, 'vingt et une']],
  ['twenty and two hurt, four twenty', [20, 'twenty'], [2, 'two'], [4, 'four'], [20, 'twenty']],
  ['ten seven, sixty twelve', [10, 'ten'], [7, 'seven'], [60, 'sixty'], [12, 'twelve']],
  ['one of thousands, 3 million 10 million', [1, 'one'], [2_000, 'thousands'], [3e6, '3 million'], [1e7, '10 million']],
  ['thousands five hurt, 3 million two hurt', [2_000, 'thousands'], [5, 'five'], [3e6, '3 million'], [2, 'two']],
  ['10kg of cocaine', [10, '10kg']],
  ['Deaths top 1,000, number killed at 40', [1_000, '1,000'], [40, '40']],
  ['12 M€, 13 M €, 3,5M$, 1 Md€, 12 m', [12e6, '12 M'], [13e6, '13 M'], [3.5e6, '3,5M'], [1e9, '1 Md'], [12, '12']],
  ['$2000 fine, 2,000 dead, 2000多人', [2_000, '2000'], [2_000, '2,000'], [2_000, '2000']],
])('in %j the amounts are %j', (text, ...expected) => {
  expect(amounts(text)).toEqual(expected)
})

test.each<[language: string, text: string, ...amounts: [number, string][]]>([
  [
    'es',
    'ciento veinte mil, mil doscientos millones',
    [120_000, 'ciento veinte mil'],
    [1.2e9, 'mil doscientos millones'],
  ],
  [
    'fr',
    'vingt-cinq mille, mille cent, cent mille',
    [25_000, 'vingt-cinq mille'],
    [1_100, 'mille cent'],
    [100_000, 'cent mille'],
  ],
  ['fr', 'cent quatre-vingts, six cent mille', [180, 'cent quatre-vingts'], [600_000, 'six cent mille']],
  ['es', 'a million and a half, dos millones y medio', [1.5e6, 'million and a half'], [2.5e6, 'dos millones y medio']],
  ['fr', 'vingt et un, soixante et onze mille', [21, 'vingt et un'], [71_000, 'soixante et onze mille']],
])('in %s, in %j the amounts are %j', (language, text, ...expected) => {
  expect(amounts(text, language)).toEqual(expected)
})

test.each([
  ['2019 attack', 'a year'],
  ['12 March, March 12, Sept. 11, 9/11, 12.03.2024', 'dates'],
  ['12 de marzo, 11 septembre, 11 сентября, 12 مارس, 3月12日', 'dates'],
  ['12 May, le 13-Novembre, el 11-M, 7 تشرين الأول, 9·11', 'dates'],
  ['aged 35, 35-year-old, 35 ans, 35 лет, 35-летний, 35岁', 'ages'],
  ['10:30, 5 hours, ten-day, 7pm, 24 heures', 'times'],
  ['10 a.m., 12 secondes, 10 суток, 二十多年前, 10周年', 'times'],
  ['30km north, 12 miles away, 10 км, 三十公里', 'distances'],
  ['30 mph winds, a 70-foot fall, 12 feet, 50 degrees', 'speeds, lengths and degrees'],
  ['stabbed 12 times, 12 fois, 10 раз', 'how often'],
  ['35%, 12 percent, 5 por ciento, 百分之三十', 'percentages'],
  ['won 3-2, 10–12', 'scores, and what reads like one'],
  ['35\u200f%, ٣٥\u200f٪, 35 \u2060percent, 35\u200b years', 'percentages and ages, behind what is not seen'],
  ['Flight \u200e103, 12 \u200fمارس', 'a name and a date, behind what is not seen'],
  ['٢٤\u200f/١١\u200f/٢٠٢٦, 3\u200f-\u200f2, 10\u200f:\u200f30', 'a date, a score and a time, with signs of direction'],
  ['1.௩, 12௩, 1,௧௨௩, ௧௨', 'digits of a script that is not read'],
  [`${'亿'.repeat(40)}人，一${'亿'.repeat(40)}人`, 'beyond all numbers'],
  ['12th, 1990s, 5G, F-16, COVID-19, No. 10, 第十二', 'ordinals and names'],
  ['192.168.1.1, 1,2,3', 'joined to more digits'],
  ['half a million, half a dozen', 'half of it'],
  ['a quarter of a million, medio millón, نصف مليون', 'half of it, and a quarter'],
  ['12-й, 5-го, n° 10, núm. 10, Flight 103, Boeing 747, dies at 82', 'ordinals, names and ages'],
  ['十堰，十字路口', 'names with a ten'],
  ['附近百货大楼，上百度，通过百度，以上百货，附近千户', 'near, on and through what begins with a hundred'],
  ['à 20 h 30, в 2022 و2023', 'a time, and years'],
  ['数据，百度，三星，五角大楼，九一一，二〇二三年，千万别', 'words that have such characters'],
])('in %j there is no amount: %s', text => {
  expect(amounts(text)).toEqual([])
})

test('a word that is another in a neighbour’s language is a number only in its own', () => {
  expect(amounts('Police seize cannabis once', 'en')).toEqual([])
  expect(amounts('seize morts', 'fr')).toEqual([[16, 'seize']])
  expect(amounts('miles de muertos, once heridos', 'es')).toEqual([
    [2_000, 'miles'],
    [11, 'once'],
  ])
  expect(amounts('dix-sept morts', 'fr')).toEqual([[17, 'dix-sept']])
  expect(amounts('cent vingt morts', 'fr')).toEqual([[120, 'cent vingt']])
  expect(amounts('12 pour cent', 'fr')).toEqual([])
})

test.each([
  ['10..', 'Ten killed', true], // at least
  ['10..', 'Nine killed', false],
  ['10..50', '50 killed', true], // both bounds belong to it
  ['10..50', '51 killed', false],
  ['2.5m..', '$2.5 million seized', true],
  ['10k..', '9,999 arrested', false],
  ['300万..', '$3m', true],
  ['１０．．', '10 held', true],
  ['title:10..', '12 held', true],
  ['(killed OR morts) NEAR/3 10..', '12 people were killed', true],
  ['(killed OR morts) NEAR/3 10..', 'Killed as the 12 of them', true],
  ['(killed OR morts) NEAR/3 10..', '5 killed; police later that day held another 12', false],
  ['killed -10..', '5 killed', true],
  ['killed -10..', '12 killed', false],
  ['"10.."', 'Chapter 10', true], // in quotes it is text
  ['"10.."', '12 killed', false],
  ['3..5 cyber', 'Five cyber raids', true],
  ['مقتل NEAR/3 10..', 'مقتل رجل و12 جريحا', false], // its "and" is written onto the digits
  ['جريحا NEAR/3 10..', 'مقتل رجل و12 جريحا', true],
  ['kg NEAR/1 1000..', '1,200kg of cocaine', true], // a measure against its number is a word of its own
  ['кг NEAR/1 1000..', '1200кг кокаина', true],
  ['kg', '1200kg of cocaine', true],
  ['kg NEAR/1 1000..', '200kg of cocaine', false],
  ['th', 'The 12th', false],
])('%s finds %j: %s', (query, title, expected) => {
  expect(ask(query, title) !== undefined).toBe(expected)
})

test.each([
  ['Five killed, 20 hurt', false],
  ['Five killed and 20 hurt', false],
  ['20 hurt, five killed', false],
  ['Blast kills five, hurts 20', false],
  ['20 hurt as five killed', false], // another number between
  ['Twin blasts kill 20', true],
  ['20 people were killed', true],
  ['20 U.S. soldiers killed', true], // no stop but an abbreviation
  ['Five killed. 20 hurt', false],
  ['5 muertos y 20 heridos', false],
  ['cinq morts et 20 blessés', false],
  ['Пять погибших и 20 раненых', false],
  ['20 погибших', true],
  ['إصابة 20 ومقتل 5', false],
  ['مقتل 20 شخصا', true],
  ['5人死亡，20人受伤', false],
  ['20人死亡', true],
])('of %j, ten and more are beside a word for the dead: %s', (title, expected) => {
  const query = '(kill OR kills OR killed OR muertos OR morts OR погибшие OR مقتل OR 死亡) NEAR/3 10..'
  expect(ask(query, title) !== undefined).toBe(expected)
})

test('a range is a reason as it is written, with its places', () => {
  const [match] = compileTopics([aTopic('t', 'title:((killed OR dead) NEAR/3 10..50)^2')])({
    ...{ title: 'Blast: 1,200 hurt, 12 dead', summary: '', language: 'en' },
  })
  expect(match?.evidence).toEqual([
    {
      ...{ clause: 'title:(dead NEAR/3 10..50)', contribution: 2 },
      spans: [
        { field: 'title', start: 19, end: 21 },
        { field: 'title', start: 22, end: 26 },
      ],
    },
  ])
})

test.each([
  '一',
  '三四',
  '万',
  '十',
  'twenty ',
  '1 000 ',
  '二〇',
  'quatre-vingt-',
  'hundred twenty ',
  '1万',
  'vingt et un ',
])('20,000 characters of %j are read at once', part => {
  const began = performance.now()
  amounts(part.repeat(20_000 / part.length))
  expect(performance.now() - began).toBeLessThan(700)
})
