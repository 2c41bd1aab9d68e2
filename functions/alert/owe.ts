import { dueAt, wants } from '../../shared/alert/channel.ts'
import type { Current } from '../../shared/config/current.ts'
import type { Owing } from '../../shared/store/articles.ts'
import { joinStory, newStory, reasons } from '../../shared/story/join.ts'
import { storyTerms } from '../../shared/story/terms.ts'
import type { Article, Story } from '../../shared/words.ts'
import { attempt, throwAll } from '../attempt.ts'
import { type AlertDeps, LEASE_SECONDS } from './deps.ts'

/** Then whoever is due is told; what is left over is worked out in the next run. */
const LONGEST_MS = 30_000

/** Every article that owes: its story, its matches made queryable, the channels' alerts. One writer at a time. */
export async function owe(setup: Current, deps: AlertDeps): Promise<void> {
  const { store, now, newId } = deps
  if (!(await store.articles.mayOwe())) return
  const owner = newId()
  const until = new Date(now().getTime() + LEASE_SECONDS * 1000)
  if (!(await store.owing.lease({ owner, now: now(), until }))) return
  try {
    await oweAll(setup, deps)
  } finally {
    await store.owing.release(owner)
  }
}

async function oweAll(setup: Current, deps: AlertDeps): Promise<void> {
  const failures: (Error | null)[] = []
  const until = deps.now().getTime() + LONGEST_MS
  for await (const debt of deps.store.articles.owing()) {
    if (deps.now().getTime() > until) break // long before the lease ends: nobody else is at work
    failures.push(await attempt(`owe ${debt.article.id}`, () => oweOne(debt, setup, deps)))
  }
  throwAll(failures)
}

/** Each step is done again harmlessly; the debt is crossed off last. */
async function oweOne(debt: Owing, setup: Current, deps: AlertDeps): Promise<void> {
  const { store } = deps
  const { article, matches, rev } = debt
  const story = await joinedStory(debt, deps)
  for (const match of matches)
    await store.matches.keep({ ...match, v: 1, at: article.firstSeen, article, story: story.id }, rev)
  await oweChannels(debt, story, setup, deps)
  await store.articles.paid(debt)
}

/** The story is decided, and the article tied to it, before anything else: whoever resumes finds the same one. */
async function joinedStory(debt: Owing, { store, now }: AlertDeps): Promise<Story> {
  const { article, matches, news } = debt
  const seen = news.length > 0 ? now() : new Date(article.firstSeen) // of old news the terms are long out of force
  const id = debt.story ?? (await store.articles.join(article.id, await storyOf(article, seen, store)))
  const before = await store.stories.get(id)
  const story = before ? joinStory(before, article, matches) : newStory(id, article, matches)
  if (story !== before) await store.stories.save(story, now())
  return story
}

/** A story is named after its first article, so that making it twice makes it once. */
async function storyOf(article: Article, seen: Date, { stories }: AlertDeps['store']): Promise<string> {
  const terms = storyTerms(article)
  const found = await stories.find(terms, seen)
  return stories.claim(terms, found ?? article.id, seen)
}

/** A channel is owed a story for the news *this* article brings; what else is known of it is told along with that. */
async function oweChannels({ article, news }: Owing, story: Story, setup: Current, deps: AlertDeps): Promise<void> {
  const { store } = deps
  const brought = { language: article.language, matches: reasons(article, news) }
  for (const channel of setup.channels) {
    const wanted = wants(channel, brought)
    if (!wanted) continue
    const now = deps.now()
    for (const route of channel.routes) {
      if (route === 'sms' && !(await isHeard(channel.id, deps))) continue
      const at = { id: channel.id, route }
      await store.desks.owe(at, { story: story.id, severity: wanted.severity, dueAt: dueAt(channel, now), now })
      await store.desks.knock(at, now)
    }
  }
}

/** SMS is owed only where somebody has confirmed: mail is kept and shown all the same, SMS nobody would see. */
async function isHeard(channel: string, { store }: AlertDeps): Promise<boolean> {
  return (await store.people.of(channel, 'sms')).some(({ state }) => state === 'confirmed')
}
