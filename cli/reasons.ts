import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { runs, said } from '../shared/alert/mark.ts'
import { sayLack } from '../shared/config/lack.ts'
import type { WhyNot } from '../shared/topic/why-not.ts'
import type { Article } from '../shared/words.ts'

interface Why {
  readonly evidence: readonly {
    readonly clause: string
    readonly contribution: number
    readonly raises?: string | undefined
  }[]
  readonly score: number
  readonly threshold: number
}

/** How near an article comes to a topic, with the text that the spans point into. */
export type Answer = WhyNot & Pick<Article, 'title' | 'summary'>

/** The title with what was found in it marked, and its language. */
export function markedTitle({ title, evidence, language }: Answer): string {
  const line = runs(title, 'title', evidence).map(({ text, marked }) => {
    return marked ? paint('yellow', printable(text)) : printable(text)
  })
  return `${line.join('')} ${paint('dim', `(${language ?? 'language unknown'})`)}`
}

/** Why something matched, on one line: if it had to add up to something, what each reason adds, as on the page. */
export function reasons({ evidence, score, threshold }: Why): string {
  const found = evidence.map(reason =>
    threshold > 0 && !reason.raises ? `${reason.clause} ${signed(reason.contribution)}` : said(reason),
  )
  return `${found.join(', ')}${threshold > 0 ? ` = ${score}, of ${threshold} asked for` : ''}`
}

const signed = (contribution: number): string => `${contribution < 0 ? '' : '+'}${contribution}`

/** What an article lacks, as lines for a terminal. */
export const lacksOf = (texts: Pick<Article, 'title' | 'summary'>, lacks: WhyNot['lacks']): string[] =>
  lacks.map(lack => {
    const words = new Set(lack.spans.map(({ field, start, end }) => texts[field].slice(start, end)))
    const there = words.size > 0 ? ` (${[...words].join(', ')})` : ''
    return printable(sayLack(lack, texts.title) + there)
  })

/** What of a topic's query was found in an article and what it lacks, as lines for a terminal. */
export function reasonsOf(texts: Pick<Article, 'title' | 'summary'>, { lacks, ...match }: WhyNot): string[] {
  const lines = lacksOf(texts, lacks)
  if (match.evidence.length > 0) return [`found: ${printable(reasons(match))}`, ...lines]
  return match.threshold > 0 ? [`score ${match.score} of ${match.threshold}`, ...lines] : lines
}
