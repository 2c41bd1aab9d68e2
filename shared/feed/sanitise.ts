import { decodeReferences, escapeMarkup } from './references.ts'
import { isWeb, resolve } from './resolve.ts'
import { scan } from './scan.ts'

const ALLOWED = new Set(
  'a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  ),
)
/** Their content goes with them: it was never meant to be read. */
const DROPPED = new Set(
  'script style template iframe object embed applet noscript noembed noframes title svg math'.split(' '),
)
const LINKS: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  img: ['src'],
  blockquote: ['cite'],
  q: ['cite'],
  del: ['cite'],
  ins: ['cite'],
}
const TEXTS = ['alt', 'title', 'lang', 'dir', 'colspan', 'rowspan']
const VOID = new Set(['br', 'col', 'hr', 'img', 'wbr'])
const MAX_DEPTH = 100

/**
 * A stranger's HTML with only what cannot do harm: known tags, http(s) links made absolute, no styles, no scripts.
 * What comes out is well formed.
 */
export function sanitise(html: string, base: string): string {
  const out: string[] = []
  const open: string[] = []
  let dropped = ''
  scan(html, 'html', {
    open(written, attributes, closed) {
      const tag = written.toLowerCase()
      if (dropped !== '') return
      if (DROPPED.has(tag)) dropped = closed || tag === 'embed' ? '' : tag
      if (!ALLOWED.has(tag) || open.length >= MAX_DEPTH) return
      out.push(`<${tag}${kept(tag, attributes, base)}>`)
      if (!VOID.has(tag)) open.push(tag)
    },
    close(written) {
      const tag = written.toLowerCase()
      if (tag === dropped) dropped = ''
      const at = open.lastIndexOf(tag)
      if (at >= 0) for (const name of open.splice(at).reverse()) out.push(`</${name}>`)
    },
    text: text => void (dropped === '' && out.push(escapeMarkup(decodeReferences(text)))),
  })
  for (const name of open.reverse()) out.push(`</${name}>`)
  return out.join('').trim()
}

function kept(tag: string, attributes: ReadonlyMap<string, string>, base: string): string {
  const links = Object.hasOwn(LINKS, tag) ? (LINKS[tag] ?? []) : []
  return [...attributes]
    .map(([written, value]): [string, string | null] => {
      const name = written.toLowerCase()
      const plain = decodeReferences(value)
      if (links.includes(name)) return [name, webLink(plain, base)]
      return [name, TEXTS.includes(name) ? plain : null]
    })
    .map(([name, value]) => (value === null ? '' : ` ${name}="${escapeMarkup(value)}"`))
    .join('')
}

function webLink(link: string, base: string): string | null {
  const absolute = resolve(link, base)
  return absolute !== null && isWeb(absolute) ? absolute : null
}
