import * as z from 'zod'
import { parseQuery } from '../topic/query/query.ts'
import { SEVERITIES } from '../words.ts'
import { list, number, settings, text } from './keys.ts'
import * as reading from './readings.ts'
import { boost, terms, weights } from './terms.ts'

/**
 * The file's shape, key by key: what the reader checks and, as JSON Schema, what an editor completes. The first of a
 * key's `examples` is what a problem proposes, so each must be right.
 */

function readQuery(query: string): reading.Reading<string> {
  const parsed = parseQuery(query)
  return parsed.ok ? { value: query.trim() } : parsed.error
}

function readContact(contact: string): reading.Reading<string> {
  return contact.includes('://') ? reading.readWebAddress(contact) : reading.readEmail(contact)
}

const severity = (description: string) => z.enum(SEVERITIES).meta({ description, examples: ['high'] })

export const Timezone = text(reading.readTimezone, 'The IANA time zone that times of day are in.', 'Europe/Paris')
export const Contact = text(readContact, 'Whom publishers may write to: sent with each request.', 'ops@example.org')
export const Every = text(
  reading.readDuration,
  'How often to read, from 1s to 24h; below 1m only hosts of your own.',
  '5m',
)
export const Smtp = text(
  reading.readSmtp,
  'Where mail goes out, on a laptop. AWS sends its own.',
  'smtp://localhost:1025',
)
export const Country = text(reading.readCountry, 'A country, by its two letters (ISO 3166).', 'FR')
export const Host = text(reading.readHost, 'A host, with or without its port.', '127.0.0.1:9000')

export const FeedEntry = z
  .strictObject({
    url: text(
      reading.readWebAddress,
      "The feed's address: RSS, Atom, RDF or JSON Feed.",
      'https://news.example.org/rss',
    ),
    tags: list(text(reading.readLine, 'A word to find the feed by.', 'wire'), 'Words shown beside the feed.'),
    language: text(
      reading.readLanguage,
      'The language it is written in, if the feed does not say so or is wrong.',
      'fr',
    ),
    every: Every,
  })
  .partial()
  .required({ url: true })
  .meta({ description: "A publisher's feed." })

const headline = text(reading.readWords, 'A headline.', "Dockers' strike closes Antwerp port")
const query = (description: string) => text(readQuery, description, '(strike OR grève) AND (port OR docker)')
const examples = (wanted: string) =>
  settings(
    {
      match: list(headline, `Headlines the topic must ${wanted}.`),
      reject: list(headline, `Headlines the topic must not ${wanted}.`),
    },
    `Headlines that must and must not ${wanted}. Checked each time the file is read.`,
  )

const RaiseEntry = z
  .strictObject({
    to: severity('How urgent it is then.'),
    when: text(readQuery, 'What an article must satisfy besides.', '(killed OR dead) NEAR/3 10..'),
    examples: examples('be so urgent'),
  })
  .partial()
  .required({ to: true, when: true })
  .meta({ description: 'What makes a match more urgent than its topic.' })

export const TopicEntry = z
  .strictObject({
    pack: text(reading.readId, "A shipped topic to start from; its id is the topic's.", 'telecom-cyber-fraud'),
    id: text(reading.readId, "The topic's id, if it starts from no pack.", 'port-strikes'),
    name: text(reading.readLine, 'What people call it. By default its id.', 'Strikes at ports'),
    description: text(
      reading.readWords,
      'What it is for, in a sentence.',
      'Strikes that close a port or slow it down.',
    ),
    severity: severity('How urgent it is. By default `low`, or what the pack says.'),
    query: query("What to look for. With a pack: instead of the pack's query."),
    terms,
    weights,
    boost,
    threshold: number('The least score of a match. By default 0: whatever the query finds.', 0, 10_000, 2),
    or: query('With a pack: what to look for besides.'),
    not: query('With a pack: what rules an article out.'),
    raise: list(RaiseEntry, 'What makes a match more urgent. Added to the rules of a pack.'),
    examples: examples('match'),
  })
  .partial()
  .meta({
    description: 'What to look for in the news.',
    oneOf: [{ required: ['pack'] }, { required: ['id', 'query'] }, { required: ['id', 'terms'] }],
  })

const WhenEntry = settings(
  {
    instant: z
      .boolean()
      .meta({ description: 'Tell at once. By default yes, unless there is a digest.', examples: [true] }),
    quiet: text(reading.readQuiet, 'Hold messages back in these hours.', '22:00-07:00'),
    digest: text(reading.readDigest, 'Fold everything since the last one into one message.', 'daily 08:00', 'hourly'),
    timezone: Timezone,
  },
  'When the channel wants to hear.',
)

export const ChannelEntry = z
  .strictObject({
    id: text(reading.readId, "The channel's id. Keep it when you rename the channel.", 'fraud-desk'),
    name: text(reading.readLine, 'What people call it. By default its id.', 'Fraud desk'),
    topics: z
      .array(text(reading.readId, "A topic's id.", 'telecom-cyber-fraud'))
      .min(1)
      .meta({ description: 'The topics it wants, by id.', examples: [['telecom-cyber-fraud']] }),
    severity: severity('The least severity it wants; more urgent ones come too. By default `low`.'),
    languages: list(
      text(reading.readLanguage, 'A language.', 'fr'),
      'The languages it wants, and whatever is in none that is known. By default all.',
    ),
    when: WhenEntry,
    subscribers: settings(
      {
        email: list(text(reading.readEmail, 'An e-mail address.', 'desk@example.org'), 'Who is told by e-mail.'),
        sms: list(text(reading.readPhone, 'A telephone number, in quotes.', '+33600000000'), 'Who is told by SMS.'),
      },
      'Who is told.',
    ),
  })
  .partial()
  .required({ id: true, topics: true })
  .meta({ description: 'People who want the same thing.' })

const parts = {
  include: list(
    text(reading.readWords, 'A file, relative to this one.', 'topics.yaml'),
    'Further files with feeds, topics and channels.',
  ),
  feeds: list(FeedEntry, 'The feeds to read.'),
  topics: list(TopicEntry, 'What to look for.'),
  channels: list(ChannelEntry, 'Who wants to hear of what. By default one channel per topic.'),
}

/** A shipped topic. */
export const PackFile = TopicEntry.omit({ pack: true, or: true, not: true }).required({
  ...{ id: true, name: true, description: true, severity: true, examples: true },
})

/** What an included file may hold. */
export const PartFile = z.strictObject(parts).partial()

/** What the first file may hold. */
export const MainFile = z
  .strictObject({
    defaults: settings(
      { timezone: Timezone, contact: Contact, every: Every },
      'What holds wherever nothing else is said.',
    ),
    ...parts,
    smtp: Smtp,
    sms: z
      .strictObject({ countries: list(Country, 'Whose numbers may be told. By default none: SMS is off.') })
      .meta({ description: 'Telling by SMS, which costs money by the message.' }),
    fetch: settings(
      { allow_private: list(Host, 'Hosts of your own, to be read though their address is private.') },
      'Exceptions for reading feeds.',
    ),
  })
  .partial()
  .meta({ title: 'news-alerts.yaml', description: 'What to read, what to look for, and whom to tell.' })

/** The file's shape for editors: JSON Schema, draft 7 (the newest that yaml-language-server reads in full). */
export function fileSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(MainFile, { io: 'input', target: 'draft-7' })
}
