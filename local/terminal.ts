import type { Happening } from '../functions/log.ts'
import { said } from '../shared/alert/mark.ts'
import { visible } from '../shared/alert/plain.ts'
import type { Match, Severity } from '../shared/words.ts'
import { paint } from './paint.ts'

/** The log of a laptop: one line an event, for the person who watches. */
export const printTo =
  (write: (line: string) => void, now: () => Date) =>
  (happening: Happening): void => {
    const text = lineOf(happening)
    if (text) write(`${paint('dim', now().toLocaleTimeString('en-GB'))} ${text}`)
  }

const COLOUR = { low: 'white', medium: 'yellow', high: 'magenta', critical: 'red' } as const

const chip = (severity: Severity) => paint(COLOUR[severity], severity.toUpperCase())
const why = ({ topicName, evidence }: Match) => `${topicName}: ${evidence.map(said).join(', ')}`

/** Strangers' words may not move the cursor or colour the screen. */
export const printable = visible

const OUTCOME = {
  failed: 'it did not arrive and is tried again',
  unknown: 'nobody knows whether it arrived',
  refused: 'refused for good; given up',
}

function lineOf(happening: Happening): string | null {
  switch (happening.what) {
    case 'polled': {
      const { title, items, news, baseline } = happening
      if (baseline) return `read     ${printable(title)}: ${items} items, the baseline: tells nobody`
      return `read     ${printable(title)}: ${news === 1 ? '1 new item' : `${news} new items`}`
    }
    case 'feed-failed':
      return `${paint('yellow', 'failed')}   ${happening.url}: ${printable(happening.fault.message)}`
    case 'gap':
      return `${paint('yellow', 'gap')}      ${printable(happening.title)}: items may have been missed`
    case 'matched': {
      const { title, feedTitle, matches, quiet } = happening
      if (quiet) return null
      const reasons = matches.map(match => `\n           ${chip(match.severity)} ${printable(why(match))}`)
      return `${paint('cyan', 'matched')}  ${printable(title)} ${paint('dim', `(${printable(feedTitle)})`)}${reasons.join('')}`
    }
    case 'told': {
      const { channel, route, subject, remark } = happening
      const said = remark ? paint('dim', ` (${printable(remark)})`) : ''
      return `${paint('green', 'told')}     ${channel} by ${route}: ${printable(subject)}${said}`
    }
    case 'send-failed':
      return `${paint('red', 'not sent')} ${happening.channel} by ${happening.route}: ${printable(happening.error)} (${OUTCOME[happening.outcome]})`
    case 'unheard':
      return `${paint('red', 'unheard')}  ${happening.channel}: nobody has confirmed; what is sent there reaches no one`
  }
}
