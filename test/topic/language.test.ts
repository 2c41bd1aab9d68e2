import { describe, expect, test } from 'vitest'
import { languageOf } from '../../shared/topic/language.ts'

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
    [{ configured: null, item: 'English', document: ' de ' }, 'de'], // no tag at all
    [{ configured: null, item: 'x'.repeat(100_000), document: null }, 'ru'], // then the script
  ])('%j: %s', (words, expected) => {
    expect(languageOf({ ...words, text: 'Новости' })).toBe(expected)
  })
})

describe('else the script tells', () => {
  test.each([
    ['警方破获电信诈骗案', 'zh'],
    ['東京で詐欺グループ逮捕', 'ja'],
    ['优の良品门店推出全新系列零食引发消费者热议', 'zh'], // a brand's one kana
    ['경찰 마약 조직 적발', 'ko'],
    ['Полиция задержала мошенников', 'ru'],
    ['Поліція затримала шахраїв', 'uk'],
    ['Полиция задержала подозреваемых в мошенничестве на миллионы гривен, сообщил Андрій', 'ru'], // a neighbour’s name
    ['Міліцыя затрымала чалавека ў Мінску', 'be'],
    ['Полиција ухапсила осумњичене', 'sr'],
    ['Қазақстан полициясы ұстады', 'kk'],
    ['ضبطت الشرطة كمية كبيرة من المخدرات', 'ar'],
    ['پلیس گروه کلاهبرداری را دستگیر کرد', 'fa'],
    ['پولیس نے منشیات کی بڑی مقدار پکڑ لی', 'ur'],
    ['ตำรวจจับกุมผู้ต้องหา', 'th'],
    ['המשטרה עצרה חשודים', 'he'],
    ['Η αστυνομία συνέλαβε', 'el'],
    ['OpenAI 发布 GPT-5', 'zh'], // brands stay Latin
    ['Police break cyber fraud ring', null], // Latin letters belong to too many
    ['Le restaurant «北京» de la rue principale a fermé ses portes', null],
    ['500 😀 \ud800', null],
    ['', null],
  ])('%j: %s', (text, expected) => {
    expect(languageOf({ ...nobody, text })).toBe(expected)
  })
})
