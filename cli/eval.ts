import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { type Mistake, mistakesOf } from '../shared/topic/judge/mistakes.ts'
import { type Judged, type Tried, tryTopics } from '../shared/topic/judge/outcome.ts'
import { type Figure, type Scores, scoresOf } from '../shared/topic/judge/score.ts'
import { type Support, supportOf } from '../shared/topic/judge/support.ts'
import { counted } from '../web/counted.ts'
import { configPath } from './config.ts'
import { Failure } from './failure.ts'
import { readJudged } from './judged.ts'
import { configurationOf } from './look.ts'
import { nowAndThen } from './progress.ts'
import { reasonsOf } from './reasons.ts'
import { printTable } from './table.ts'

/** Of each kind. */
const MOST_MISTAKES = 20

interface Options {
  readonly config?: string
  readonly language?: string
  readonly support?: boolean
  readonly json?: boolean
}

/** Says how right the topics are on judged items, and where they are wrong (docs/topics.md). */
export function evaluate(files: readonly string[], { config, language, support, json }: Options): void {
  const { topics } = configurationOf(configPath(config))
  const items = readJudged(files).filter(({ lang }) => language === undefined || lang === language)
  if (items.length === 0) throw new Failure(1, `No item is in the language ${printable(language ?? '')}.`)
  const ids = topics.map(({ id }) => id)
  const tried = tryTopics(topics, watched(items))
  const report = {
    ...scoresOf(tried, ids),
    unknown: [...new Set(items.flatMap(({ labels }) => labels))].filter(label => !ids.includes(label)),
    wrong: mistakesOf(tried, topics, 'wrong').slice(0, MOST_MISTAKES),
    missed: mistakesOf(tried, topics, 'missed').slice(0, MOST_MISTAKES),
    support: support ? topics.map(topic => ({ topic: topic.id, ...supportOf(topic, tried) })) : [],
  }
  if (json) console.log(JSON.stringify(plain(report), null, 2))
  else print(report)
}

function* watched(items: readonly Judged[]): Generator<Judged> {
  const say = nowAndThen()
  for (const [n, item] of items.entries()) {
    say(`${n} of ${counted(items.length, 'item')} tried`)
    yield item
  }
}

interface Report extends Scores {
  /** Labels that no topic has. */
  readonly unknown: readonly string[]
  readonly wrong: readonly Mistake[]
  readonly missed: readonly Mistake[]
  readonly support: readonly (Support & { readonly topic: string })[]
}

const named = ({ id, lang, title }: Tried) => ({ id, lang, title })

const plain = ({ wrong, missed, support, ...scores }: Report) => ({
  ...scores,
  mistakes: Object.fromEntries(
    Object.entries({ wrong, missed }).map(([kind, mistakes]) => [
      kind,
      mistakes.map(({ item, topic, score, evidence, lacks }) => ({ ...named(item), topic, score, evidence, lacks })),
    ]),
  ),
  support: support.map(({ single, ...of }) => ({
    ...of,
    single: single.map(({ item, ...part }) => ({ ...part, ...named(item) })),
  })),
})

function print({ macro, micro, topics, languages, unknown, wrong, missed, support }: Report): void {
  const head = ['precision', 'recall', 'F1', '95 %', 'right', 'wrong', 'missed']
  const counts = (of: Scores['micro']) => [of.right, of.wrong, of.missed].map(String)
  printTable(
    ['topic', ...head],
    [
      ...Object.entries(topics).map(([id, of]) => [id, ...figures(of), ...counts(of)]),
      ['macro', ...figures(macro), '', '', ''],
      ['micro', ...figures(micro), ...counts(micro)],
    ],
  )
  const items = (of: Scores['languages'][string]) => [of.items, of.matched, of.alarms].map(String)
  const rows = Object.entries(languages).map(([language, of]) => {
    return [printable(language), ...figures(of), ...counts(of), ...items(of)]
  })
  printTable(['language', ...head, 'items', 'matched', 'alarms'], rows)
  if (unknown.length > 0) console.log(`\nNo topic has these labels: ${unknown.map(printable).join(', ')}`)
  printMistakes('Wrong matches, the highest score first', wrong)
  printMistakes('Missed, those first that lack least', missed)
  for (const each of support) printSupport(each)
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

function figures({ precision, recall, f1, interval }: Figure): string[] {
  if (precision === null || recall === null || f1 === null) return ['no positives', '', '', '']
  return [precision, recall, f1].map(percent).concat(interval ? interval.map(percent).join(' to ') : '')
}

function printMistakes(title: string, mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) console.log(`\n${paint('bold', title)}`)
  for (const mistake of mistakes) {
    const { item, topic, score } = mistake
    console.log(`\n${printable(item.title)}`)
    console.log(`  ${topic}, score ${score} ${paint('dim', printable(`(${item.lang}, ${item.id})`))}`)
    for (const line of reasonsOf({ title: item.title, summary: item.text }, mistake)) console.log(`  ${line}`)
  }
}

function printSupport({ topic, single, recall }: Report['support'][number]): void {
  const without = recall === null ? '' : `; without them its recall is ${percent(recall)}`
  console.log(`\n${paint('bold', topic)}: ${counted(single.length, 'term')} with the support of one item${without}`)
  for (const { clause, item, isSpare } of single) {
    const needed = isSpare ? 'also found without it' : 'found by nothing else'
    console.log(
      `  ${printable(clause)}  ${paint('dim', `${needed}: ${printable(item.title)} (${printable(item.id)})`)}`,
    )
  }
}
