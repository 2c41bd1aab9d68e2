import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fetchAs } from '../local/fetch.ts'
import { readConfigText } from '../local/files.ts'
import { PACKS } from '../local/newsroom/paper.ts'
import { printable } from '../local/terminal.ts'
import { type Tried, trial } from '../local/trial.ts'
import type { Configuration, FeedSetting } from '../shared/config/configuration.ts'
import { addressOf } from '../shared/config/feeds.ts'
import { readWebAddress } from '../shared/config/readings.ts'
import { type Discovered, discover, type Found } from '../shared/feed/discover.ts'
import { FeedError } from '../shared/feed/fault.ts'
import type { Fetch } from '../shared/feed/fetch.ts'
import { feedId } from '../shared/feed/identity.ts'
import { readFeed } from '../shared/feed/read.ts'
import { compileTopics } from '../shared/topic/match.ts'
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

/** What a feed shows, newest first, as its poll would read it. `asked`: the address by which it was found. */
export function itemsOf({ url, document }: Found, asked: string, configuration: Configuration): Promise<Tried[]> {
  const feed = knownFeed([asked, url], configuration) ?? { id: feedId(url), url, language: null }
  return trial(feed, document, compileTopics(configuration.topics), now())
}

/** What to write to have a feed read. */
export function howToAdd(url: string): string {
  const address = readWebAddress(url)
  if ('value' in address) return `To read it, add under \`feeds:\`\n  - url: ${url}`
  return `It cannot be added under \`feeds:\`: ${address.message}; ${address.remedy}.`
}

/** The feeds at an address, of a site or a feed, or in a file. @throws Failure if nothing can be read there */
export async function look(
  what: string,
  configuration: Configuration,
  fetch: Fetch = fetchAs(configuration, now),
): Promise<Discovered> {
  try {
    if (isAddress(what)) return await discover(what, fetch)
    if (!existsSync(what)) throw new Failure(2, `There is no file ${printable(what)}; an address begins with https://`)
    const { href } = pathToFileURL(resolve(what))
    const document = await readFeed(bytesOf(what), {}, href)
    return { fault: null, feeds: [{ url: href, document }], others: [], guessed: false }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    throw new Failure(1, `${printable(what)}: ${printable(error.message)}`)
  }
}
