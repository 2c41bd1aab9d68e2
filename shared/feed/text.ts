import { decodeReferences } from './references.ts'
import { scan } from './scan.ts'

const INLINE =
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr nobr'
const BLOCKS =
  'address article aside blockquote body br button canvas caption center col colgroup dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input legend li link main map area audio video source track menu meta nav noscript object ol optgroup option output p param picture pre progress section select summary svg path table tbody td textarea tfoot th thead title tr ul'
const UNSEEN = 'script style template noembed noframes applet'

const inline = new Set(INLINE.split(' '))
const blocks = new Set(BLOCKS.split(' '))
const unseen = new Set(UNSEEN.split(' '))

/** What a reader sees of some HTML, on one line. Unknown tags are text: "List<string>" is a title. */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return oneLine(html)
  const { finished, rest } = splitUnfinished(html)
  const seen: string[] = []
  let hidden = ''
  scan(finished, 'html', {
    open(name, attributes, closed, source) {
      const tag = name.toLowerCase()
      if (unseen.has(tag) && !closed) hidden ||= tag
      else if (hidden === '') seen.push(isTag(tag, attributes) ? (inline.has(tag) ? '' : ' ') : source)
    },
    close(name, source) {
      const tag = name.toLowerCase()
      if (hidden === tag) hidden = ''
      else if (hidden === '') seen.push(isTag(tag) ? (inline.has(tag) ? '' : ' ') : source)
    },
    text: text => void (hidden === '' && seen.push(decodeReferences(text))),
  })
  return oneLine(seen.join('') + rest)
}

function isTag(tag: string, attributes?: ReadonlyMap<string, string>): boolean {
  if (inline.has(tag) || blocks.has(tag) || unseen.has(tag) || /[:-]/.test(tag)) return true
  return attributes !== undefined && [...attributes.values()].some(value => value !== '')
}

/** The scanner drops a tag that nobody closed: right for a text cut off in `<a href=`, wrong for "if x <y". */
function splitUnfinished(html: string): { finished: string; rest: string } {
  const tail = html.slice(html.lastIndexOf('>') + 1)
  const found = /<[/!]?([a-z][a-z\d]*)/i.exec(tail)
  if (found === null || isTag(found[1]?.toLowerCase() ?? '')) return { finished: html, rest: '' }
  const at = html.length - tail.length + found.index
  return { finished: html.slice(0, at), rest: html.slice(at) }
}

const oneLine = (text: string): string =>
  text
    .replace(/[\u00ad\ufeff]/g, '')
    .replace(/[\s\p{Cc}\u200b]+/gu, ' ')
    .trim()
