import { readConfigText } from '../../local/files.ts'
import { wants } from '../../shared/alert/channel.ts'
import { compose } from '../../shared/alert/compose.ts'
import { type SmsSize, smsSize } from '../../shared/alert/sms.ts'
import { newStory, reasons } from '../../shared/story/join.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import type { Article, Channel, Message, Severity, Told, Topic } from '../../shared/words.ts'
import { type Invented, STORIES } from './stories.ts'

export interface Shown {
  readonly name: string
  readonly what: string
  readonly message: Message
  readonly sms: SmsSize
}

const CONFIG = `
topics:
  - { pack: telecom-cyber-fraud, severity: high }
  - { pack: money-laundering }
  - { pack: drug-trafficking }
  - { pack: environmental-wildlife-crime }
channels:
  - id: crime-desk
    name: Crime desk
    topics: [telecom-cyber-fraud, money-laundering, drug-trafficking, environmental-wildlife-crime]
    when: { timezone: Europe/Paris }
`
const AT = '2026-03-02T21:40:00.000Z'

/** The messages of the gallery: what the pipeline would send of these stories, by the real matcher and composer. */
export function galleryMessages(): Shown[] {
  const read = readConfigText(CONFIG)
  const channel = read.ok && read.configuration.channels[0]
  if (!read.ok || !channel) throw new Error(JSON.stringify(read))
  return Object.entries(STORIES).map(([name, { what, stories }], n) => {
    const told = stories.map((story, i) => toldOf(story, i, read.configuration.topics, channel))
    const message = compose(channel, 'mail', told, n + 1, new Date(AT))
    return { name, what, message, sms: smsSize(message.sms) }
  })
}

function toldOf(invented: Invented, n: number, topics: readonly Topic[], channel: Channel): Told {
  const { title, summary, language, sources, was = null, now, link = `https://news.example/${n + 1}` } = invented
  const article: Article = {
    ...{ id: `a${n}`, feed: 'f', feedTitle: sources[0] ?? '', title, summary, link, page: link, language },
    ...{ published: AT, firstSeen: new Date(Date.parse(AT) - (n + 1) * 60_000).toISOString() },
  }
  const matches = compileTopics(topics)(article)
  const story = newStory(article.id, article, matches)
  const wanted = wants(channel, { language, matches: reasons(article, matches) })
  if (!wanted) throw new Error(`no topic recognises ${title}`)
  const severity: Severity = now ?? wanted.severity
  return {
    ...{ story: story.id, rev: was ? 2 : 1, severity, was, title, summary, link, language },
    ...{ first: article.firstSeen, size: invented.size ?? sources.length, sources, matches: wanted.matches },
  }
}
