import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import type { Judged } from '../shared/topic/judge/outcome.ts'
import { bytesOf } from './bytes.ts'
import { Failure } from './failure.ts'

const text = z.string('it must be there, and text')
const ids = z.array(text, "it must be a list of topics' ids").default([])
const Line = z.object(
  {
    ...{ id: text, lang: text, title: text },
    ...{ text: text.default(''), labels: ids, uncertain: ids },
  },
  'it must be a JSON object',
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
  if (items.size === 0) throw new Failure(1, 'There are no items; nothing was evaluated.')
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

/** @throws Error that says what is wrong with the line */
function readLine(line: string): Judged {
  const read = Line.safeParse(JSON.parse(line))
  if (read.success) return read.data
  throw new Error(read.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; '))
}
