import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import type { Judged } from '../shared/topic/judge/outcome.ts'
import { bytesOf } from './bytes.ts'
import { Failure } from './failure.ts'

const text = z.string('it must be there, and text')
const named = text.min(1, 'it must not be empty')
const language = text.regex(
  /^[a-z]{2,3}(?:-[a-z\d]+)*$/i,
  'it must be the code of a language, as en or zh-Hans (BCP 47)',
)
const ids = z.array(text, "it must be a list of topics' ids").default([])
const Line = z
  .object(
    {
      ...{ id: named, lang: language, title: named },
      ...{ text: text.default(''), labels: ids, uncertain: ids },
    },
    'it must be a JSON object',
  )
  .refine(
    ({ labels, uncertain }) => !labels.some(id => uncertain.includes(id)),
    'a label is sure or uncertain, not both',
  )

/**
 * Reads judged items from files of JSON, one a line (docs/topics.md).
 * @throws Failure that names the lines that are wrong, or if there is no item at all
 */
export function readJudged(files: readonly string[]): Judged[] {
  const items = new Map<string, Judged>()
  const problems: string[] = []
  for (const file of files)
    for (const [n, line] of linesOf(file).entries())
      try {
        const item = line.trim() === '' ? null : readLine(line)
        if (item && items.has(item.id)) throw new Error(`id ${item.id}: it is here twice`)
        if (item) items.set(item.id, item)
      } catch (error) {
        problems.push(printable(`${file}:${n + 1}  ${error instanceof Error ? error.message : error}`))
      }
  if (problems.length > 0) throw new Failure(2, `${problems.join('\n')}\n\nNothing was evaluated.`)
  if (items.size === 0)
    throw new Failure(1, `There are no items in ${printable(files.join(', '))}; nothing was evaluated. ${ONE_A_LINE}`)
  return [...items.values()]
}

function linesOf(file: string): string[] {
  const bytes = bytesOf(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('\n')
  } catch {
    throw new Failure(2, `The file ${printable(file)} is not UTF-8 text.`)
  }
}

const ONE_A_LINE = 'Write each item as a JSON object on a line of its own.'

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}. ${ONE_A_LINE}`)
  }
}

/** @throws Error that says what is wrong with the line */
function readLine(line: string): Judged {
  const read = Line.safeParse(parsed(line))
  if (read.success) return read.data
  throw new Error(read.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; '))
}
