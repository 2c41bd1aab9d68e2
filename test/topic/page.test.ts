import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../shared/topic/query.ts'

const page = readFileSync(new URL('../../docs/queries.md', import.meta.url), 'utf8')
const [allowed = '', refused = ''] = page.split('## What is refused')

/** The `code` in the nth column of a page's tables. */
const column = (text: string, nth: number): string[] =>
  text
    .split('\n')
    .filter(line => line.startsWith('| '))
    .flatMap(line => line.split(/(?<!\\)\|/)[nth + 1]?.match(/`[^`]+`/g) ?? [])
    .map(code => code.slice(1, -1).replace('\\|', '|'))

describe('docs/queries.md', () => {
  test.each([...column(allowed, 0), ...column(allowed, 1), ...column(refused, 2)])(
    'is right that one may write %s',
    query => {
      expect(parseQuery(query)).toMatchObject({ ok: true })
    },
  )

  test.each(column(refused, 0))('is right that %s is refused', query => {
    expect(parseQuery(query)).toMatchObject({ ok: false })
  })

  test('has an example in several languages that can be used as it stands', () => {
    expect(parseQuery(page.split('```')[1]?.trim() ?? '')).toMatchObject({ ok: true })
  })
})
