import * as z from 'zod'
import type { Held } from '../shared/store/messages.ts'
import { type Article, type Matched, type Message, ROUTES, SEVERITIES, type Story } from '../shared/words.ts'
import type { TopicNow } from '../web/topics.ts'

/**
 * What articles, matches, stories, messages and trials look like to programs, and the JSON Schema of each in docs/schema. A key may
 * be added under the same `v`; one that goes or changes its meaning raises it. The compiler keeps them to the types in use,
 * a test to what is stored.
 */

const text = (description: string) => z.string().meta({ description })
const time = (description: string) => z.iso.datetime().meta({ description: `${description} ISO 8601, UTC.` })
const link = z.string().nullable().meta({ description: "The publisher's page: http or https, or null." })
const language = z.string().nullable().meta({ description: 'A primary language subtag (BCP 47), or null if unknown.' })
const severity = (description: string) => z.enum(SEVERITIES).meta({ description })
const v = z.literal(1).meta({ description: 'The version of this format.' })
const count = (description: string) => z.int().nonnegative().meta({ description })

const evidence = z
  .object({
    clause: text('The part of the query that was found, as its author wrote it.'),
    contribution: z.number().meta({ description: "What it adds to the match's score." }),
    raises: z
      .enum(SEVERITIES)
      .exactOptional()
      .meta({ description: 'To what it raises the severity of the match, if it is why a rule of the topic holds.' }),
    spans: z
      .array(
        z.object({
          field: z.enum(['title', 'summary']),
          start: count('UTF-16 offset of its first character.'),
          end: count('UTF-16 offset after its last character.'),
        }),
      )
      .meta({ description: 'Where it was found; at most ten places.' }),
  })
  .meta({ description: 'One reason for a match.' })

const match = {
  topic: text("The topic's id."),
  topicName: text("The topic's name when it matched."),
  severity: severity("The topic's severity when it matched, or what one of its rules raised it to."),
  language,
  score: z.number().meta({ description: 'What the evidence contributes in all: each part 1, or its boost.' }),
  threshold: z.number().meta({ description: 'The least score that the topic asks for; 0 if it asks for none.' }),
  evidence: z.array(evidence),
}

const reason = z
  .object({
    ...match,
    title: text('The title its spans point into.'),
    summary: text('The summary its spans point into.'),
    source: text("The feed's title."),
    quiet: z
      .boolean()
      .exactOptional()
      .meta({ description: 'True if it was old when it was found, so that nobody is told of the story for it alone.' }),
  })
  .meta({ description: 'A match with the text that its spans point into.' })

const article = z
  .object({
    id: text('Made of the feed and of the id its publisher gave the item.'),
    feed: text("The feed's id."),
    feedTitle: text("The feed's title."),
    title: text('Plain text.'),
    summary: text('Plain text.'),
    link,
    page: z
      .string()
      .nullable()
      .meta({ description: 'The link without what does not name the page. Not to be visited.' }),
    language,
    published: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'As the publisher dated it; null if it cannot be read.' }),
    firstSeen: time('When we first saw it.'),
  })
  .meta({ description: 'One item of a feed.' })

export const ArticleFormat = article
  .extend({ v })
  .meta({ title: 'Article', description: 'One item of a feed.' }) satisfies z.ZodType<Article & { v: 1 }>

export const MatchFormat = z
  .object({
    v,
    at: time("When it was matched: the article's `firstSeen`."),
    ...match,
    article,
    story: text("The story's id."),
    quiet: z.boolean().meta({ description: 'True if nobody was told, because it was old when it was found.' }),
  })
  .meta({
    title: 'Match',
    description: 'An article that satisfies a topic, with the reasons.',
  }) satisfies z.ZodType<Matched>

const member = z.object({
  article: text("The article's id."),
  feed: text("The feed's id."),
  feedTitle: text("The feed's title."),
  title: text('Plain text.'),
  link,
  at: time('When we first saw it.'),
})

export const StoryFormat = z
  .object({
    v,
    id: text('Stays the same for as long as the story is kept.'),
    title: text('The title of its first article.'),
    summary: text('The summary of its first article.'),
    link,
    language,
    first: time('When its first article was first seen.'),
    last: time('When its last article was first seen.'),
    rev: count('Rises with every change.'),
    articles: z.array(z.string()).meta({ description: 'The ids of all that report it.' }),
    members: z.array(member).meta({ description: 'The first of them; at most twenty.' }),
    matches: z.record(z.string(), reason).meta({ description: 'The best match of each topic, by topic id.' }),
  })
  .meta({ title: 'Story', description: 'The articles that report one event.' }) satisfies z.ZodType<Story & { v: 1 }>

const told = z
  .object({
    story: text("The story's id."),
    rev: count("The alert's revision that this tells."),
    severity: severity('The severity it is told at.'),
    was: severity('The severity it was told at before, if it has risen since; else null.').nullable(),
    title: text('Plain text.'),
    summary: text('Plain text.'),
    link,
    language,
    first: time('When its first article was first seen.'),
    size: count('How many articles report it.'),
    sources: z.array(z.string()).meta({ description: "Their feeds' titles." }),
    matches: z.array(reason).meta({ description: 'What of it the channel asked for, most severe first.' }),
  })
  .meta({ description: 'A story as it stood when the message was frozen.' })

export const MessageFormat = z
  .object({
    v,
    id: text('The same each time this message is sent: two with one id are one message.'),
    seq: count("Counts a route's messages, from 1."),
    channel: text("The channel's id."),
    channelName: text("The channel's name."),
    route: z.enum(ROUTES).meta({ description: "The channel's way out." }),
    frozenAt: time('When it was written; from then on it never changes.'),
    subject: text('At most 99 characters.'),
    text: text('For readers of plain text.'),
    html: text('For readers of HTML; a whole document.'),
    sms: text('For telephones.'),
    stories: z.array(told).meta({ description: 'One, or several folded; most severe first.' }),
    state: z.enum(['sending', 'waiting', 'sent', 'unknown', 'refused']).meta({
      description:
        '`waiting`: it did not arrive and is tried again. `unknown`: nobody knows whether it did. `refused`: given ' +
        'up; it did not arrive, unless by an attempt whose outcome is unknown.',
    }),
    settled: z.boolean().meta({ description: 'True once its alerts are crossed off: nothing is left to do.' }),
    attempts: count('How often it was handed over.'),
    unknown: count('How many of these have an outcome that nobody knows.'),
    refused: count('How many of these were refused for what the message says.'),
    sentAt: z.iso.datetime().nullable(),
    retryAt: z.iso.datetime().nullable(),
    error: z.string().nullable().meta({ description: 'What went wrong last; addresses are left out.' }),
  })
  .meta({ title: 'Message', description: 'What was sent, and where it stands.' }) satisfies z.ZodType<Held>

/** What SNS hands to whatever is subscribed and no telephone or mailbox: a queue, an address of the web. */
export const NotificationFormat = MessageFormat.pick({
  ...{ v: true, id: true, seq: true, channel: true, channelName: true, route: true, frozenAt: true },
  ...{ subject: true, text: true, sms: true, stories: true },
}).meta({
  title: 'Notification',
  description: "A message, as programs that are subscribed to a channel's SNS topic receive it.",
}) satisfies z.ZodType<Omit<Message, 'html'>>

export const TopicFormat = z
  .object({
    v,
    id: text('In lower-case letters, digits and hyphens.'),
    origin: z.enum(['file', 'api']).meta({ description: 'Who made it; what the file says is changed there alone.' }),
    name: text('What people call it.'),
    description: text('What it is for; may be empty.'),
    severity: severity('How urgent it is.'),
    query: text('What it looks for; weighted terms as the query that they are.'),
    threshold: z.number().exactOptional().meta({ description: 'The least score of a match; absent: 0.' }),
    boost: z
      .object({ title: z.number(), summary: z.number() })
      .exactOptional()
      .meta({ description: 'How many times a reason counts that stands there; absent: once.' }),
    examples: z.object({ match: z.array(z.string()), reject: z.array(z.string()) }),
    channels: z.array(z.string()).meta({ description: 'The ids of the channels that hear of it.' }),
    entry: z.record(z.string(), z.unknown()).exactOptional().meta({
      description: 'What was said of it through the API; PUT, it makes the same topic. None of a topic of the file.',
    }),
  })
  .meta({ title: 'Topic', description: 'What is looked for.' }) satisfies z.ZodType<TopicNow>

/** What `news-alerts try --json` prints. */
export const TrialFormat = z
  .object({
    v,
    url: text("The feed's address; of a file, `file:`."),
    dialect: z.enum(['RSS', 'RDF', 'Atom', 'JSON Feed']),
    mended: z.string().nullable().meta({ description: 'What was mended to read it; null if it was well formed.' }),
    title: text('Plain text.'),
    language: z.string().nullable().meta({ description: "The document's own word." }),
    items: z
      .array(
        article.extend({
          publishedSource: z.string().nullable().meta({ description: 'The date as its publisher spelled it.' }),
          publishedIn: z.string().nullable().meta({ description: 'The element that said so.' }),
          matches: z.array(z.object(match)),
        }),
      )
      .meta({ description: 'As they would be recorded, newest first, undated last.' }),
    found: z
      .array(z.object({ url: z.string(), title: z.string(), items: count('How many it lists.') }))
      .meta({ description: 'The feeds that were read; the first is shown.' }),
    others: z
      .array(z.object({ url: z.string(), fault: z.string().nullable() }))
      .meta({ description: 'What the page names besides; `fault` is null if it was not asked.' }),
  })
  .meta({ title: 'Trial', description: 'What would be read and matched. Nothing is stored.' })

/** JSON Schema (2020-12) of one of these. Open to keys it does not name, which a later program may add. */
export const schemaOf = (format: z.ZodType): z.core.JSONSchema.BaseSchema => z.toJSONSchema(format, { io: 'input' })
