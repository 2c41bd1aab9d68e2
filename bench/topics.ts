/**
 * How well the shipped packs tell stories apart, on labelled headlines: `npm run bench -- topics`.
 * Exit code 2 if NEWS_ALERTS_DATA does not name the directory that holds them, under data/news.
 */
import { readdirSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { packTopic } from '../shared/config/packs.ts'
import { compileTopics } from '../shared/topic/match.ts'
import type { Topic } from '../shared/words.ts'

const PACKS = new URL('../shared/topic/packs/', import.meta.url)
const LANGUAGES = ['en', 'zh', 'ru', 'ar', 'es', 'fr']

const Headline = z.object({
  lang: z.string(),
  title: z.string(),
  text: z.string().default(''),
  labels: z.array(z.string()).default([]),
  /** Topics its judge could not decide on: they do not count for or against. */
  uncertain: z.array(z.string()).default([]),
})
type Headline = z.infer<typeof Headline>

/** A headline and the topics that were found in it. */
interface Tried extends Headline {
  readonly found: ReadonlySet<string>
}

interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

function readPacks(): Topic[] {
  const packIds = readdirSync(PACKS).map(name => name.replace(/\.yaml$/, ''))
  const pack = (id: string) => readFileSync(new URL(`${id}.yaml`, PACKS), 'utf8')
  return packIds.flatMap(id => packTopic(id, { pack, packIds }) ?? [])
}

function score(tried: readonly Tried[], topic: string): Score {
  const judged = tried.filter(({ uncertain }) => !uncertain.includes(topic))
  const found = judged.filter(({ found }) => found.has(topic))
  const meant = judged.filter(({ labels }) => labels.includes(topic))
  const right = found.filter(({ labels }) => labels.includes(topic)).length
  return {
    precision: right / Math.max(1, found.length),
    recall: right / Math.max(1, meant.length),
    f1: (2 * right) / Math.max(1, found.length + meant.length),
  }
}

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`.padStart(8)
const macro = (scores: readonly Score[]): number => scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length

function printScores(of: string, topics: readonly Topic[], tried: readonly Tried[]): void {
  const scores = topics.map(({ id }) => score(tried, id))
  console.log(`\n${of}, ${tried.length} headlines`.padEnd(42), 'precision', '  recall', '     F1')
  for (const [n, { precision, recall, f1 }] of scores.entries())
    console.log(`  ${topics[n]?.id ?? ''}`.padEnd(42), percent(precision), percent(recall), percent(f1))
  console.log('  macro'.padEnd(60), percent(macro(scores)))
}

/** Of the labels of headlines that say the same in six languages, how many are found in each. */
function printRecall(parallel: readonly Tried[]): void {
  console.log('\nParallel headlines: labels found')
  for (const language of LANGUAGES) {
    const labels = parallel.filter(({ lang }) => lang === language)
    const meant = labels.flatMap(({ labels, found }) => labels.map(label => found.has(label)))
    console.log(`  ${language} ${meant.filter(Boolean).length} of ${meant.length}`)
  }
}

function printAlarms(documents: readonly Tried[]): void {
  console.log('\nNTREX documents, nearly all off-topic: alarms')
  for (const language of LANGUAGES) {
    const inLanguage = documents.filter(({ lang }) => lang === language)
    console.log(`  ${language} ${inLanguage.filter(({ found }) => found.size > 0).length} of ${inLanguage.length}`)
  }
}

function measure(data: string): void {
  const topics = readPacks()
  const match = compileTopics(topics)
  const found = ({ title, text, lang }: Headline): ReadonlySet<string> =>
    new Set(match({ title, summary: text, language: lang }).map(({ topic }) => topic))
  const read = (file: string): Tried[] =>
    readFileSync(`${data}/data/news/${file}.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map(line => Headline.parse(JSON.parse(line)))
      .filter(({ lang }) => LANGUAGES.includes(lang))
      .map(headline => ({ ...headline, found: found(headline) }))

  const labelled = [...read('dev'), ...read('negatives')]
  printScores(
    'English',
    topics,
    labelled.filter(({ lang }) => lang === 'en'),
  )
  printScores('All languages', topics, labelled)
  printRecall(read('parallel'))
  printAlarms(read('ntrex'))
}

const data = process.env['NEWS_ALERTS_DATA']
if (data === undefined || data === '') {
  console.error('NEWS_ALERTS_DATA is not set: it names the directory whose data/news holds the labelled headlines.')
  process.exitCode = 2
} else measure(data)
