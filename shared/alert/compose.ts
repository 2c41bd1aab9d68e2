import { html } from 'hono/html'
import { type Channel, type Message, type Reason, type Route, SEVERITIES, type Told } from '../words.ts'
import { excerpt, type Run, runs, said, telling } from './mark.ts'
import { cut, oneLine, visible } from './plain.ts'
import { plain, smsText } from './sms.ts'

/** Amazon SNS: a subject has at most 99 characters and no line breaks or control characters (Publish, API reference). */
const MOST_SUBJECT = 99

/** Amazon SNS takes 256 KiB with everything (Publish); an item of Amazon DynamoDB holds 400 KB. */
const MOST_BODY_BYTES = 250_000
const MOST_ITEM_BYTES = 350_000
/** With so many, one story always fits. */
const MOST_REASONS = 6

/**
 * What a channel is told now: one story, or several folded into one message. Pure: the same stories, the same bytes.
 * @returns a message with the gravest of the stories, as many as fit; the others are for the next
 */
export function compose(
  channel: Channel,
  route: Route,
  stories: readonly Told[],
  seq: number,
  frozenAt: Date,
): Message {
  const told = [...stories].sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || a.first.localeCompare(b.first),
  )
  for (let count = told.length; ; count = Math.ceil(count / 2)) {
    const message = fold(channel, route, told.slice(0, count), seq, frozenAt)
    if (count <= 1 || fits(message)) return message
  }
}

/** What a channel's route is sent to see whether it arrives: a message like any other, that tells no story. */
export function composeTest(channel: Channel, route: Route, at: Date): Message {
  const words = `This is a test of the channel "${oneLine(channel.name)}". No news: whoever reads this is told by it.`
  const id = `${channel.id}-${route}-test-${at.toISOString().replace(/\D/g, '')}`
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>News Alerts</title></head><body><p>${words}</p></body></html>
`
  return {
    ...{ v: 1, id, seq: 0, channel: channel.id, channelName: channel.name, route, frozenAt: at.toISOString() },
    subject: cut(`Test of ${oneLine(channel.name)}: no news`, MOST_SUBJECT),
    ...{ text: `${words}\n\n-- \nMessage ${id}, News Alerts.\n`, html: String(page), stories: [] },
    sms: plain(`TEST of ${channel.name}: no news, you are told by this channel.`),
  }
}

/** JSON inside JSON, as it is published, and with its HTML, as it is kept. */
function fits(message: Message): boolean {
  const { html, text, sms, ...rest } = message
  const body = JSON.stringify([JSON.stringify({ ...rest, text, sms }), text, sms])
  return Buffer.byteLength(body) <= MOST_BODY_BYTES && Buffer.byteLength(JSON.stringify(message)) <= MOST_ITEM_BYTES
}

function fold(channel: Channel, route: Route, told: readonly Told[], seq: number, frozenAt: Date): Message {
  const id = `${channel.id}-${route}-${seq}-${frozenAt.toISOString().replace(/\D/g, '')}`
  const subject = subjectOf(told)
  const foot = `You are told because the channel "${channel.name}" follows ${topicsOf(told)}. Message ${id}, News Alerts.`
  return {
    ...{
      v: 1,
      id,
      seq,
      channel: channel.id,
      channelName: channel.name,
      route,
      frozenAt: frozenAt.toISOString(),
      subject,
    },
    text: [
      ...overview(told),
      told.map(story => asText(story, channel.when.timezone)).join('\n\n---\n\n'),
      `-- \n${foot}\n`,
    ].join('\n\n'),
    html: asHtml(told, channel.when.timezone, foot),
    sms: smsText(told),
    stories: told.map(story => ({ ...story, matches: shown(story) })),
  }
}

const shown = ({ matches }: Told) => matches.slice(0, MOST_REASONS)

function moreTopics({ matches }: Told): string[] {
  const more = matches.length - MOST_REASONS
  return more > 0 ? [`and ${more} more ${more > 1 ? 'topics' : 'topic'}`] : []
}

function subjectOf(told: readonly Told[]): string {
  const [first] = told
  if (!first) return 'News Alerts'
  const more = told.length > 1 ? ` +${told.length - 1} more` : ''
  return cut(oneLine(headline(first)), MOST_SUBJECT - more.length) + more
}

const MOST_NAMED = 5

function topicsOf(told: readonly Told[]): string {
  const names = [...new Set(told.flatMap(story => shown(story).map(({ topicName }) => oneLine(topicName))))]
  const more = names.length - MOST_NAMED
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** How grave it is, and what it was if that has risen. */
const label = ({ severity, was }: Told) => (was ? `NOW ${severity}, was ${was}` : severity).toUpperCase()

const headline = (story: Told) => `[${label(story)}] ${story.title}`

/** From so many stories on, a message begins with their titles. */
const MANY = 4

const overview = (told: readonly Told[]): string[] =>
  told.length < MANY ? [] : [`${told.length} stories:\n${told.map(story => `- ${listed(story)}`).join('\n')}`]

/** In the list on top; where a story is told its title is whole. */
const MOST_LISTED = 120
const MOST_SUMMARY = 400
const listed = (story: Told) => cut(oneLine(headline(story)), MOST_LISTED)

const clauses = ({ evidence }: Reason) => telling(evidence).map(reason => oneLine(said(reason)))

/** The marked words where they stand, with what surrounds them: a line for the title, a line for the summary. */
const places = ({ title, summary, evidence }: Reason): Run[][] =>
  [excerpt(title, 'title', evidence), excerpt(summary, 'summary', evidence)].filter(line => line.length > 0)

function reported({ size, sources }: Told): string {
  const names = sources.slice(0, 3).map(oneLine).join(', ')
  return size > 1 ? `${names} (${size} articles)` : names
}

const timeIn = (timezone: string, iso: string) =>
  `${new Date(iso).toLocaleString('en-GB', { timeZone: timezone, dateStyle: 'medium', timeStyle: 'short' })} ${timezone}`

function asText(story: Told, timezone: string): string {
  return [
    oneLine(headline(story)),
    ...(story.summary ? ['', cut(oneLine(story.summary), MOST_SUMMARY)] : []),
    ...['', ...shown(story).map(whyText), ...moreTopics(story)],
    `Source: ${reported(story)}`,
    `Seen: ${timeIn(timezone, story.first)}`,
    ...(story.link ? [story.link] : []),
  ].join('\n')
}

function whyText(match: Reason): string {
  const where = places(match).map(line =>
    oneLine(line.map(({ text, marked }) => (marked ? `»${text}«` : text)).join('')),
  )
  const why = ['Why', oneLine(match.topicName), clauses(match).join(', ')].filter(part => part !== '').join(': ')
  return [why, ...where].join('\n     ')
}

const COLOURS = { low: '#4a5568', medium: '#8a5a00', high: '#b03a12', critical: '#a3123a' }

function asHtml(told: readonly Told[], timezone: string, foot: string): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>News Alerts</title></head>
<body style="margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:600px;margin:0 auto">
${told.length < MANY ? '' : html`<ol style="padding-left:24px">${told.map(story => html`<li><bdi>${listed(story)}</bdi></li>`)}</ol>`}
${told.map(story => storyHtml(story, timezone))}
<p style="font-size:13px;opacity:.75;border-top:1px solid #8888;padding-top:12px">${foot}</p>
</div></body></html>
`
  return String(page)
}

/** A reason whose words stand in the title and summary that are shown; others come from another article of the story. */
const isShown = (story: Told, { title, summary }: Reason) => title === story.title && summary === story.summary

const storyHtml = (story: Told, timezone: string) => {
  const evidence = shown(story).flatMap(match => (isShown(story, match) ? match.evidence : []))
  const title = runs(story.title, 'title', evidence).map(runHtml)
  const summary = runs(cut(story.summary, MOST_SUMMARY), 'summary', evidence).map(runHtml)
  const sources = story.sources.slice(0, 3).map((name, n) => html`${n > 0 ? ', ' : ''}<bdi>${oneLine(name)}</bdi>`)
  return html`<div style="margin:0 0 28px">
<p style="margin:0"><span style="background:${COLOURS[story.severity]};color:#fff;font-size:12px;font-weight:600;padding:2px 8px;border-radius:4px">${label(story)}</span></p>
<h2 dir="auto" style="font-size:20px;line-height:1.3;margin:8px 0">${story.link ? html`<a href="${story.link}">${title}</a>` : title}</h2>
${story.summary ? html`<p dir="auto" style="margin:8px 0">${summary}</p>` : ''}
${shown(story).map(match => whyHtml(story, match))}
${moreTopics(story).map(more => html`<p style="margin:8px 0;font-size:14px">${more}</p>`)}
<p style="margin:8px 0;font-size:14px;opacity:.8">${sources}${story.size > 1 ? ` (${story.size} articles)` : ''} · ${timeIn(timezone, story.first)}</p>
</div>
`
}

/** Where the words stand is shown again only if they are not marked above: from another article, or too far down. */
function whyHtml(story: Told, match: Reason) {
  const isAbove =
    isShown(story, match) &&
    match.evidence.every(({ spans }) => spans.every(({ field, end }) => field === 'title' || end < MOST_SUMMARY))
  const named = clauses(match).map((clause, n) => html`${n > 0 ? ', ' : ''}<bdi>${clause}</bdi>`)
  return html`<p style="margin:8px 0;padding:8px 12px;border-left:3px solid #8888;font-size:14px"><b>Why: ${oneLine(match.topicName)}</b> <span style="opacity:.8">${named}</span>${isAbove ? '' : places(match).map(line => html`<br><span dir="auto">${line.map(runHtml)}</span>`)}</p>
`
}

const runHtml = ({ text, marked }: Run) =>
  marked ? html`<mark style="background:#ffe08a;color:#1a1a1a">${visible(text)}</mark>` : visible(text)
