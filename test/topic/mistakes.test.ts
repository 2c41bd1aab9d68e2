import { expect, test, vi } from 'vitest'
import { indexOf } from '../../shared/topic/index/index.ts'
import { mistakesOf } from '../../shared/topic/judge/mistakes.ts'
import { tryTopics } from '../../shared/topic/judge/outcome.ts'
import type { Topic } from '../../shared/words.ts'

vi.mock('../../shared/topic/index/index.ts', async original => {
  const module = await original<{ indexOf: typeof indexOf }>()
  return { ...module, indexOf: vi.fn(module.indexOf) }
})

test('a topic is indexed once for all its mistakes', () => {
  const topic: Topic = {
    ...{ id: 'ports', name: 'Ports', description: '', severity: 'low', query: 'port AND strike' },
    examples: { match: [], reject: [] },
  }
  const aMiss = (n: number) => ({
    ...{ id: `${n}`, lang: 'en', title: n % 2 ? 'Port' : 'Strike', text: '', labels: ['ports'], uncertain: [] },
  })
  const tried = tryTopics([topic], [1, 2, 3, 4].map(aMiss))
  vi.mocked(indexOf).mockClear()
  const mistakes = mistakesOf(tried, [topic], 'missed')
  expect(mistakes.map(({ item, lacks }) => `${item.id} ${lacks.map(({ clause }) => clause)}`)).toEqual([
    ...['1 strike', '2 port', '3 strike', '4 port'],
  ])
  expect(indexOf).toHaveBeenCalledTimes(1)
})
