import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Of larger feeds a second would hold too few. */
const MAX_BYTES = 60_000
const TOKEN = /<[^<>]{0,200}>?|&[^\s;<]{0,20};?|[^<&]+/g
/** What readers stumble over, put in anywhere. */
const PIECES =
  `<![CDATA[ ]]> <!-- --> <item> </item> <entry> <title> </title> <link> <guid> <content:encoded> <p> <br> < > & " '
  &#0; &#xD800; &#56832; &#x1F6A2; &#128; &lt; &amp;amp; &nbsp; &#10; &#x2028; <script>x()</script> <svg/onload=x()>
  javascript:x() java&#10;script:x() data:,x //x.test/ /../ http://[ <a@href="javascript:x()"> <img@src=x@onerror=x()>
  <?xml@version="1.0"@encoding="utf-16"?> <?xml@version="1.0"@encoding="shift_jis"?> <!DOCTYPE@rss@[<!ENTITY@e@"&e;">]> &e;
  xml:base="javascript:x()//" xml:base="../" xmlns="http://www.w3.org/2005/Atom" xmlns:dc="x" type="xhtml" type="html"
  mode="base64" isPermaLink="true" rel="hub" <pubDate>99999999999999</pubDate> <pubDate>1741082400</pubDate> 2025-03-04T10:00
  { } [ ] : , "items":[ "id":1 null 1e999 \\ud800 \\u0000 \0 \x0b \x7f \x85 \xff\xfe \xfe\xff \xef\xbb\xbf \x1b$B \xe2\x80 \u00ad`
    .split(/[ \n]+/)
    .map(piece => piece.replaceAll('@', ' '))
const CHARSETS = ['utf-8', 'windows-1251', 'shift_jis', 'utf-16le', 'iso-2022-jp', 'gb18030', 'big5', 'x-none', '"']

/** The feeds to start from, one byte a character. NEWS_ALERTS_DATA adds the captured ones. */
function corpus(): string[] {
  const data = process.env['NEWS_ALERTS_DATA']
  return ['test/feeds', ...(data === undefined ? [] : [join(data, 'data/feeds')])]
    .flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)))
    .filter(path => /\.\w+$/.test(path) && !/(?:\.md|\.gitattributes|(?<!feed)\.json)$/.test(path))
    .map(path => readFileSync(path, 'latin1'))
    .filter(text => text.length <= MAX_BYTES)
}

/** The n-th case of a seed, as a server might send it: always the same for the same feeds. */
export function openCases(seed: number): (n: number) => { bytes: Uint8Array; headers: Record<string, string> } {
  const feeds = corpus()
  return n => {
    const roll = dice(`${seed} ${n}`)
    const one = (list: readonly string[]) => list[roll(list.length)] ?? ''
    let text = one(feeds)
    for (let left = 1 + roll(6); left > 0; left--) text = mutated(text, one(feeds), one(PIECES), roll)
    const headers = roll(4) > 0 ? {} : { 'content-type': `text/xml; charset=${one(CHARSETS)}` }
    return { bytes: new Uint8Array(Buffer.from(text, 'latin1')), headers }
  }
}

function mutated(text: string, other: string, piece: string, roll: (sides: number) => number): string {
  const at = roll(text.length + 1)
  const to = at + roll(text.length + 1 - at)
  const tokens = text.match(TOKEN) ?? []
  const here = roll(tokens.length + 1)
  const token = tokens[here] ?? ''
  const kinds = [
    () => text.slice(0, at) + piece + text.slice(at),
    () => text.slice(0, at) + String.fromCharCode(roll(256)).repeat(1 + roll(3)) + text.slice(at + roll(8)),
    () => text.slice(0, at), // broken off
    () => text.slice(0, at) + text.slice(to),
    () => text.slice(0, to) + text.slice(at).slice(0, MAX_BYTES), // said twice
    () => text.slice(0, at) + other.slice(roll(other.length + 1)), // two feeds in one
    () => tokens.toSpliced(here, 1).join(''),
    () => tokens.toSpliced(here, 1, piece).join(''),
    () => tokens.toSpliced(here, 1, token.replace(/[\w:]+/, piece)).join(''),
    () => tokens.toSpliced(here, 0, piece.repeat(1 + roll(300))).join(''),
    () => tokens.toSpliced(roll(tokens.length + 1), 0, token).join(''),
  ]
  return kinds[roll(kinds.length)]?.() ?? text
}

/** Throws of a die with as many sides as asked for, always the same for the same seed. */
function dice(seed: string): (sides: number) => number {
  let thrown = 0
  return sides => createHash('sha256').update(`${seed} ${thrown++}`).digest().readUInt32LE() % sides
}
