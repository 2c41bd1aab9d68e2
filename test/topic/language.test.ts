import { describe, expect, test } from 'vitest'
import { languageOf } from '../../shared/topic/language/language.ts'

const nobody = { configured: null, item: null, document: null }

describe('the feed’s word comes first', () => {
  test.each([
    [{ configured: 'fr', item: 'en', document: 'de' }, 'fr'],
    [{ configured: null, item: 'en-GB', document: 'de' }, 'en'],
    [{ configured: null, item: null, document: 'zh_CN' }, 'zh'],
    [{ configured: null, item: '', document: 'PT-br' }, 'pt'],
    [{ configured: null, item: 'und', document: 'eng' }, 'en'], // undetermined says nothing
    [{ configured: 'mul', item: null, document: 'en' }, 'en'], // nor does "several"
    [{ configured: null, item: 'iw', document: null }, 'he'], // the old code
    [{ configured: null, item: 'nb-NO', document: null }, 'no'], // Bokmål is Norwegian, as `lang:no` asks
    [{ configured: null, item: 'English', document: ' de ' }, 'de'], // no tag at all
    [{ configured: null, item: 'x'.repeat(100_000), document: null }, 'uk'], // then the letters
  ])('%j: %s', async (words, expected) => {
    expect(await languageOf({ ...words, text: 'Новини поліції' })).toBe(expected)
  })
})

describe('else the letters tell', () => {
  test.each([
    ['警方破获电信诈骗案', 'zh'],
    ['東京で詐欺グループ逮捕', 'ja'],
    ['优の良品门店推出全新系列零食引发消费者热议', 'zh'], // a brand's one kana
    ['경찰 마약 조직 적발', 'ko'],
    ['Мошенники объявлены в розыск', 'ru'],
    ['Поліція затримала шахраїв', 'uk'],
    ['Полиция задержала подозреваемых в мошенничестве на миллионы гривен, сообщил Андрій', 'ru'], // a neighbour’s name
    ['Міліцыя затрымала чалавека ў Мінску', 'be'],
    ['Суд у Гомелі прызначыў пакаранне былому дырэктару завода', 'be'], // without ў
    ['У Београду ухапшена тројица због преваре', 'sr'], // without a letter that Macedonian lacks
    ['Во Скопје се уапсени тројца за измама', 'mk'], // and the reverse
    ['Полиција: тројица', null], // so few words tell neither
    ['Қазақстан полициясы ұстады', 'kk'],
    ['Хүн бүр төрж мэндлэхэд эрх чөлөөтэй', null], // Mongolian, which shares letters with Kazakh
    ['Ҳар бир инсон эркинлик ва дахлсизлик ҳуқуқига эга', null], // and so does Uzbek
    ['پولیس نے منشیات کی بڑی مقدار پکڑ لی', 'ur'],
    ['د پولیسو مشر وايي چې درې کسان یې نیولي دي', 'ps'],
    ['ตำรวจจับกุมผู้ต้องหา', 'th'],
    ['המשטרה עצרה חשודים', 'he'],
    ['Η αστυνομία συνέλαβε', 'el'],
    ['OpenAI 发布 GPT-5', 'zh'], // brands stay Latin
    ['500 😀 \ud800', null],
    ['', null],
  ])('%j: %s', async (text, expected) => {
    expect(await languageOf({ ...nobody, text })).toBe(expected)
  })
})

describe('else the words tell', () => {
  test.each([
    ['Police arrest three suspects in bank fraud', 'en'],
    ['Le restaurant «北京» de la rue principale a fermé ses portes', 'fr'],
    ['Policía desarticula una red de fraude cibernético en Madrid', 'es'],
    ['Polizei zerschlägt Ring von Internetbetrügern in Hamburg', 'de'],
    ['Polícia desmantela rede de fraude cibernética no Porto', 'pt'],
    ['La polizia smantella una rete di frodi informatiche a Napoli', 'it'],
    ['Politie rolt netwerk van internetfraude op in Rotterdam', 'nl'],
    ['Policja rozbiła gang oszustów internetowych w Krakowie', 'pl'],
    ['Polis, Ankara’da internet dolandırıcılığı çetesini çökertti', 'tr'],
    ['Poliția a destructurat o rețea de fraude informatice la Cluj', 'ro'],
    ['Policie rozbila gang internetových podvodníků v Brně', 'cs'],
    ['Polisen slog till mot ett nätverk av bedragare i Göteborg', 'sv'],
    ['Poliisi paljasti laajan verkkohuijausten sarjan Tampereella', 'fi'],
    ['A rendőrség elfogta az internetes csalók bandáját Szegeden', 'hu'],
    ['Công an triệt phá đường dây lừa đảo qua mạng tại Hà Nội', 'vi'],
    ['Công an triệt phá đường dây lừa đảo qua mạng tại Hà Nội'.normalize('NFD'), 'vi'],
    ['Полицията задържа трима за измама с банкови карти', 'bg'], // no letter that Russian lacks
    ['ضبطت الشرطة كمية كبيرة من المخدرات', 'ar'],
    ['بانک مرکزی نرخ بهره را افزایش داد', 'fa'], // no letter that Arabic lacks but its keyboard's
  ])('%j: %s', async (text, expected) => {
    expect(await languageOf({ ...nobody, text })).toBe(expected)
  })
})

describe('a guess that is not sure is none', () => {
  test.each([
    'Emmanuel Macron', // names
    'Ayr 38 - 17 Melrose',
    'Trump',
    'Police break cyber fraud ring', // too few words
    'Politiet har anholdt tre mænd for svindel på nettet', // Danish, or Norwegian misspelt
    'Polisi membongkar jaringan penipuan siber di Jakarta', // Indonesian, which looks like Malay
    'Policija razbila lanac internet prevaranata u Beogradu', // Serbian, which looks like Croatian
    'Polisi wakamata washukiwa wa ulaghai mtandaoni Nairobi', // Swahili, which the detector does not know
    'Полиция задержала мошенников', // all its letters are Ukrainian and Bulgarian too
  ])('%j', async text => {
    expect(await languageOf({ ...nobody, text })).toBeNull()
  })
})
