import { Parser } from 'htmlparser2'
import { packs, readStyle } from '../../local/files.ts'
import { compose } from '../../shared/alert/compose.ts'
import { openAudience } from '../../shared/audience/audience.ts'
import type { FeedNews } from '../../shared/store/feeds.ts'
import type { Held } from '../../shared/store/messages.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import type {
  Article,
  Channel,
  FeedHealth,
  Matched,
  MessageState,
  Reason,
  Route,
  Story,
  Told,
  Topic,
} from '../../shared/words.ts'
import { site } from '../../web/site.tsx'
import { aLaptop } from '../people.ts'
import { startTestTable } from '../world.ts'

export const NOW = new Date('2026-03-02T10:00:00Z')
export const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString()

const TOPIC: Topic = {
  ...{ id: 'fraud', name: 'Cyber fraud', description: '', severity: 'high', query: '"cyber fraud"' },
  examples: { match: [], reject: [] },
}
export const CHANNEL: Channel = {
  ...{ id: 'desk', name: 'Fraud desk', topics: ['fraud'], severity: 'medium', languages: [], routes: ['mail', 'sms'] },
  when: { instant: true, quiet: null, digest: null, timezone: 'Europe/Paris' },
  origin: 'file',
}

/** What a stranger says; each place it is shown in is given the same. */
export interface Words {
  readonly text: string
  readonly link: string | null
  readonly language: string | null
}
export const WORDS: Words = { text: 'A cyber fraud ring falls', link: 'https://wire.example/ring', language: 'en' }

const anArticle = ({ text, link, language }: Words): Article => ({
  ...{ id: 'a1', feed: 'f1', feedTitle: text, title: text, summary: text, link, page: link, language },
  ...{ published: null, firstSeen: ago(60) },
})

const aReason = ({ text, language }: Words): Reason => ({
  ...{ topic: 'fraud', topicName: 'Cyber fraud', severity: 'high', language, score: 1, threshold: 0 },
  ...{ title: text, summary: text, source: text },
  evidence: [{ clause: '"cyber fraud"', contribution: 1, spans: [{ field: 'title', start: 2, end: 13 }] }],
})

export const aMatch = (words: Words, quiet = false): Matched => {
  const { title: _, summary: __, source: ___, ...match } = aReason(words)
  const kept = { v: 1, at: ago(60), article: anArticle(words), story: 's1', quiet } as const
  return { ...match, ...kept }
}

export const aStory = (words: Words): Story => ({
  ...{ id: 's1', title: words.text, summary: words.text, link: words.link, language: words.language, rev: 1 },
  ...{ first: ago(60), last: ago(30), articles: ['a1'], matches: { fraud: aReason(words) } },
  members: [{ article: 'a1', feed: 'f1', feedTitle: words.text, title: words.text, link: words.link, at: ago(60) }],
})

export const aTold = ({ text, link, language }: Words): Told => ({
  ...{ story: 's1', rev: 1, severity: 'high', was: null, title: text, summary: text, link, language, first: ago(60) },
  ...{ size: 1, sources: [text], matches: [aReason({ text, link, language })] },
})

const WELL: FeedHealth = {
  ...{ state: 'ok', changedAt: ago(12), fault: null, failures: 0, waitUntil: null, mended: null, gaps: 0 },
}

/** A site on a table of its own, and ways to fill it. */
export async function openDesk(channels: readonly Channel[] = [CHANNEL], topics: readonly Topic[] = [TOPIC]) {
  const table = await startTestTable()
  const { store } = table
  const current = async () => ({
    version: 'v',
    topics,
    channels,
    slots: 1,
    match: compileTopics(topics),
    settings: { contact: null, allowPrivate: [], smsCountries: ['FR'], subscribers: 0 },
    fromApi: [],
  })
  const now = () => NOW
  const audience = openAudience({ store, current, send: async () => undefined, ...aLaptop(now) })
  const deps = { store, current, now, audience, packs, assets: { style: readStyle() } }
  const app = site(deps)
  return {
    ...{ store, client: table.client, deps, app, close: table.close },
    get: async (path: string) => (await app.request(path)).text(),

    async aFeed(words: Words, health: Partial<FeedHealth> = {}) {
      const settings = {
        slot: 0,
        origin: 'file',
        tags: [words.text],
        language: words.language,
        everySeconds: 60,
      } as const
      await store.feeds.settle({ id: 'f1', url: 'https://wire.example/feed', ...settings })
      const [feed] = await store.feeds.ofSlot(0)
      if (!feed) throw new Error('the feed is not there')
      const news: FeedNews = { ...feed, title: words.text, health: { ...WELL, ...health } }
      await store.feeds.read(feed, news)
    },

    async aMessage(words: Words, route: Route, state: Partial<MessageState> = {}, seq = 1): Promise<Held> {
      const frozen = await store.messages.freeze(compose(CHANNEL, route, [aTold(words)], seq, new Date(ago(40))))
      const moved = frozen && (await store.messages.move(frozen, state))
      if (!moved) throw new Error('the message is not there')
      return moved
    },
  }
}

const INLINE = ['a', 'b', 'bdi', 'code', 'mark', 'small', 'span', 'strong', 'time']

/** What a browser makes of a page: its elements, and its text with a space between blocks. */
export function parsed(html: string) {
  const elements: { readonly name: string; readonly attributes: Record<string, string> }[] = []
  const words: string[] = []
  const space = (name: string) => (INLINE.includes(name) ? '' : ' ')
  const parser = new Parser({
    onopentag(name, attributes) {
      elements.push({ name, attributes })
      words.push(space(name))
    },
    ontext: text => void words.push(text),
    onclosetag: name => void words.push(space(name)),
  })
  parser.end(html)
  return { elements, text: words.join('').replace(/\s+/g, ' ') }
}
