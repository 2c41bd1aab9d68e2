import { existsSync } from 'node:fs'
import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { trial } from '../local/trial.ts'
import { runs } from '../shared/alert/mark.ts'
import { oneLine } from '../shared/alert/plain.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { didYouMean } from '../shared/config/nearest.ts'
import { cut } from '../shared/feed/cut.ts'
import { feedId } from '../shared/feed/identity.ts'
import { languageOf } from '../shared/topic/language/language.ts'
import { type WhyNot, whyNot } from '../shared/topic/why-not.ts'
import type { Article, Topic } from '../shared/words.ts'
import { configPath } from './config.ts'
import { Failure } from './failure.ts'
import { configurationOf, isAddress, knownFeed, look } from './look.ts'

type Asked = Pick<Article, 'title' | 'summary' | 'language'> & Partial<Article>
type Answer = WhyNot & Pick<Article, 'title' | 'summary'>

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
  const answers = asked.map(article => answer(topic, article))
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

function answer(topic: Topic, article: Asked): Answer {
  const { title, summary } = article
  return { title, summary, ...whyNot(topic, article) }
}

/** A shipped topic's group of alternatives fills a screen. */
const MOST_CLAUSE = 300
const WHY = { missing: 'missing', excluded: 'excluded, but there', apart: 'too far apart', elsewhere: 'elsewhere' }

function print({ title, summary, language, topicName, matches, score, threshold, evidence, lacks }: Answer): void {
  const line = runs(title, 'title', evidence).map(({ text, marked }) => {
    return marked ? paint('yellow', printable(text)) : printable(text)
  })
  console.log(`\n${line.join('')} ${paint('dim', `(${language ?? 'language unknown'})`)}`)
  console.log(`  ${topicName}: ${matches ? 'matches' : 'does not match'}`)
  if (evidence.length > 0) console.log(`  found: ${evidence.map(({ clause }) => printable(clause)).join(', ')}`)
  for (const { clause, why, spans } of lacks) {
    const words = new Set(spans.map(({ field, start, end }) => ({ title, summary })[field].slice(start, end)))
    const there = words.size > 0 ? ` (${[...words].map(printable).join(', ')})` : ''
    const part = cut(oneLine(clause), MOST_CLAUSE)
    console.log(`  ${WHY[why]}: ${part}${part.length < clause.length ? ' …' : ''}${there}`)
  }
  if (threshold > 0) console.log(`  score ${score} of ${threshold}`)
}
