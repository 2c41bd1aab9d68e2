import { expect, test } from 'vitest'
import { decode } from '../../shared/feed/decode.ts'

const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const bytes = (...groups: number[][]) => Uint8Array.from(groups.flat())
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16())
const utf32be = (text: string) => bytes(...[...text].map(one => [0, 0, 0, one.codePointAt(0) ?? 0]))
const declared = (name: string, rest: string) => latin(`<?xml version="1.0" encoding="${name}"?>${rest}`)

test.each([
  ['valid UTF-8, whatever the labels say', new TextEncoder().encode('<é>'), 'text/xml; charset=iso-8859-1', '<é>'],
  ['a UTF-8 mark', bytes([0xef, 0xbb, 0xbf, 0x3c, 0xc3, 0xa9]), '', '<é'],
  ['a UTF-16 mark over the header', bytes([0xff, 0xfe], [...utf16('<ü>')]), 'text/xml; charset=utf-8', '<ü>'],
  ['UTF-16 without a mark', utf16('<ü>'), '', '<ü>'],
  ['UTF-16 the other way round', utf16be('<ü>'), '', '<ü>'],
  ['UTF-32', utf32be('<z>'), '', '<z>'],
  ['the HTTP charset over the declaration', declared('utf-8', '\xcf\xcf'), 'text/xml; charset=koi8-r', /оо$/],
  ['a declaration over a default', declared('windows-1251', '\xcf\xcf'), 'text/xml; charset=utf-8', /ПП$/],
  ['a declaration alone', declared('iso-8859-2', '\xb1'), '', /ą$/],
  ['the curly quote of windows-1252', declared('windows-1252', 'Don\x92t'), '', /Don’t$/],
  ['Latin-1, which means windows-1252', declared('ISO-8859-1', 'Don\x92t \x80'), '', /Don’t €$/],
  ['C1 controls in UTF-8', new TextEncoder().encode('Don\u0092t'), '', 'Don’t'],
  ['UTF-8 read as windows-1252 and encoded again', new TextEncoder().encode('Donâ€™t â\u0080\u0093'), '', 'Don’t –'],
  ['controls, which nobody means', latin('<a\x00>\x07\t\r\nb</a>'), '', '<a>\t\r\nb</a>'],
  ['ISO-2022-JP, seven bits wide', latin('<a>\x1b$B%K%e!<%9\x1b(B</a>'), '', '<a>ニュース</a>'],
  ['an encoding nobody knows', declared('x-klingon', 'caf\xe9'), '', /caf.$/],
])('%s is believed', async (_, document, contentType, text) => {
  const decoded = await decode(document, contentType)
  if (typeof text === 'string') expect(decoded.text).toBe(text)
  else expect(decoded.text).toMatch(text)
})

test('a document that is cut off in the middle of a letter is UTF-8 all the same', async () => {
  const whole = bytes([...new TextEncoder().encode('Привет')])
  expect(await decode(whole.subarray(0, -1), '')).toEqual({ text: 'Приве', mended: null })
})

test('a few bad bytes do not make UTF-8 something else', async () => {
  const document = bytes([...new TextEncoder().encode('ääääääääääääää')], [0xff])
  expect(await decode(document, '')).toEqual({ text: 'ääääääääääääää\ufffd', mended: 'some bytes were not UTF-8' })
})

test('undeclared bytes are recognised by what they look like', async () => {
  const russian = 'Портовые рабочие объявили забастовку, суда стоят на рейде второй день подряд'
  const koi8 = new Map([...new TextDecoder('koi8-r').decode(Uint8Array.from({ length: 256 }, (_, at) => at))].entries())
  const byCharacter = new Map([...koi8].map(([byte, character]) => [character, byte]))
  const document = Uint8Array.from([...russian], character => byCharacter.get(character) ?? 0x3f)
  expect(await decode(document, '')).toEqual({ text: russian, mended: 'no usable encoding given, read as koi8-r' })
})

test('a bad byte does not make a labelled document something else', async () => {
  const ship = '\xb9\xc1\xa4\xc7\xc1\xa5\xa4\xac\xba\xc2\xbe\xcc' // 港で船が座礁 in EUC-JP
  const { text, mended } = await decode(declared('euc-jp', `${ship.repeat(20)} \xff ${ship}`), '')
  expect(text).toMatch(/座礁 \ufffd 港で船が座礁$/)
  expect(mended).toBe('some bytes were not euc-jp')
})
