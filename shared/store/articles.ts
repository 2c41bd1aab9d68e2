import type { Article, Match } from '../words.ts'
import type { Db, Item } from './db.ts'
import { added, edited, type Found, type FoundMatch } from './found.ts'
import { type Search, type Found as Searched, type Shelf, search } from './search.ts'
import { articleKey, articlesOfFeed, expiresAt, FORMAT, INDEX, KEEP_DAYS, TODO } from './table.ts'

/** What an article turned out to be: `edited` satisfies a topic that it did not before, or more gravely; `reworded` does not. */
type Recorded = 'new' | 'edited' | 'reworded' | 'known'

/** What a poll found out about an article. */
interface Read extends Found {
  /** Hash of the item's text, so that an edit is noticed. */
  readonly content: string
  /** Today's topics, to be asked of the text that is kept: what they find there no edit has brought. */
  readonly find: (article: Article) => readonly Match[]
}

/** An article with its matches and its debt. */
export interface Owing {
  readonly article: Article
  readonly matches: readonly FoundMatch[]
  /** Those of them that people are to be told of, and were not before. */
  readonly news: readonly Match[]
  /** Already set if an earlier attempt got that far. */
  readonly story: string | null
  /** Raised by whatever adds to the debt, so that paying the old one does not clear the new. */
  readonly rev: number
}

function toArticle(item: Item): Article {
  const { article: id, feed, feedTitle, title, summary, link, page, language, published, firstSeen } = item
  return { id, feed, feedTitle, title, summary, link, page, language, published, firstSeen }
}

const toItem = ({ id, ...article }: Article) => ({ ...articleKey(id), v: FORMAT, article: id, ...article })

/** The debt rides in the article's own item: no crash can keep the news and lose the alert. */
const debtOf = (article: Article) => ({ todo: TODO.owed, todoAt: article.firstSeen })

/** After all that somebody waits for: `~` comes after every digit. */
const quietDebtOf = ({ firstSeen }: Article) => ({ todo: TODO.owed, todoAt: `~${firstSeen}` })

/** What an article's item has found so far. If it owes nothing, all of that is paid: a channel may have come since. */
const foundIn = ({ todo, matches }: Item): FoundMatch[] =>
  todo ? matches : matches.map((match: FoundMatch) => ({ ...match, paid: true }))

/** Neither edited, nor backfilled, nor paid since it was read. */
const unchanged = ({ rev, content, todo }: Item) => ({
  when: `rev = :rev AND content = :content AND attribute_${todo ? '' : 'not_'}exists(todo)`,
  values: { rev, content },
})

const owed = {
  IndexName: INDEX.todo,
  KeyConditionExpression: 'todo = :owed',
  ExpressionAttributeValues: { ':owed': TODO.owed },
}

export const articleStore = (db: Db) => ({
  /**
   * Records an article once. An edited one is updated in place, and owes again only if it now satisfies a topic that
   * it did not before, or is graver by one that it did.
   * @returns what it turned out to be
   */
  async record(article: Article, found: Read): Promise<Recorded> {
    const { content, matches, quiet } = found
    const item = {
      ...toItem(article),
      content,
      matches: matches.map(match => ({ ...match, quiet })),
      rev: 1,
      belongs: articlesOfFeed(article.feed),
      belongsAt: `${article.firstSeen}#${article.id}`,
      expires: expiresAt(new Date(article.firstSeen), KEEP_DAYS.article),
      ...(matches.length > 0 && debtOf(article)),
    }
    if (await db.put(item, { when: 'attribute_not_exists(pk)' })) return 'new'
    return edit(db, article, found)
  },

  /**
   * Adds what topics find in an article that they did not have when it came: queryable, and nobody is told.
   * @param find is asked again if an edit comes in between: spans must point into the text that is kept
   * @returns how many of the matches are new; done again it adds none
   */
  async backfill(id: string, find: (article: Article) => readonly Match[]): Promise<number> {
    const item = await db.get(articleKey(id))
    if (!item) return 0
    const article = toArticle(item)
    const had = foundIn(item)
    const matches = added(had, { matches: find(article), quiet: true })
    if (matches.length === had.length) return 0
    const written = await db.update(articleKey(id), {
      // If it owes already, somebody waits for that: it keeps its place.
      set: { matches, ...(!item['todo'] && quietDebtOf(article)) },
      add: { rev: 1 },
      ...unchanged(item),
    })
    return written ? matches.length - had.length : this.backfill(id, find)
  },

  async get(id: string): Promise<Owing | null> {
    const item = await db.get(articleKey(id))
    return item ? toOwing(item) : null
  },

  /** A feed's articles, newest first. */
  async search({ feed, ...asked }: Search<Article> & { readonly feed: string }): Promise<Searched<Article>> {
    return search(db, shelfOf(feed), toArticle, asked)
  },

  /** Whether there may be anything to pay: one small read, so that an idle system writes nothing. */
  async mayOwe(): Promise<boolean> {
    return (await db.page({ ...owed, Limit: 1 })).items.length > 0
  },

  /** Every article that owes, oldest first. The index may lag or lie: each is read again and told by its own item. */
  async *owing(): AsyncGenerator<Owing> {
    let next: Item | undefined
    do {
      const page = await db.page({ ...owed, Limit: 50, ExclusiveStartKey: next })
      const articles = await db.getMany(page.items)
      for (const item of articles) if (item['todo'] === TODO.owed) yield toOwing(item)
      next = page.next
    } while (next)
  },

  /**
   * Ties the article to its story, before anything else is paid: whoever resumes finds the same story.
   * @returns the story it is tied to: another, if a worker whose lease we inherited was quicker
   */
  async join(id: string, story: string): Promise<string> {
    const joined = await db.update(articleKey(id), {
      set: { story },
      when: 'attribute_exists(pk) AND attribute_not_exists(story)',
    })
    return joined ? story : ((await db.get(articleKey(id)))?.['story'] ?? story)
  },

  /** Crosses the debt off, unless an edit has raised it meanwhile. */
  async paid({ article, rev }: Pick<Owing, 'article' | 'rev'>): Promise<void> {
    await db.update(articleKey(article.id), {
      remove: ['todo', 'todoAt'],
      when: 'rev = :rev',
      values: { rev },
    })
  },
})

const shelfOf = (feed: string): Shelf => ({
  ...{ index: INDEX.belongs, hash: 'belongs', range: 'belongsAt', keysOnly: true, keepDays: KEEP_DAYS.article },
  partitions: () => [articlesOfFeed(feed)],
})

const toOwing = (item: Item): Owing => {
  const matches: FoundMatch[] = item['matches']
  const news = matches.filter(({ quiet, paid }) => !quiet && !paid)
  return { article: toArticle(item), matches, news, story: item['story'] ?? null, rev: item['rev'] }
}

/**
 * The publisher changed an item we have. What it satisfied before stays as loud and as grave as it was, if it did not
 * become graver itself, so that an unpaid debt is never narrowed, and a first read's matches are not told because of
 * another's. Whoever loses a race looks again.
 */
async function edit(db: Db, article: Article, found: Read): Promise<Recorded> {
  const before = await db.get(articleKey(article.id))
  if (!before || before['content'] === found.content) return 'known'
  const { matches, isMore } = edited(foundIn(before), found, found.find(toArticle(before)))
  const { title, summary, language } = article
  const written = await db.update(articleKey(article.id), {
    set: { title, summary, language, content: found.content, matches, ...(isMore && debtOf(article)) },
    ...(isMore && { add: { rev: 1 } }),
    ...unchanged(before),
  })
  if (!written) return edit(db, article, found)
  return isMore ? 'edited' : 'reworded'
}
