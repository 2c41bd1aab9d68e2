import { Tokenizer } from 'htmlparser2'

/** What stands in a marked-up text, in order. References are not decoded. */
export interface Sight {
  /** `closed`: it ends itself, `<br/>`. `source`: as it was written. */
  open(name: string, attributes: ReadonlyMap<string, string>, closed: boolean, source: string): void
  close(name: string, source: string): void
  /** `literal`: from a CDATA section, where `&amp;` means itself. */
  text(text: string, literal: boolean): void
}

const NONE: ReadonlyMap<string, string> = new Map()

/**
 * Reads markup from left to right, tolerating all errors, in linear time and without recursion.
 * htmlparser2's Tokenizer, not its Parser: that one moves its whole stack at each tag, which is quadratic in depth.
 */
export function scan(markup: string, dialect: 'xml' | 'html', sight: Sight): void {
  let name = ''
  let start = 0
  let attribute = ''
  let value = ''
  let attributes: Map<string, string> | null = null
  const open = (end: number, closed: boolean) =>
    sight.open(name, attributes ?? NONE, closed, markup.slice(start - 1, end + 1))
  const ignore = () => {}
  const tokenizer = new Tokenizer(
    { xmlMode: dialect === 'xml', decodeEntities: false },
    {
      onopentagname(from, to) {
        name = markup.slice(from, to)
        start = from
        attributes = null
      },
      onopentagend: end => open(end, false),
      onselfclosingtag: end => open(end, true),
      onclosetag: (from, to) => sight.close(markup.slice(from, to), markup.slice(from - 2, to + 1)),
      onattribname(from, to) {
        attribute = markup.slice(from, to)
        value = ''
      },
      onattribdata(from, to) {
        value += markup.slice(from, to)
      },
      onattribend() {
        attributes ??= new Map()
        if (!attributes.has(attribute)) attributes.set(attribute, value)
      },
      ontext: (from, to) => sight.text(markup.slice(from, to), false),
      oncdata: (from, to, offset) => sight.text(markup.slice(from, to - offset), true),
      onattribentity: ignore,
      ontextentity: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    },
  )
  tokenizer.write(markup)
  tokenizer.end()
}
