import type { Article, Match, Reason, Story, StoryMember } from '../words.ts'

/** A story with this many articles is closed: its item must stay small enough to be written at every join. */
export const MOST_ARTICLES = 200
const MOST_SHOWN = 20

/** A story's first article makes it. */
export function newStory(id: string, article: Article, matches: readonly Match[]): Story {
  const { title, summary, link, language, firstSeen } = article
  return {
    ...{ id, title, summary, link, language, first: firstSeen, last: firstSeen, rev: 1 },
    articles: [article.id],
    members: [memberOf(article)],
    matches: reasons(article, matches),
  }
}

/** The story with one more article; the same story if it already has it, and all that it brings. */
export function joinStory(story: Story, article: Article, matches: readonly Match[]): Story {
  const known = story.articles.includes(article.id)
  if (known && matches.every(({ topic }) => story.matches[topic])) return story
  return {
    ...story,
    rev: story.rev + 1,
    last: article.firstSeen > story.last ? article.firstSeen : story.last,
    articles: known ? story.articles : [...story.articles, article.id],
    members: known ? story.members : [...story.members, memberOf(article)].slice(0, MOST_SHOWN),
    matches: better(story.matches, reasons(article, matches)),
  }
}

const memberOf = (article: Article): StoryMember => ({
  article: article.id,
  feed: article.feed,
  feedTitle: article.feedTitle,
  title: article.title,
  link: article.link,
  at: article.firstSeen,
})

/** An article's matches by topic, each with the text that its spans point into. */
export function reasons(article: Article, matches: readonly Match[]): Record<string, Reason> {
  const { title, summary, feedTitle } = article
  return Object.fromEntries(matches.map(match => [match.topic, { ...match, title, summary, source: feedTitle }]))
}

/** Of two matches of one topic the better stays; of equals the earlier. */
function better(had: Story['matches'], fresh: Story['matches']): Story['matches'] {
  const best = { ...had }
  for (const [topic, reason] of Object.entries(fresh)) {
    const before = best[topic]
    if (!before || reason.score > before.score) best[topic] = reason
  }
  return best
}
