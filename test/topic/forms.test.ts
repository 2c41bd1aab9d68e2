import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginningsOf, filedAs, formsOf } from '../../shared/topic/text/forms.ts'
import { tokenize } from '../../shared/topic/text/tokenize.ts'

const folded = (word: string): string => tokenize(word)[0]?.text ?? ''

/** Which of an article's words are found. */
function found(as: 'usual' | 'stem', sought: string, written: string, language: string | null): string[] {
  const filed = filedAs(folded(sought), as)
  return written.split(' ').filter(word => formsOf(folded(word), language).some(key => filed.includes(key)))
}

describe('Cyrillic words are found in any case and number', () => {
  test.each([
    ['мошенничество', 'мошенничества мошенничестве мошенничеством', 'мошенник мошеннический'],
    ['полиция', 'полиции полицию полицией', 'полицейский полис'],
    ['взятка', 'взятки взяток взятками взятку', 'взятие'], // a vowel that comes and goes
    ['беженец', 'беженцы беженцев беженцами', 'беженка'],
    ['уровень', 'уровня уровне уровни', 'уровнять'],
    ['незаконный', 'незаконная незаконного незаконными', 'законный закон'],
    ['самолёт', 'самолета самолёты', 'самолетик'],
    ['Китай', 'Китая Китаю Китаем Китае', 'кит кита киты'],
    ['Россия', 'России Россию Россией', 'россиянин российский'],
    ['взлом', 'взлома взломе взломом взломы взломов', 'взлёт взломщик'],
    ['Газпром', 'Газпрома Газпроме Газпрому', 'газ'],
    ['Медведев', 'Медведева Медведеву Медведевым', 'мед'],
    ['режим', 'режима режиме режимов', 'режиссёр'],
    ['проблема', 'проблем проблемы проблемами', 'проба'],
    ['мечеть', 'мечети мечетях', 'мечта метить'],
    ['безпека', 'безпеки безпеку безпекою', 'безпечний'], // Ukrainian
    ['поліція', 'поліції поліцію поліцією', 'поліс'],
  ])('%s: %s, but not: %s', (sought, yes, no) => {
    expect(found('usual', sought, `${sought} ${yes} ${no}`, 'ru')).toEqual([sought, ...yes.split(' ')])
  })

  test.each([
    ['задержать', 'задержал задержала задержали задержан задержаны задержанных'],
    ['оштрафовать', 'оштрафовали оштрафован оштрафуют оштрафует'],
    ['обвинить', 'обвинили обвинен обвинены обвинят'],
    ['убить', 'убил убиты убито'],
    ['делать', 'делал делают делался'],
  ])('%s, an infinitive, finds %s', (sought, yes) => {
    expect(found('usual', sought, `${sought} ${yes}`, 'ru')).toEqual([sought, ...yes.split(' ')])
  })

  test.each([
    ['дело', 'делать делал'],
    ['делать', 'дело дела делу'],
    ['суд', 'судно судить судья'],
    ['банк', 'банкет банкрот'],
  ])('%s does not find %s', (sought, no) => {
    expect(found('usual', sought, no, 'ru')).toEqual([])
  })

  test.each([
    ['банк', 'банка'], // "of the bank", and a jar
    ['закон', 'законный'],
    ['страна', 'странный'],
    ['данные', 'Дания'],
    ['Иван', 'Иванов'],
    ['медведь', 'Медведев'],
    ['суд', 'судей'], // of the judges
  ])('%s finds %s: nothing but a dictionary could tell', (sought, written) => {
    expect(found('usual', sought, written, 'ru')).toEqual([written])
  })
})

describe('Arabic words are found with what is written onto them', () => {
  test.each([
    ['مخدرات', 'المخدرات والمخدرات بالمخدرات للمخدرات مخدر', 'xمخدرات خدر'],
    ['قتل', 'وقتل بقتل القتل قتلها قتلا', 'قاتل'],
    ['شبكة', 'الشبكة شبكات لشبكات شبكتهم شبكته', 'شباك'],
    ['إرهابي', 'الإرهابية الإرهابيين إرهابيون', 'إرهاب رهيب'],
    ['إرهاب', 'الإرهاب إرهابي', 'رهب'],
    ['مهرب', 'مهربين المهربون مهربي المهرب', 'هرب تهريب'],
    ['مشتبه', 'مشتبهين مشتبها المشتبه', 'اشتباه'],
    ['شرطة', 'الشرطة لشرطة', 'شرط شروط'],
    ['عملة', 'العملة عملات', 'عمل عملية'],
    ['طالبان', 'وطالبان لطالبان', 'طالب طالبات'],
    ['لبنان', 'ولبنان للبنان', 'لبن'],
    ['تعدين', 'التعدين', 'تعد'],
  ])('%s: %s, but not: %s', (sought, yes, no) => {
    expect(found('usual', sought, `${sought} ${yes} ${no}`, 'ar')).toEqual([sought, ...yes.split(' ')])
  })

  test.each([
    ['تاب', 'كتاب'], // "like", or a letter of the word
    ['شرط', 'شرطة'],
    ['عمل', 'عملة'], // also "his work"
    ['مركز', 'مركزي'],
  ])('%s finds %s: nothing but a dictionary could tell', (sought, written) => {
    expect(found('usual', sought, written, 'ar')).toEqual([written])
  })

  test('a word that is looked for with them is found with them alone', () => {
    expect(found('usual', 'والمخدرات', 'مخدرات المخدرات والمخدرات', 'ar')).toEqual(['والمخدرات'])
    expect(found('usual', 'المخدرات', 'مخدرات للمخدرات والمخدرات', 'ar')).toEqual(['للمخدرات', 'والمخدرات'])
  })
})

describe('~ finds a Latin word in the forms of the article’s language', () => {
  test.each([
    ['en', 'trafficking', 'trafficked trafficker traffickers', 'traffic'],
    ['en', 'launder', 'laundering laundered launders launderers', 'laundry'],
    ['en', 'city', 'cities', 'cite'],
    ['en', 'stop', 'stops stopped stopping', 'store'],
    ['en', 'seize', 'seized seizing seizes', 'size'],
    ['en', 'business', 'businesses', 'busy'],
    ['en', 'news', '', 'new'],
    ['en', 'policy', 'policies', 'police'],
    ['en', 'string', 'strings', 'strong thing'],
    ['fr', 'arrêté', 'arrête arrêtés arrêtée arrêtées arrêter arrêtent', 'arête'],
    ['fr', 'criminel', 'criminels criminelle criminelles', 'crime'],
    ['fr', 'journal', 'journaux', 'jour'],
    ['fr', 'policier', 'policiers policière policières', 'police'],
    ['fr', 'saisie', 'saisies saisi saisir saisissent', 'sais'],
    ['es', 'detención', 'detenciones', 'detener'],
    ['es', 'detenido', 'detenidos detenidas detener', 'detalle'],
    ['es', 'juez', 'jueces', 'juego'],
    ['es', 'fraude', 'fraudes', 'freud'],
    ['es', 'banco', 'bancos', 'banca'],
    ['it', 'truffa', 'truffe truffare truffato', 'tuffo'],
    ['it', 'droga', 'droghe', 'drogheria'],
    ['pt', 'prisão', 'prisões', 'prisma'],
    ['pt', 'animal', 'animais', 'anima'],
    ['pt', 'apreensão', 'apreensões', 'apreender'],
    ['de', 'verhaftet', 'verhaftete verhafteten verhaften', 'verhalten'],
    ['de', 'Anschlag', 'Anschläge Anschlägen Anschlags', 'Anschluss'],
    ['de', 'Polizistin', 'Polizistinnen', 'Polizei'],
    ['nl', 'dief', 'dieven', 'dier'],
    ['nl', 'crimineel', 'criminele criminelen', 'crime'],
    ['tr', 'dolandırıcı', 'dolandırıcılar dolandırıcının dolandırıcıları', 'dolar'],
    ['tr', 'kaçakçılık', 'kaçakçılığı kaçakçılığın kaçakçılıktan', 'kaçak'],
  ])('%s: %s: %s, but not: %s', (language, sought, yes, no) => {
    const forms = yes === '' ? [] : yes.split(' ')
    expect(found('stem', sought, [sought, ...forms, no].join(' '), language)).toEqual([sought, ...forms])
  })

  test.each([
    ['fr', 'arrêt', 'arrêté'], // a ruling, and arrested
    ['fr', 'port', 'porte'],
    ['it', 'porto', 'porta'],
    ['en', 'terrorist', 'terrorists'],
  ])('in %s, %s finds %s', (language, sought, written) => {
    expect(found('stem', sought, written, language)).toEqual([written])
  })

  test.each([
    ['jueces', 'juez', 'en', false], // English does not know Spanish plurals
    ['jueces', 'juez', 'es', true],
    ['jueces', 'jueces', 'en', true],
    ['frauds', 'fraud', null, false], // nothing is known: the word itself
    ['frauds', 'frauds', null, true],
    ['frauds', 'frauds', 'sw', true],
    ['frauds', 'fraud', 'sw', false],
    ['FBI', 'F.B.I.', 'en', true],
    ['мошенничество', 'мошенничестве', 'en', true], // by its script, whatever the language says
    ['诈', '诈', 'zh', true],
  ])('%s, %s in an article of %s: %s', (sought, written, language, expected) => {
    expect(found('stem', sought, written, language)).toEqual(expected ? [written] : [])
  })

  test('without it a Latin word is found as it is', () => {
    expect(found('usual', 'fraud', 'fraud frauds', 'en')).toEqual(['fraud'])
  })
})

test.each([
  ['f.b.i', ['f.b.i', 'fbi']],
  ['أ.ف.ب', ['ا.ف.ب', 'افب']],
  ['بالمخدرات', ['بالمخدرات', 'المخدرات', 'مخدرات']],
  ['мошенничество', ['мошенничество']],
])('a prefix may begin %s as %j', (word, expected) => {
  expect(beginningsOf(folded(word))).toEqual(expect.arrayContaining(expected))
  expect(beginningsOf(folded(word))).toHaveLength(expected.length)
})

test('a word longer than any is compared whole', () => {
  const long = 'ов'.repeat(50_000)
  expect(formsOf(long, 'ru')).toEqual([long])
  expect(filedAs(long, 'usual')).toEqual([long])
})

test('every word is found by itself', () => {
  const letters = fc.constantFrom(...'abcdeingsшнтьсяовеикыاويهنتلبمرفك.1')
  const word = fc.array(letters, { minLength: 1, maxLength: 12 }).map(each => each.join(''))
  fc.assert(
    fc.property(word, fc.constantFrom('en', 'ru', 'ar', null), (written, language) => {
      const forms = formsOf(written, language)
      expect(forms[0]).toBe(written)
      expect(filedAs(written, 'usual').every(key => forms.includes(key))).toBe(true)
      expect(filedAs(written, 'stem').some(key => forms.includes(key))).toBe(true)
    }),
    { numRuns: 5_000 },
  )
})
