import { withoutControls } from './references.ts'

/** What detectors and servers say for encodings that TextDecoder knows by another name. */
const ALIASES = new Map(
  Object.entries({
    ...{ cp949: 'euc-kr', ms949: 'euc-kr', cp932: 'shift_jis', cp936: 'gbk', cp950: 'big5', cp874: 'windows-874' },
    'iso8859-15': 'iso-8859-15',
  }),
)
/** Servers send these without knowing; a document that names something else knows better. */
const DEFAULTS = new Set(['utf-8', 'windows-1252'])
/** How a document begins in an encoding that has zeros in every `<` or `{`, with and without its mark. */
const WIDE: readonly [beginning: RegExp, name: string][] = [
  [/^(?:\xff\xfe|(?:[\t\n\r ]\0{3})*[<{]\0)\0\0/, 'utf-32le'],
  [/^\0\0/, 'utf-32be'],
  [/^(?:\xff\xfe|(?:[\t\n\r ]\0)*[<{]\0)/, 'utf-16le'],
  [/^(?:\xfe\xff|(?:\0[\t\n\r ])*\0[<{])/, 'utf-16be'],
]

/** A document's text, and what was mended to get it (null: nothing). */
export interface Decoded {
  readonly text: string
  readonly mended: string | null
}

/**
 * Bytes to text. Believes, in this order: the byte order mark; zero bytes that only UTF-16 or UTF-32 leave; bytes that
 * are valid UTF-8, whatever the labels say; the HTTP charset, unless a default contradicts a specific declaration; the
 * XML declaration; what the bytes look like; windows-1252. What the bytes cannot be is believed last. Never throws.
 * @param contentType the HTTP header, or ''
 */
export async function decode(bytes: Uint8Array, contentType: string): Promise<Decoded> {
  const start = latin1(bytes.subarray(0, 1024))
  const text = certain(bytes, start)
  const told = toldBy(contentType, start)
  const decoded = text === null ? await believed(bytes, told) : { text, mended: null }
  return { ...decoded, text: withoutControls(decoded.text) }
}

/** What the bytes themselves say, whatever the labels do. */
function certain(bytes: Uint8Array, start: string): string | null {
  const wide = WIDE.find(([beginning]) => beginning.test(start))?.[1]
  if (wide !== undefined) return decodeAs(wide, bytes)
  const at = bytes.indexOf(0x1b)
  // ISO-2022-JP is seven bits wide, so valid UTF-8 too: how it begins to be Japanese gives it away.
  if (at >= 0 && /^(?:\$[@B]|\(J)/.test(latin1(bytes.subarray(at + 1, at + 3)))) return decodeAs('iso-2022-jp', bytes)
  return decodeAs('utf-8', withoutHalfLetter(bytes), true)
}

/** Whatever cuts a document off minds no letters: the first bytes of one that is not whole are left out, if there are others. */
function withoutHalfLetter(bytes: Uint8Array): Uint8Array {
  const tail = bytes.subarray(-3)
  const lead = tail.findLastIndex(byte => byte >= 0xc2 && byte <= 0xf4)
  const length = (tail[lead] ?? 0) >= 0xf0 ? 4 : (tail[lead] ?? 0) >= 0xe0 ? 3 : 2
  const whole = bytes.subarray(0, bytes.length - tail.length + lead)
  return lead >= 0 && tail.length - lead < length && whole.some(byte => byte >= 0x80) ? whole : bytes
}

/** The encoding that the labels name, null if they name none or only what these bytes were found not to be. */
function toldBy(contentType: string, start: string): string | null {
  const http = encodingNamed(/charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType)?.[1])
  const declared = encodingNamed(/<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)/i.exec(start)?.[1])
  const told = http !== null && !(DEFAULTS.has(http) && declared !== null) ? http : declared
  return told === 'utf-8' ? null : told
}

/** What the label says, unless the bytes cannot be that and are well something else. */
async function believed(bytes: Uint8Array, told: string | null): Promise<Decoded> {
  if (told === null) return guess(bytes)
  const text = decodeAs(told, bytes) ?? ''
  const { foreign, broken } = foreignIn(text)
  if (broken === 0) return { text, mended: null }
  // Of a wrong label one letter in fifty and more is broken; detectors err over a single bad byte.
  const name = broken * 100 > foreign ? await looksLike(bytes) : null
  const other = name === null || name === told ? null : decodeAs(name, bytes, true)
  if (other !== null) return { text: other, mended: `cannot be ${told} as it says, read as ${name}` }
  return { text, mended: `some bytes were not ${told}` }
}

async function guess(bytes: Uint8Array): Promise<Decoded> {
  const { foreign, broken } = foreignIn(new TextDecoder().decode(telling(bytes)))
  const lenient = new TextDecoder().decode(bytes)
  // Of texts in a dozen other encodings, read as UTF-8, at most 1.8 letters come of each broken one.
  if (foreign > broken * 3) return { text: lenient, mended: 'some bytes were not UTF-8' }
  const name = (await looksLike(bytes)) ?? 'windows-1252'
  return { text: decodeAs(name, bytes) ?? lenient, mended: `no usable encoding given, read as ${name}` }
}

/** How many letters are not ASCII, and how many of these are none at all. */
function foreignIn(text: string): { readonly foreign: number; readonly broken: number } {
  const foreign = text.replace(/[\0-\x7f]+/g, '')
  return { foreign: foreign.length, broken: foreign.length - foreign.replaceAll('\ufffd', '').length }
}

/** From the first byte that tells anything, and no more than keeps it quick. */
function telling(bytes: Uint8Array): Uint8Array {
  const from = bytes.findIndex(byte => byte >= 0x80)
  return bytes.subarray(from, from + 65_536)
}

/** The encoding that a detector takes bytes for that are not UTF-8, or null. */
async function looksLike(bytes: Uint8Array): Promise<string | null> {
  const { detect } = await import('jschardet')
  const detected = encodingNamed(detect(Buffer.from(telling(bytes))).encoding ?? undefined)
  return detected === 'utf-8' ? null : detected
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** The text, or null if these bytes cannot be that. */
function decodeAs(name: string, bytes: Uint8Array, fatal = false): string | null {
  if (name.startsWith('utf-32')) return utf32(bytes, name === 'utf-32le')
  try {
    return new TextDecoder(name, { fatal }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * The WHATWG's name for an encoding: it knows some two hundred labels. null if it does not know this one, or knows it
 * for one of 16 bits: those were found by their zeros, and .NET says "utf-16" of whatever it writes to a string.
 */
function encodingNamed(label = ''): string | null {
  try {
    const name = label.toLowerCase()
    const { encoding } = new TextDecoder(ALIASES.get(name) ?? name)
    return encoding.startsWith('utf-16') ? null : encoding
  } catch {
    return null
  }
}

function utf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const codes = Array.from({ length: bytes.length >> 2 }, (_, at) => view.getUint32(at * 4, little))
  return codes
    .map(code => (code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)))
    .join('')
    .replace(/^\ufeff/, '')
}
