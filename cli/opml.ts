import { realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { readText } from '../local/files.ts'
import { printable } from '../local/terminal.ts'
import { withFeeds } from '../shared/config/add-feeds.ts'
import { addressOf } from '../shared/config/feeds.ts'
import { readLanguage, readWebAddress } from '../shared/config/readings.ts'
import { FeedError } from '../shared/feed/fault.ts'
import { type Outline, readOpml, writeOpml } from '../shared/feed/opml.ts'
import { counted } from '../web/counted.ts'
import { bytesOf } from './bytes.ts'
import { checkedConfig, neededConfigPath } from './config.ts'
import { Failure } from './failure.ts'

/** The line before the first feed is there: nothing but other settings may follow. */
const EMPTY = /^feeds:(?=[ \t]*(?:#.*)?\s*(?:\n[a-z]|$(?![\s\S])))/m

interface Options {
  readonly config?: string
}

/** Prints the feeds of a configuration, those of its included files too, as OPML 2.0. */
export function exportFeeds({ config }: Options): void {
  console.log(writeOpml(checkedConfig(neededConfigPath(config)).feeds))
}

/**
 * Adds to a configuration file those feeds of an OPML file that it does not have: all of them or, if the file would not
 * hold with them, none.
 */
export async function importFeeds(file: string, { config }: Options): Promise<void> {
  const path = neededConfigPath(config)
  const text = textOf(path)
  const before = checkedConfig(path, text)
  const { feeds, mended } = await read(file)
  if (feeds.length === 0) throw new Failure(1, `${printable(file)} lists no feeds; nothing was changed.`)
  const refused = feeds.flatMap(({ url, line }) => {
    const address = readWebAddress(url)
    return 'value' in address ? [] : [`  ${printable(file)}:${line}  ${address.message}`]
  })
  const fit = byAddress(feeds.filter(({ url }) => 'value' in readWebAddress(url)))
  const known = new Set(before.feeds.map(({ url }) => addressOf(url)))
  const added = [...fit].flatMap(([address, feed]) => (known.has(address) ? [] : [feed]))
  if (text !== undefined && added.length > 0) add(added.map(settingOf), path, text)
  if (mended) console.log(`${printable(file)} is not well formed: ${mended}. What could be read was taken.`)
  console.log(
    `${printable(path)}: ${counted(added.length, 'feed')} added, ${fit.size - added.length} there already, ${refused.length} refused.`,
  )
  for (const line of refused) console.log(line)
  if (added.length > 0) console.log('`apply` makes them count, or the next `start`.')
}

function textOf(path: string): string | undefined {
  try {
    return readText(path).replace(EMPTY, 'feeds: []')
  } catch {
    return undefined // whoever checks the file says why
  }
}

/** Each feed once, with the tags of all its folders. */
function byAddress(feeds: readonly Outline[]): Map<string | null, Outline> {
  const once = new Map<string | null, { readonly first: Outline; readonly tags: Set<string> }>()
  for (const feed of feeds) {
    const known = once.get(addressOf(feed.url))
    if (known === undefined) once.set(addressOf(feed.url), { first: feed, tags: new Set(feed.tags) })
    else for (const tag of feed.tags) known.tags.add(tag)
  }
  return new Map([...once].map(([address, { first, tags }]) => [address, { ...first, tags: [...tags] }]))
}

async function read(file: string): ReturnType<typeof readOpml> {
  try {
    return await readOpml(bytesOf(file))
  } catch (error) {
    if (error instanceof FeedError) throw new Failure(1, `${printable(file)}: ${error.message}; nothing was changed.`)
    throw error
  }
}

/** Other programs write a language that is none, "unknown". */
function settingOf({ url, tags, language }: Outline) {
  const read = readLanguage(language ?? '')
  return { url, tags, language: 'value' in read ? read.value : null }
}

function add(feeds: readonly Outline[], path: string, before: string): void {
  const text = withFeeds(before, feeds)
  checkedConfig(path, text)
  const real = realpathSync(path) // a link stays one
  try {
    writeFileSync(`${real}.new`, text, { mode: statSync(real).mode })
    renameSync(`${real}.new`, real)
  } catch (error) {
    throw new Failure(1, printable(`${path} cannot be written: ${error instanceof Error ? error.message : error}`))
  }
}
