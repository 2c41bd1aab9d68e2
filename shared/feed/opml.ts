import { cut } from './cut.ts'
import { decode } from './decode.ts'
import { type Element, tagOf } from './element.ts'
import { FeedError } from './fault.ts'
import { overWeb } from './resolve.ts'
import { clean } from './rss.ts'
import { growTree } from './tree.ts'

/** A feed of a list of subscriptions. */
export interface Outline {
  /** As it is written there: any text. `feed:` is http. */
  readonly url: string
  /** Its folders, the outermost first, then its categories: each once, one line of at most 100 characters. */
  readonly tags: readonly string[]
  /** As it is written there. */
  readonly language: string | null
}

/** Where it begins in its file, from 1. */
type Placed = Outline & { readonly line: number }

const MAX_BYTES = 5 * 1024 * 1024
const MAX_TAG = 100

/**
 * The feeds of an OPML document (opml.org/spec2.opml), version 1 or 2, in any encoding, well formed or not: in the order
 * of the document, repeated ones too, without those that are commented out.
 * @returns with them what was mended to read it, in words; null if it was well formed
 * @throws FeedError if it is no OPML, or larger than 5 MiB
 */
export async function readOpml(bytes: Uint8Array): Promise<{ feeds: Placed[]; mended: string | null }> {
  if (bytes.length > MAX_BYTES) throw new FeedError({ kind: 'too-large', message: 'the file is larger than 5 MiB' })
  const { text, mended: recoded } = await decode(bytes, '')
  const { root, mended } = growTree(text, 'xml', '')
  const opml = root.children.find(child => typeof child !== 'string' && tagOf(child) === 'opml')
  if (typeof opml !== 'object') throw new FeedError({ kind: 'malformed', message: 'not OPML: it has no <opml>' })
  let [line, from] = [1, 0]
  const feeds = outlinesIn(opml, []).map(({ at, ...outline }) => {
    line += text.slice(from, at).split('\n').length - 1
    from = at
    return { ...outline, line }
  })
  return { feeds, mended: [recoded ?? [], mended].flat().join('; ') || null }
}

function outlinesIn(element: Element, folders: readonly string[]): (Outline & { readonly at: number })[] {
  const inside = element.children.filter(child => typeof child !== 'string')
  if (tagOf(element) !== 'outline') return inside.flatMap(child => outlinesIn(child, folders))
  const { attributes, at } = element
  if (attributes.get('iscomment')?.toLowerCase() === 'true') return []
  // A feed that names no address is still one: whoever reads this says so.
  const url = attributes.get('xmlurl') ?? (attributes.get('type') === 'rss' ? (attributes.get('url') ?? '') : undefined)
  const name = attributes.get('text') || attributes.get('title') || ''
  const within = url === undefined ? [...folders, name] : folders
  const below = inside.flatMap(child => outlinesIn(child, within))
  if (url === undefined) return below
  // "/Sports/Baseball,Mets": of a path, each step is a tag.
  const named = [...folders, ...(attributes.get('category') ?? '').split(/[,/]/)].map(oneLine)
  const tags = [...new Set(named.map(tag => cut(tag, MAX_TAG)))].filter(tag => tag !== '')
  return [{ url: overWeb(oneLine(url)), tags, language: attributes.get('language') || null, at }, ...below]
}

/** Without what breaks lines, and without broken letters: no configuration may hold them. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffd]+/gu, ' ').trim()

/**
 * The feeds as OPML 2.0. A feed stands in a folder named by its first tag, and its other tags are its categories:
 * `readOpml` reads back the same feeds with the same tags, those of a folder together.
 * @param feeds whose tags are each one line of at most 100 characters, not blank at its ends
 */
export function writeOpml(feeds: readonly Outline[]): string {
  const folders = new Map<string, { readonly end: string; readonly feeds: string[] }>()
  for (const { url, tags, language } of feeds) {
    // A comma or slash would make two of a category: up to the last tag that has one, they are folders in folders.
    const path = tags.slice(0, tags.findLastIndex(tag => /[,/]/.test(tag)) + 1 || 1)
    const start = path.map(tag => `<outline text="${clean(tag)}">`).join('')
    const folder = folders.get(start) ?? { end: '</outline>'.repeat(path.length), feeds: [] }
    const said = { text: url, xmlUrl: url, category: tags.slice(path.length).join(','), language: language ?? '' }
    const attributes = Object.entries(said).map(([name, value]) => (value === '' ? '' : ` ${name}="${clean(value)}"`))
    folder.feeds.push(`<outline type="rss"${attributes.join('')}/>`)
    folders.set(start, folder)
  }
  const body = [...folders].flatMap(([start, { end, feeds }]) => [start, ...feeds, end]).filter(line => line !== '')
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>News Alerts</title></head>
<body>
${body.join('\n')}
</body>
</opml>`
}
