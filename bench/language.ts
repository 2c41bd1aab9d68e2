/**
 * How often the language of an article is known that no feed has told, and how often wrongly: `npm run bench -- language`.
 * On headlines, and on NTREX's once more with 300 characters of their texts. NEWS_ALERTS_DATA names the folder that holds
 * them, under data/news.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { languageOf } from '../shared/topic/language/language.ts'

const Labelled = z.object({ lang: z.string(), title: z.string(), text: z.string() })

interface Case {
  readonly lang: string
  readonly text: string
}

interface Tally {
  cases: number
  right: number
  unknown: number
}

async function tally(cases: readonly Case[]): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>()
  for (const { lang, text } of cases) {
    const found = await languageOf({ configured: null, item: null, document: null, text })
    for (const key of [lang, 'all']) {
      const sums = tallies.get(key) ?? { cases: 0, right: 0, unknown: 0 }
      tallies.set(key, sums)
      sums.cases++
      if (found === lang) sums.right++
      if (found === null) sums.unknown++
    }
  }
  return tallies
}

function print(what: string, tallies: ReadonlyMap<string, Tally>): void {
  console.log(`\n| ${what} | cases | right | unknown | wrong |\n|---|---|---|---|---|`)
  for (const [language, { cases, right, unknown }] of tallies) {
    const percent = ((100 * right) / cases).toFixed(1)
    console.log(`| ${language} | ${cases} | ${percent} % | ${unknown} | ${cases - right - unknown} |`)
  }
}

const data = process.env['NEWS_ALERTS_DATA']
if (!data) throw new Error('NEWS_ALERTS_DATA does not name the folder with data/news')
const read = (name: string) =>
  readFileSync(join(data, 'data', 'news', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map(line => Labelled.parse(JSON.parse(line)))
const headline = ({ lang, title }: z.infer<typeof Labelled>): Case => ({ lang, text: title })
const ntrex = read('ntrex')
print('NTREX headlines', await tally(ntrex.map(headline)))
const longer = ntrex.map(({ lang, title, text }) => ({ lang, text: `${title} ${text.slice(0, 300)}` }))
print('NTREX, headline and text', await tally(longer))
print('news headlines', await tally([...read('dev'), ...read('parallel'), ...read('negatives')].map(headline)))
