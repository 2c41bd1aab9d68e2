import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import type { Tried } from '../local/trial.ts'
import { runs } from '../shared/alert/mark.ts'
import type { Discovered, Found } from '../shared/feed/discover.ts'
import type { Field, Match } from '../shared/words.ts'
import { counted } from '../web/counted.ts'
import { configPath } from './config.ts'
import { Failure } from './failure.ts'
import { configurationOf, howToAdd, isAddress, itemsOf, knownFeed, look } from './look.ts'
import { reasons } from './reasons.ts'
import { utc } from './time.ts'

/** Shows what would be read at an address or in a file, and what would match. Stores nothing. */
export async function tryOut(what: string, options: { readonly config?: string; readonly json?: boolean }) {
  const path = configPath(options.config)
  const configuration = configurationOf(path)
  const found = await look(what, configuration)
  const [first] = found.feeds
  if (first === undefined) throw new Failure(1, nothingAt(what, found))
  const items = await itemsOf(first, what, configuration)
  const tried = trialOf(first, items, found)
  if (options.json) return console.log(JSON.stringify(tried, null, 2))
  if (found.fault) printFound(what, tried)
  if (isAddress(what) && !knownFeed([what, first.url], configuration)) console.log(`${howToAdd(first.url)}\n`)
  printTrial(tried, path ?? 'the shipped packs')
}

/** Without the question whether we meant an address that was asked: the answer is below it. */
const nothingAt = (what: string, { fault, others, guessed }: Discovered): string =>
  [
    `${printable(what)}: ${printable(fault?.message.replace(/; did you mean .*/s, '') ?? '')}`,
    ...others.map(other => `  ${other.url}  ${printable(other.fault?.message ?? 'not asked')}`),
    `No feed was found there${guessed ? ', nor where sites usually keep theirs' : ''}.`,
  ].join('\n')

/** As the schema `trial` says. */
const trialOf = ({ url, document }: Found, items: readonly Tried[], { feeds, others }: Discovered) => ({
  ...{ v: 1, url, dialect: document.dialect, mended: document.mended, title: document.title },
  ...{ language: document.language, items },
  found: feeds.map(({ url, document }) => ({ url, title: document.title, items: document.items.length })),
  others: others.map(({ url, fault }) => ({ url, fault: fault?.message ?? null })),
})

type Trial = ReturnType<typeof trialOf>

function printFound(what: string, { found, others }: Trial): void {
  console.log(`${printable(what)} is no feed itself. Found there:`)
  for (const { url, title, items } of found) console.log(`  ${url}  ${printable(title)}, ${counted(items, 'item')}`)
  for (const { url, fault } of others) console.log(paint('dim', `  ${url}  ${printable(fault ?? 'not asked')}`))
}

function printTrial({ url, dialect, mended, title, language, items }: Trial, topics: string): void {
  const state = mended ? `mended: ${printable(mended)}` : 'well formed'
  const matching = items.filter(({ matches }) => matches.length > 0).length
  console.log(`${paint('bold', printable(title) || '(no title)')}  ${url}`)
  console.log(`${dialect}, ${state}; ${language ? `language ${printable(language)}` : 'says no language'}`)
  for (const item of items) printItem(item)
  console.log(`\n${counted(items.length, 'item')}, ${matching} of them with matches by ${topics}. Nothing was stored.`)
}

function printItem(item: Tried): void {
  const { published, publishedSource, publishedIn, language, link, matches } = item
  const title = markedIn(item, 'title', matches).map(({ text, marked }) => (marked ? paint('yellow', text) : text))
  const date = published
    ? `${utc(published)} (${printable(`${publishedIn}: ${publishedSource}`)})`
    : 'no date: first sight counts'
  console.log(`\n${title.join('')}`)
  console.log(paint('dim', `  ${date}, ${language ?? 'language unknown'}  ${link ?? 'no link'}`))
  for (const match of matches) {
    const fields = (['title', 'summary'] as const).flatMap(field => markedIn(item, field, [match]))
    const words = new Set(fields.filter(({ marked }) => marked).map(({ text }) => text))
    console.log(
      `  ${match.severity.toUpperCase()} ${match.topicName}: ${printable(reasons(match))} (found: ${[...words].join(', ')})`,
    )
  }
}

/** A field in runs that may stand in a terminal. */
function markedIn(item: Tried, field: Field, matches: readonly Match[]) {
  const evidence = matches.flatMap(match => match.evidence)
  return runs(item[field], field, evidence).map(({ text, marked }) => ({ text: printable(text), marked }))
}
