import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const data = process.env['NEWS_ALERTS_DATA']
if (!data) throw new Error('NEWS_ALERTS_DATA does not name the folder with data/news')

// Copied: V8 keeps the whole file for as long as anyone holds a piece that was cut from it.
const lines = (name: string, most?: number): string[] =>
  readFileSync(join(data, 'data', 'news', `bench-${name}.txt`), 'utf8')
    .split('\n', most)
    .map(line => Buffer.from(line).toString())

/** The first so many queries. */
export const readQueries = (size: number): string[] => lines('queries', size)

/** `items` have 28 words, `fulltext` has 640, on average. */
export const readTexts = (name: string): string[] => lines(name)
