import { expect, test } from 'vitest'
import { backfill, Gains } from '../../cli/backfill.ts'
import { anArticle } from '../store/samples.ts'

test('what is gained is backfilled a hundred at a time, the oldest first, each once', async () => {
  const ids = Array.from({ length: 201 }, (_, n) => String(n).padStart(3, '0'))
  const gains = new Gains()
  for (const id of ids.toReversed())
    for (const topic of ['fraud', 'ports']) gains.add(anArticle(id, { firstSeen: `2026-03-02T10:00:00.${id}Z` }), topic)
  const asked: unknown[] = []
  const ask = async (_method: string, _path: string, body: unknown) => {
    asked.push(body)
    return { added: 2 }
  }
  expect(await backfill(gains, ask, () => undefined)).toBe(6)
  const topics = ['fraud', 'ports']
  expect(asked).toEqual([0, 100, 200].map(from => ({ topics, articles: ids.slice(from, from + 100) })))
})
