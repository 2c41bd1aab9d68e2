import { existsSync } from 'node:fs'
import { printable } from '../local/terminal.ts'
import { trial } from '../local/trial.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { didYouMean } from '../shared/config/nearest.ts'
import { feedId } from '../shared/feed/identity.ts'
import { languageOf } from '../shared/topic/language/language.ts'
import { whyNots } from '../shared/topic/why-not.ts'
import type { Article } from '../shared/words.ts'
import { configPath } from './config.ts'
import { Failure } from './failure.ts'
import { configurationOf, isAddress, knownFeed, look } from './look.ts'
import { type Answer, markedTitle, reasonsOf } from './reasons.ts'

type Asked = Pick<Article, 'title' | 'summary' | 'language'> & Partial<Article>

/**
 * Says why a topic does not match: of the ways in which it could, the one that lacks least. Asks nobody but the publisher.
 * @param what a headline, or the address or file of a feed, of whose items each is answered
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
  const asked = isAddress(what) || existsSync(what) ? await itemsOf(what, configuration) : [await headline(what)]
  const why = whyNots(topic)
  const answers = asked.map((article): Answer => ({ title: article.title, summary: article.summary, ...why(article) }))
  if (options.json) console.log(JSON.stringify(answers, null, 2))
  else for (const each of answers) print(each)
}

async function itemsOf(what: string, configuration: Configuration): Promise<readonly Article[]> {
  const [first] = (await look(what, configuration)).feeds
  if (!first) throw new Failure(1, `No feed was found at ${printable(what)}.`)
  const known = knownFeed([what, first.url], configuration)
  const feed = known ?? { id: feedId(first.url), url: first.url, language: null }
  return trial(feed, first.document, () => [], new Date())
}

const headline = async (title: string): Promise<Asked> => ({
  ...{ title, summary: '' },
  language: await languageOf({ configured: null, item: null, document: null, text: title }),
})

function print(answer: Answer): void {
  console.log(`\n${markedTitle(answer)}`)
  console.log(`  ${answer.topicName}: ${answer.matches ? 'matches' : 'does not match'}`)
  for (const line of reasonsOf(answer, answer)) console.log(`  ${line}`)
}
