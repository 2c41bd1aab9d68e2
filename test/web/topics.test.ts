import { afterEach, expect, test } from 'vitest'
import { TopicFormat } from '../../docs/formats.ts'
import { openDesk } from './desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
afterEach(() => desk.close())

test('the topics that count are told with who made them and who hears of them', async () => {
  desk = await openDesk()
  const { topics } = JSON.parse(await desk.get('/api/topics'))
  expect(topics).toEqual([
    {
      ...{ v: 1, origin: 'file', id: 'fraud', name: 'Cyber fraud', description: '', severity: 'high' },
      ...{ query: '"cyber fraud"', examples: { match: [], reject: [] }, channels: ['desk'] },
    },
  ])
  expect(TopicFormat.parse(topics[0])).toEqual(topics[0])
  expect(JSON.parse(await desk.get('/api/topics/fraud'))).toEqual(topics[0])
  expect((await desk.app.request('/api/topics/none')).status).toBe(404)
})
