import { withoutControls } from './references.ts'

/** What detectors and servers say for encodings that TextDecoder knows by another name. */
const ALIASES: Readonly<Record<string, string>> = {
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp950: 'big5',
  cp874: 'windows-874',
  'iso8859-15': 'iso-8859-15',
}

/** Servers send these without knowing; a document that names something else knows better. */
const DEFAULTS = new Set(['utf-8', 'windows-1252', 'us-ascii'])

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
  const { text, mended } = await decodeRaw(bytes, contentType)

  return { text: withoutControls(text), mended }
}

async function decodeRaw(bytes: Uint8Array, contentType: string): Promise<Decoded> {
  const wide = wideEncoding(bytes)
  if (wide !== null) return { text: decodeAs(wide, bytes) ?? '', mended: null }
  const http = encodingNamed(/charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType)?.[1])
  const declared = encodingNamed(declaration(bytes))
  // Seven bits wide, so valid UTF-8 too: its escapes give it away.
  const shifted = holdsShift(bytes) ? decodeAs('iso-2022-jp', bytes) : null
  const text = shifted ?? strictUtf8(bytes)
  if (text !== null) return { text, mended: null }
  const believed = http !== null && !(DEFAULTS.has(http) && declared !== null) ? http : declared
  const told = believed === null || believed === 'utf-8' ? null : decodeAs(believed, bytes)
  return told === null ? guess(bytes) : { text: told, mended: null }
}

async function guess(bytes: Uint8Array): Promise<Decoded> {
  const lenient = new TextDecoder().decode(bytes)
  if (isMostlyUtf8(lenient)) return { text: lenient, mended: 'some bytes were not UTF-8' }
  const { detect } = await import('jschardet')
  // From the first byte that tells anything, and no more than keeps it quick.
  const telling = bytes.findIndex(byte => byte >= 0x80)
  const { encoding } = detect(Buffer.from(bytes.subarray(telling, telling + 65_536)))
  const detected = encodingNamed(encoding ?? undefined)
  const name = detected === null || detected === 'utf-8' ? 'windows-1252' : detected
  return { text: decodeAs(name, bytes) ?? lenient, mended: `no usable encoding given, read as ${name}` }
}

function isMostlyUtf8(lenient: string): boolean {
  let foreign = 0
  let broken = 0
  for (let at = 0; at < lenient.length; at++) {
    const code = lenient.charCodeAt(at)
    if (code === 0xfffd) broken++
    else if (code >= 0x80) foreign++
  }
  return foreign > broken * 10
}

/** ESC followed by `$B`, `$@` or `(J`: how ISO-2022-JP says that Japanese begins. */
function holdsShift(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b)
  return at >= 0 && /^(?:\$[@B]|\(J)/.test(String.fromCharCode(...bytes.subarray(at + 1, at + 3)))
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function decodeAs(name: string, bytes: Uint8Array): string | null {
  if (name.startsWith('utf-32')) return utf32(bytes, name === 'utf-32le')
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    return null
  }
}

/** The WHATWG's name for an encoding: it knows some two hundred labels. null if it does not know this one. */
function encodingNamed(label: string | undefined): string | null {
  if (label === undefined) return null
  try {
    const name = label.toLowerCase()
    return new TextDecoder(Object.hasOwn(ALIASES, name) ? ALIASES[name] : name).encoding
  } catch {
    return null
  }
}

function declaration(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  return /<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)/i.exec(start)?.[1]
}

function wideEncoding(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0) return 'utf-32be' // its mark, or a `<`
  if (a === 0 && b === 0x3c) return 'utf-16be'
  if (a === 0x3c && b === 0) return c === 0 ? 'utf-32le' : 'utf-16le'
  return null
}

function utf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const characters: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, little)
    characters.push(code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code))
  }
  return characters.join('').replace(/^\ufeff/, '')
}
