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
  [/^(?:\xff\xfe|[<{]\0)\0\0/, 'utf-32le'],
  [/^\0\0/, 'utf-32be'],
  [/^(?:\xff\xfe|[<{]\0)/, 'utf-16le'],
  [/^(?:\xfe\xff|\0[<{])/, 'utf-16be'],
]

/** A document's text, and what was mended to get it (null: nothing). */
export interface Decoded {
  readonly text: string
  readonly mended: string | null
}

/**
 * Bytes to text. Believes, in this order: the byte order mark; zero bytes that only UTF-16 or UTF-32 leave; bytes that
 * are valid UTF-8, whatever the labels say; the HTTP charset, unless a default contradicts a specific declaration; the
 * XML declaration; what the bytes look like; windows-1252. Never throws.
 * @param contentType the HTTP header, or ''
 */
export async function decode(bytes: Uint8Array, contentType: string): Promise<Decoded> {
  const text = believed(bytes, contentType)
  const decoded = text === null ? await guess(bytes) : { text, mended: null }
  return { ...decoded, text: withoutControls(decoded.text) }
}

function believed(bytes: Uint8Array, contentType: string): string | null {
  const start = latin1(bytes.subarray(0, 1024))
  const wide = WIDE.find(([beginning]) => beginning.test(start))?.[1]
  if (wide !== undefined) return decodeAs(wide, bytes)
  const at = bytes.indexOf(0x1b)
  // ISO-2022-JP is seven bits wide, so valid UTF-8 too: how it begins to be Japanese gives it away.
  if (at >= 0 && /^(?:\$[@B]|\(J)/.test(latin1(bytes.subarray(at + 1, at + 3)))) return decodeAs('iso-2022-jp', bytes)
  const text = decodeAs('utf-8', bytes, true)
  if (text !== null) return text
  const http = encodingNamed(/charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType)?.[1])
  const declared = encodingNamed(/<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)/i.exec(start)?.[1])
  const told = http !== null && !(DEFAULTS.has(http) && declared !== null) ? http : declared
  return told === null || told === 'utf-8' ? null : decodeAs(told, bytes)
}

async function guess(bytes: Uint8Array): Promise<Decoded> {
  // From the first byte that tells anything, and no more than keeps it quick.
  const telling = bytes.findIndex(byte => byte >= 0x80)
  const sample = bytes.subarray(telling, telling + 65_536)
  const foreign = new TextDecoder().decode(sample).replace(/[\0-\x7f]+/g, '')
  const broken = foreign.length - foreign.replaceAll('\ufffd', '').length
  const lenient = new TextDecoder().decode(bytes)
  if (foreign.length > broken * 11) return { text: lenient, mended: 'some bytes were not UTF-8' }
  const { detect } = await import('jschardet')
  const { encoding } = detect(Buffer.from(sample))
  const detected = encodingNamed(encoding ?? undefined)
  const name = detected === null || detected === 'utf-8' ? 'windows-1252' : detected
  return { text: decodeAs(name, bytes) ?? lenient, mended: `no usable encoding given, read as ${name}` }
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

/** The WHATWG's name for an encoding: it knows some two hundred labels. null if it does not know this one. */
function encodingNamed(label = ''): string | null {
  try {
    const name = label.toLowerCase()
    return new TextDecoder(ALIASES.get(name) ?? name).encoding
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
