import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fetchAs } from '../local/fetch.ts'
import { readConfigText } from '../local/files.ts'
import { PACKS } from '../local/newsroom/paper.ts'
import { printable } from '../local/terminal.ts'
import type { Configuration, FeedSetting } from '../shared/config/configuration.ts'
import { addressOf } from '../shared/config/feeds.ts'
import { type Discovered, discover } from '../shared/feed/discover.ts'
import { FeedError } from '../shared/feed/fault.ts'
import { readFeed } from '../shared/feed/read.ts'
import { bytesOf } from './bytes.ts'
import { checkedConfig } from './config.ts'
import { Failure } from './failure.ts'

const now = () => new Date()

export const isAddress = (what: string): boolean => /^https?:\/\//i.test(what)

/** The configuration of a file, or the topics that are shipped for whoever has none yet. @throws Failure */
export const configurationOf = (path: string | null): Configuration => (path === null ? shipped() : checkedConfig(path))

function shipped(): Configuration {
  const read = readConfigText(`topics: [${PACKS.map(pack => `{ pack: ${pack} }`).join(', ')}]`)
  if (!read.ok) throw new Error(`the shipped packs do not hold: ${JSON.stringify(read.problems)}`)
  return read.configuration
}

/** The feed that is configured under one of these addresses. */
export function knownFeed(addresses: readonly string[], { feeds }: Configuration): FeedSetting | undefined {
  const spellings = addresses.map(addressOf)
  return feeds.find(({ url }) => spellings.includes(addressOf(url)))
}

/** The feeds at an address, of a site or a feed, or in a file. @throws Failure if nothing can be read there */
export async function look(what: string, configuration: Configuration): Promise<Discovered> {
  try {
    if (isAddress(what)) return await discover(what, fetchAs(configuration, now))
    if (!existsSync(what)) throw new Failure(2, `There is no file ${printable(what)}; an address begins with https://`)
    const { href } = pathToFileURL(resolve(what))
    return {
      fault: null,
      feeds: [{ url: href, document: await readFeed(bytesOf(what), {}, href) }],
      others: [],
      guessed: false,
    }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    throw new Failure(1, `${printable(what)}: ${printable(error.message)}`)
  }
}
