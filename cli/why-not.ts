import { existsSync } from 'node:fs'
import { fetchAs } from '../local/fetch.ts'
import { printable } from '../local/terminal.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { didYouMean } from '../shared/config/nearest.ts'
import type { Fetch } from '../shared/feed/fetch.ts'
import { languageOf } from '../shared/topic/language/language.ts'
import { whyNots } from '../shared/topic/why-not.ts'
import { type Asked, articleOn } from './article.ts'
import { configPath } from './config.ts'
import { Failure } from './failure.ts'
import { configurationOf, isAddress, itemsOf, look } from './look.ts'
import { openPage } from './page.ts'
import { type Answer, lacksOf, markedTitle, reasonsOf } from './reasons.ts'

/**
 * Says why a topic does not match: of the ways in which it could, the one that lacks least. Asks nobody but the publisher.
 * @param what a headline; the address of an article; or the address or file of a feed, of whose items each is answered
 */
export async function whyNotOf(
  id: string,
  what: string,
  options: { readonly config?: string; readonly json?: boolean },
) {
  const configuration = configurationOf(configPath(options.config))
  const topic = configuration.topics.find(known => known.id === id)
  const ids = configuration.topics.map(known => known.id)
  if (!topic) throw new Failure(2, `There is no topic ${printable(id)}; ${didYouMean(id, ids, 'the topics are')}`)
  const { articles, feed, remarks } = await meant(what, configuration)
  const why = whyNots(topic)
  const answers = articles.map(article => {
    const { title, summary } = article
    return { title, summary, ...why(article), feed }
  })
  if (options.json) return console.log(JSON.stringify(answers, null, 2))
  for (const remark of remarks) console.log(remark)
  for (const each of answers) print(each)
}

async function meant(what: string, configuration: Configuration): Promise<Asked> {
  const fetch = once(fetchAs(configuration, () => new Date()))
  const page = isAddress(what) ? await openPage(what, configuration, fetch) : null
  if (page) return articleOn(page, configuration, fetch)
  if (!isAddress(what) && !existsSync(what)) return { articles: [await headline(what)], feed: null, remarks: [] }
  const [first] = (await look(what, configuration, fetch)).feeds
  if (!first) throw new Failure(1, `No feed was found at ${printable(what)}.`)
  return { articles: await itemsOf(first, what, configuration), feed: first.url, remarks: [] }
}

/** Asks for each address once, however often it is wanted. */
function once(fetch: Fetch): Fetch {
  const pages = new Map<string, ReturnType<Fetch>>()
  return ask => {
    const page = pages.get(ask.url) ?? fetch(ask)
    pages.set(ask.url, page)
    return page
  }
}

const PATH = /^(?:\.{0,2}\/\S*|\S+\.(?:xml|rss|atom|rdf|json))$/i

/** @throws Failure if it is an address without its beginning, or names a file that is not there: no headline does */
async function headline(title: string) {
  if (title.trim() === '') throw new Failure(2, 'The headline is empty.')
  if (/^[\w-]+(?:\.[\w-]+)+\/\S*$/.test(title))
    throw new Failure(2, `${printable(title)} is no headline; an address begins with https://`)
  if (PATH.test(title))
    throw new Failure(2, `There is no file ${printable(title)}; a headline is a sentence in quotes.`)
  const language = await languageOf({ configured: null, item: null, document: null, text: title })
  return { title, summary: '', language }
}

function print(answer: Answer): void {
  console.log(`\n${markedTitle(answer)}`)
  console.log(`  ${answer.topicName}: ${answer.matches ? `matches, ${answer.severity}` : 'does not match'}`)
  for (const line of reasonsOf(answer, answer)) console.log(`  ${line}`)
  for (const { to, lacks } of answer.unraised)
    for (const line of lacksOf(answer, lacks)) console.log(`  not ${to}, ${line}`)
}
