/**
 * How fast articles are matched, beside one RegExp a query, an Aho-Corasick automaton and, where Java and Maven are,
 * Lucene's monitor: the same queries and texts of NEWS_ALERTS_DATA, each in a process of its own, one after another.
 * Ends with an error if they find not the same. The others are given the texts cut into tokens by ours, which the time
 * that counts leaves out; in ours it is part of that time.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { findLucene, measureLucene } from './match/lucene.ts'
import { COUNTED, Row, RUN_MS, RUNS } from './match/row.ts'

/** A way of matching, and how it is measured with so many queries on the texts of that name. */
interface Way {
  readonly name: string
  readonly measure: (size: number, texts: string) => Row
}

const inChild = (name: string, kind: string): Way => ({
  name,
  measure: (size, texts) => {
    const node = ['--expose-gc', '--max-old-space-size=8192', '--import', 'tsx']
    const command = [...node, join(import.meta.dirname, 'match/measure.ts'), kind, `${size}`, texts]
    return Row.parse(JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })))
  },
})

function lucene(): Way[] {
  try {
    const classPath = findLucene()
    return [{ name: 'Lucene monitor', measure: (size, texts) => measureLucene(classPath, size, texts) }]
  } catch (error) {
    console.log(`Lucene is not here: ${error}\n`)
    return []
  }
}

/** Prints the figures as they come. @returns those of the first way @throws Error if two ways find not the same */
function compare([first, ...others]: readonly [Way, ...Way[]], size: number, texts = 'items'): Row {
  const row = measured(first, size, texts)
  const counts = new Set([row, ...others.map(way => measured(way, size, texts))].map(({ hits }) => hits))
  counts.delete(null)
  if (counts.size > 1) throw new Error(`Not the same hits: ${[...counts].join(', ')}`)
  return row
}

function measured({ name, measure }: Way, size: number, texts: string): Row {
  const row = measure(size, texts)
  const { perSecond, compileSeconds, readyMs, megabytes, hits } = row
  const queries = `${size.toLocaleString('en')}${texts === 'items' ? '' : ', long texts'}`
  const rate = perSecond.toLocaleString('en', { maximumSignificantDigits: 3 })
  const micros = (1e6 / perSecond).toLocaleString('en', { maximumSignificantDigits: 3 })
  const [ready, found] = [readyMs?.toFixed(0) ?? '-', hits?.toLocaleString('en') ?? 'over a minute']
  const cells = [name, queries, rate, micros, compileSeconds.toFixed(2), ready, megabytes.toFixed(1), found]
  console.log(`| ${cells.join(' | ')} |`)
  return row
}

const [own, regexp] = [inChild('this one', 'own'), inChild('one RegExp a query', 'regexp')]
const others = [inChild('this one, with reasons', 'ownWithReasons'), inChild('Aho-Corasick', 'automaton'), ...lucene()]
console.log(`Processor time; the median of ${RUNS} runs of ${RUN_MS / 1000} s; hits in the first ${COUNTED} texts.\n`)
console.log(
  '| engine | queries | items/s | µs/item | compile s | ready ms | MB | hits |\n|---|---|---|---|---|---|---|---|',
)
const [ten, hundred] = [compare([own], 10), compare([own], 100)]
const [thousand, tenThousand] = [1_000, 10_000].map(size => compare([own, regexp, ...others], size))
compare([own, ...others], 100_000)
compare([own, ...others], 10_000, 'fulltext')

const times = (few: Row, many?: Row) => (few.perSecond / (many?.perSecond ?? Number.NaN)).toFixed(2)
console.log(`\nAn item costs ${times(ten, thousand)} × as much with 1,000 queries as with 10,`)
console.log(`and ${times(hundred, tenThousand)} × as much with 10,000 as with 100.`)
