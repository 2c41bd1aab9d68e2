import { type Article, type Match, type Reason, SEVERITIES, type Story, type StoryMember } from '../words.ts'
import { fitted } from './fitted.ts'

/** A story lists this many articles; more join it unlisted, for its item must stay small. */
const MOST_ARTICLES = 200
const MOST_SHOWN = 20
/** What a reason shows: a page stuffed with keywords would fill a story's item with its evidence. */
const MOST_CLAUSES = 10
const MOST_SPANS = 3
const LONGEST_CLAUSE = 200
/** Of the 400 KB of an item, what the texts of reasons may take. */
const REASONS_BYTES = 180_000

type Found = Match & Pick<Reason, 'quiet'>

/** A story's first article makes it. */
export function newStory(id: string, article: Article, matches: readonly Found[]): Story {
  const { title, summary, link, language, firstSeen } = article
  return {
    ...{ id, title, summary, link, language, first: firstSeen, last: firstSeen, rev: 1 },
    articles: [article.id],
    members: [memberOf(article)],
    matches: slim(reasons(article, matches)),
  }
}

/** The story with one more article; the same story if it already has it, and all that it brings, as grave as that. */
export function joinStory(story: Story, article: Article, matches: readonly Found[]): Story {
  const { title, summary, language } = article
  const known = story.articles.includes(article.id) || story.articles.length >= MOST_ARTICLES
  if (known && !matches.some(match => isBetter(match, story.matches[match.topic]))) return story
  return {
    ...story,
    // An edit of the first: what it is told again for is not to stand below what it said before.
    ...(article.id === story.articles[0] && { title, summary, language }),
    rev: story.rev + 1,
    last: article.firstSeen > story.last ? article.firstSeen : story.last,
    articles: known ? story.articles : [...story.articles, article.id],
    members: known ? story.members : [...story.members, memberOf(article)].slice(0, MOST_SHOWN),
    matches: slim(better(story.matches, reasons(article, matches))),
  }
}

const memberOf = ({ id, feed, feedTitle, title, link, firstSeen }: Article): StoryMember => ({
  ...{ article: id, feed, feedTitle, title, link, at: firstSeen },
})

/** An article's matches by topic, each with the text that its spans point into. */
export function reasons(article: Article, matches: readonly Found[]): Record<string, Reason> {
  const { title, summary, feedTitle: source } = article
  return Object.fromEntries(
    matches.map(({ topic, topicName, severity, language, score, threshold, evidence, quiet }) => [
      topic,
      {
        ...{ topic, topicName, severity, language, score, threshold, evidence: shownOf(evidence) },
        ...{ title, summary, source, ...(quiet && { quiet }) },
      },
    ]),
  )
}

const shownOf = (evidence: Match['evidence']) =>
  evidence.slice(0, MOST_CLAUSES).map(reason => ({
    ...{ ...reason, clause: shortened(reason.clause), spans: reason.spans.slice(0, MOST_SPANS) },
  }))

const shortened = (clause: string): string =>
  clause.length > LONGEST_CLAUSE ? `${clause.slice(0, LONGEST_CLAUSE - 1).replace(/[\ud800-\udbff]$/, '')}…` : clause

const rank = ({ severity }: Match) => SEVERITIES.indexOf(severity)

/** Of two matches of one topic the better stays; of equals the earlier. */
function better(had: Story['matches'], fresh: Story['matches']): Story['matches'] {
  const best = { ...had }
  for (const [topic, reason] of Object.entries(fresh)) if (isBetter(reason, best[topic])) best[topic] = reason
  return best
}

/** What people are told of comes before what was found quietly. A topic may have been made graver meanwhile. */
function isBetter(match: Found, had: Reason | undefined): boolean {
  if (!had) return true
  if (!match.quiet !== !had.quiet) return !match.quiet
  const graver = rank(match) - rank(had)
  return graver > 0 || (graver === 0 && match.score > had.score)
}

/** Matches as an article's item can hold them: the gravest keep their evidence, every one its topic. */
export const held = (matches: readonly Match[]): Match[] =>
  fitted(
    matches.map(match => ({ ...match, evidence: shownOf(match.evidence) })),
    REASONS_BYTES,
    match => ({ ...match, evidence: [] }),
  )

/** Beyond what an item holds, the least grave reasons keep their topic and lose their text. */
const slim = (matches: Story['matches']): Story['matches'] =>
  Object.fromEntries(
    fitted(Object.values(matches), REASONS_BYTES, reason => ({
      ...reason,
      ...{ title: '', summary: '', source: '', evidence: [] },
    })).map(reason => [reason.topic, reason]),
  )
