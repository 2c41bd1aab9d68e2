import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { KEEP_DAYS } from '../shared/store/table.ts'
import { counted } from '../web/counted.ts'
import { backfill, mustCount } from './backfill.ts'
import { checkedConfig } from './config.ts'
import { type DryRun, dryRun } from './dry-run.ts'
import { Failure } from './failure.ts'
import { nowAndThen } from './progress.ts'
import { markedTitle, reasonsOf } from './reasons.ts'
import { asking, type Where } from './site.ts'
import type { Samples, TriedTopic } from './tally.ts'
import { long, since, utc } from './time.ts'

interface Options extends Where {
  readonly since: string
  readonly samples: string
  readonly json?: boolean
  readonly misses?: boolean
  readonly backfill?: boolean
}

/** More alerts a day than this are read by nobody. */
const MOST_A_DAY = 50
/** They are held in memory, of every topic. */
const MOST_SAMPLES = 200

/**
 * Shows what the topics of a file would have found among the stored articles, beside what was found. Stores nothing but,
 * if that is asked for, the matches that are gained.
 */
export async function topicsTry(path: string, options: Options): Promise<void> {
  const configuration = checkedConfig(path)
  const now = new Date()
  const samples = countOf(options.samples)
  const asked = since(options.since, now)
  const kept = new Date(now.getTime() - KEEP_DAYS.article * 86_400_000)
  const span = { since: (asked > kept ? asked : kept).toISOString(), until: now.toISOString() }
  const { run, added } = await asking(options, async ask => {
    if (options.backfill) await mustCount(configuration.topics, path, ask)
    const progress = nowAndThen()
    const asked = { ...span, samples, misses: options.misses ?? false }
    const { run, gains } = await dryRun(ask, configuration, asked, progress)
    return { run, added: options.backfill ? await backfill(gains, ask, progress) : null }
  })
  if (options.json) return console.log(JSON.stringify({ ...run, ...(added !== null && { added }) }, null, 2))
  if (run.since === run.until) throw new Failure(1, 'No feed has been read yet, so there is nothing to try topics on.')
  print(run, path, asked)
  if (added !== null)
    console.log(`\n${counted(added, 'match', 'matches')} of the past can be queried in a minute; nobody is told.`)
}

function countOf(said: string): number {
  const count = /^\d{1,3}$/.test(said) ? Number(said) : 0
  if (count >= 1 && count <= MOST_SAMPLES) return count
  throw new Failure(2, `--samples ${printable(said)}: write a number from 1 to ${MOST_SAMPLES}`)
}

function print({ since, until, feeds, articles, topics, others, channels }: DryRun, path: string, asked: Date): void {
  const span = long(Date.parse(until) - Date.parse(since))
  console.log(`Tried on ${counted(articles, 'article')} of ${counted(feeds, 'feed')}, since ${utc(since)}: ${span}.`)
  const wish = long(Date.parse(until) - asked.getTime())
  if (asked.toISOString() < since) console.log(`Of the ${wish} asked for, nothing older is stored.`)
  for (const topic of topics) printTopic(topic, span)
  if (others.length > 0) console.log(`\nNo topic of ${printable(path)}, but matched in ${span}:`)
  for (const { id, name, matches } of others) console.log(`  ${printable(name)} (${id}): ${matches}`)
  console.log('\nAlerts, if each article were one; an event that several report is told once:')
  for (const channel of channels) console.log(`  ${alerts(channel, span)}`)
}

function printTopic({ id, name, matches, gained, lost, missed }: TriedTopic, span: string): void {
  const changes = `${gained.count} gained, ${lost.count} lost`
  console.log(`\n${paint('bold', printable(name))} (${id}): ${matches} in ${span}, ${changes}`)
  printSamples(paint('green', '+'), gained)
  printSamples(paint('red', '-'), lost)
  if (!missed) return
  console.log(`  ${counted(missed.count, 'article')} nearly matched${missed.count > 0 ? ', nearest first:' : ''}`)
  printSamples(paint('dim', '?'), missed)
}

function printSamples(sign: string, { count, samples }: Samples): void {
  for (const sample of samples) {
    console.log(`  ${sign} ${markedTitle(sample)}  ${paint('dim', sample.link ?? 'no link')}`)
    for (const line of reasonsOf(sample, sample)) console.log(`      ${line}`)
  }
  if (count > samples.length) console.log(`  ${sign} … and ${count - samples.length} more`)
}

function alerts({ id, articles, perDay }: DryRun['channels'][number], span: string): string {
  const rate = perDay === null ? `${articles} in ${span}` : `about ${Math.round(perDay * 10) / 10} a day`
  if ((perDay ?? articles) <= MOST_A_DAY) return `${id}: ${rate}`
  const remedy = 'narrow its topics, raise their thresholds, or its severity'
  return paint('yellow', `${id}: ${rate}, which nobody reads: ${remedy}`)
}
