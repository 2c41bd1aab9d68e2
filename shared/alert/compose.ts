import { html } from 'hono/html'
import type { Channel, Message, Reason, Route, Told } from '../words.ts'
import { SEVERITIES } from '../words.ts'
import { excerpt, type Run } from './mark.ts'
import { cut, oneLine, visible } from './plain.ts'
import { smsText } from './sms.ts'

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

/** JSON inside JSON, as it is published, and with its HTML, as it is kept. */
function fits(message: Message): boolean {
  const { html, text, sms, ...rest } = message
  const body = JSON.stringify([JSON.stringify({ ...rest, text, sms }), text, sms])
  return Buffer.byteLength(body) <= MOST_BODY_BYTES && Buffer.byteLength(JSON.stringify(message)) <= MOST_ITEM_BYTES
}

function fold(channel: Channel, route: Route, told: readonly Told[], seq: number, frozenAt: Date): Message {
  const id = `${channel.id}-${route}-${seq}-${frozenAt.toISOString().replace(/\D/g, '')}`
  const subject = subjectOf(told)
  const why = `You are told because the channel "${channel.name}" follows ${told.length > 1 ? 'these topics' : 'this topic'}.`
  const foot = `${why} Message ${id}, News Alerts.`
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
    text: `${told.map(story => asText(story, channel.when.timezone)).join('\n\n---\n\n')}\n\n-- \n${foot}\n`,
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
  const count = told.length > 1 ? `${told.length} stories: ` : ''
  return cut(oneLine(`[${label(first)}] ${count}${first.title}`), MOST_SUBJECT)
}

const label = ({ severity, was }: Told) => (was ? `NOW ${severity}, was ${was}` : severity).toUpperCase()

/** Where the marked words stand: in the title they are marked in place, in the summary with what surrounds them. */
const marks = (match: Reason): readonly Run[] => [
  ...excerpt(match.title, 'title', match.evidence),
  { text: ' ', marked: false },
  ...excerpt(match.summary, 'summary', match.evidence),
]

const clauses = ({ evidence }: Reason) => evidence.map(({ clause }) => clause).join(', ')

function reported({ size, sources }: Told): string {
  const names = sources.slice(0, 3).map(oneLine).join(', ')
  return size > 1 ? `${names} (${size} articles)` : names
}

const timeIn = (timezone: string, iso: string) =>
  `${new Date(iso).toLocaleString('en-GB', { timeZone: timezone, dateStyle: 'medium', timeStyle: 'short' })} ${timezone}`

function asText(story: Told, timezone: string): string {
  return [
    `[${label(story)}] ${oneLine(story.title)}`,
    ...(story.summary ? ['', cut(oneLine(story.summary), 400)] : []),
    ...['', ...shown(story).map(whyText), ...moreTopics(story)],
    `Source: ${reported(story)}`,
    `Seen: ${timeIn(timezone, story.first)}`,
    ...(story.link ? [story.link] : []),
  ].join('\n')
}

function whyText(match: Reason): string {
  const where = marks(match).map(({ text, marked }) => (marked ? `»${text}«` : text))
  const why = ['Why', match.topicName, oneLine(clauses(match))].filter(part => part !== '').join(': ')
  return [why, oneLine(where.join(''))].filter(line => line !== '').join('\n     ')
}

const COLOURS = { low: '#4a5568', medium: '#8a5a00', high: '#b03a12', critical: '#a3123a' }

function asHtml(told: readonly Told[], timezone: string, foot: string): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>News Alerts</title></head>
<body style="margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:600px;margin:0 auto">
${told.map(story => storyHtml(story, timezone))}
<p style="font-size:13px;opacity:.75;border-top:1px solid #8888;padding-top:12px">${foot}</p>
</div></body></html>
`
  return String(page)
}

const storyHtml = (story: Told, timezone: string) => html`<div style="margin:0 0 28px">
<p style="margin:0"><span style="background:${COLOURS[story.severity]};color:#fff;font-size:12px;font-weight:600;padding:2px 8px;border-radius:4px">${label(story)}</span></p>
<h2 dir="auto" style="font-size:20px;line-height:1.3;margin:8px 0">${story.link ? html`<a href="${story.link}">${oneLine(story.title)}</a>` : oneLine(story.title)}</h2>
${story.summary ? html`<p dir="auto" style="margin:8px 0">${cut(oneLine(story.summary), 400)}</p>` : ''}
${shown(story).map(whyHtml)}
${moreTopics(story).map(more => html`<p style="margin:8px 0;font-size:14px">${more}</p>`)}
<p style="margin:8px 0;font-size:14px;opacity:.8">${reported(story)} · ${timeIn(timezone, story.first)}</p>
</div>
`

const whyHtml = (
  match: Reason,
) => html`<p style="margin:8px 0;padding:8px 12px;border-left:3px solid #8888;font-size:14px"><b>Why: ${match.topicName}</b> <span style="opacity:.8">${oneLine(clauses(match))}</span><br><span dir="auto">${marks(match).map(runHtml)}</span></p>
`

const runHtml = ({ text, marked }: Run) => (marked ? html`<mark>${visible(text)}</mark>` : visible(text))
