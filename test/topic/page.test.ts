import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfigText } from '../../local/files.ts'
import { compileTopics } from '../../shared/topic/match.ts'
import { parseQuery } from '../../shared/topic/query/query.ts'
import { articleOf, aTopic } from './ask.ts'
import { type Asked, answerOf } from './naive.ts'

const page = readFileSync(new URL('../../docs/queries.md', import.meta.url), 'utf8')
const [allowed = '', refused = ''] = page.split('## What is refused')
const sections = allowed.split('\n### ').slice(1)

/** The cells of a page's tables, row by row. */
const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| write'))
    .map(line => line.split(/(?<!\\)\|/).slice(1))

const codes = (cell = ''): string[] => cell.match(/`[^`]+`/g)?.map(code => code.slice(1, -1).replace('\\|', '|')) ?? []

/** The `code` in the nth column of a page's tables. */
const column = (text: string, nth: number): string[] => rows(text).flatMap(cells => codes(cells[nth]))

interface Example {
  readonly headline: string
  readonly article: Asked
  readonly score: number | null
}

/** “headlines”, each with what stands in parentheses behind it. */
function examples(cell: string, language: string | null): Example[] {
  return [...cell.matchAll(/(?<of>summary )?“(?<text>[^”]+)”(?: \((?<said>[^)]+)\))?/g)].map(
    ({ 0: headline, groups = {} }) => {
      const { of, text = '', said = '' } = groups
      const article = {
        title: of ? '' : text,
        summary: of ? text : '',
        source: said.includes(', ') ? said.replace(', ', '\n') : '',
        language: /^[a-z]{2}$/.test(said) ? said : language,
      }
      return {
        headline,
        article,
        score: said.startsWith('scores ') ? Number(said.slice('scores '.length)) : null,
      }
    },
  )
}

const tried = sections.flatMap(section =>
  rows(section).flatMap(([write, finds = '', not = '']) => {
    const [query = ''] = codes(write)
    const language = section.match(/^.*\(([a-z]{2})\)/)?.[1] ?? null
    const found = examples(finds, language).map(example => ({ query, ...example, expected: true }))
    return [...found, ...examples(not, language).map(example => ({ query, ...example, expected: false }))]
  }),
)

describe('docs/queries.md', () => {
  test.each([...column(allowed, 0), ...column(refused, 2)])('is right that one may write %s', query => {
    expect(parseQuery(query)).toMatchObject({ ok: true })
  })

  test.each(column(refused, 0))('is right that %s is refused', query => {
    expect(parseQuery(query)).toMatchObject({ ok: false })
  })

  test.each(tried)('$query finds $headline: $expected', ({ query, article, score, expected }) => {
    const parsed = parseQuery(query)
    const answer = parsed.ok ? answerOf(parsed.query, article) : null
    expect(answer !== null).toBe(expected)
    if (score !== null) expect(answer?.score).toBe(score)
    const [match] = compileTopics([aTopic('t', query)])(articleOf(article))
    expect(match?.score).toBe(answer?.score)
  })

  test('has examples both ways in every row of every script', () => {
    const bare = sections.flatMap(rows).filter(([, finds = '', not = '']) => !finds.includes('“') || !not.includes('“'))
    expect(bare).toEqual([])
    expect(tried.length).toBeGreaterThan(150)
  })

  test('shows how a query is written in the file', () => {
    const read = readConfigText(page.split('```yaml')[1]?.split('```')[0] ?? '')
    expect(read).toMatchObject({ ok: true })
    const query = read.ok ? (read.configuration.topics[0]?.query ?? '') : ''
    expect(query).toBe('"cyber fraud" OR "C# exploit" OR (fraud -title:film)')
    const [line = ''] = page.match(/(?<=`query: )'.*'(?=`)/) ?? []
    expect(readConfigText(`topics: [{ id: t, query: ${line} }]`)).toMatchObject({
      configuration: { topics: [{ query: `"cyber fraud" OR "dockers' strike"` }] },
    })
    expect(readConfigText('topics:\n  - id: t\n    query: port #strike')).toMatchObject({
      configuration: { topics: [{ query: 'port' }] },
    })
  })

  test('has an example in several languages that can be used as it stands', () => {
    expect(parseQuery(page.split('```')[1]?.trim() ?? '')).toMatchObject({ ok: true })
  })
})
