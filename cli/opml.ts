import { realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { readText } from '../local/files.ts'
import { withFeeds } from '../shared/config/add-feeds.ts'
import { addressOf } from '../shared/config/feeds.ts'
import { readLanguage, readWebAddress } from '../shared/config/readings.ts'
import { FeedError } from '../shared/feed/fault.ts'
import { type Outline, readOpml, writeOpml } from '../shared/feed/opml.ts'
import { counted } from '../web/counted.ts'
import { bytesOf } from './bytes.ts'
import { checkedConfig, neededConfigPath } from './config.ts'
import { Failure } from './failure.ts'

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
  const before = checkedConfig(path)
  const { feeds, mended } = await read(file)
  if (feeds.length === 0) throw new Failure(1, `${file} lists no feeds; nothing was changed.`)
  const refused = feeds.flatMap(({ url, line }) => {
    const address = readWebAddress(url)
    return 'value' in address ? [] : [`  ${file}:${line}  ${address.message}`]
  })
  const met = new Set(before.feeds.map(({ url }) => addressOf(url)))
  const fit = feeds.filter(({ url }) => 'value' in readWebAddress(url))
  const added = fit.filter(({ url }) => !met.has(addressOf(url)) && met.add(addressOf(url)))
  if (added.length > 0) add(added.map(settingOf), path)
  if (mended) console.log(`${file} is not well formed: ${mended}. What could be read was taken.`)
  const known = fit.length - added.length
  console.log(`${path}: ${counted(added.length, 'feed')} added, ${known} there already, ${refused.length} refused.`)
  for (const line of refused) console.log(line)
  if (added.length > 0) console.log('`apply` makes them count, or the next `start`.')
}

async function read(file: string): ReturnType<typeof readOpml> {
  try {
    return await readOpml(bytesOf(file))
  } catch (error) {
    if (error instanceof FeedError) throw new Failure(1, `${file}: ${error.message}; nothing was changed.`)
    throw error
  }
}

/** Other programs write a language that is none, "unknown". */
function settingOf({ url, tags, language }: Outline) {
  const read = readLanguage(language ?? '')
  return { url, tags, language: 'value' in read ? read.value : null }
}

function add(feeds: readonly Outline[], path: string): void {
  const text = withFeeds(readText(path), feeds)
  checkedConfig(path, text)
  const real = realpathSync(path) // a link stays one
  try {
    writeFileSync(`${real}.new`, text, { mode: statSync(real).mode })
    renameSync(`${real}.new`, real)
  } catch (error) {
    throw new Failure(1, `${path} cannot be written: ${error instanceof Error ? error.message : error}`)
  }
}
