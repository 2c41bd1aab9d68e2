import { afterEach, expect, test } from 'vitest'
import { rss, startWorld, TOPIC } from './world.ts'

let world: Awaited<ReturnType<typeof startWorld>>
afterEach(() => world.stop())

const CHANNEL = `
channels:
  - id: desk
    topics: [fraud]
    subscribers: { email: [desk@example.org] }
`

test('an event is told once, however often and wherever it is read', async () => {
  world = await startWorld(TOPIC + CHANNEL, ['/a.xml', '/b.xml'])
  world.publisher.serve('/a.xml', rss([{ title: 'An old cyber fraud that everybody knows' }]))
  world.publisher.serve('/b.xml', rss([]))
  await world.tick() // the first read is a baseline: it tells nobody
  expect(world.subjects()).toEqual([])

  world.publisher.serve('/a.xml', rss([{ title: 'Police break cyber fraud ring in Lagos' }]))
  world.publisher.serve('/b.xml', rss([{ title: 'Police break cyber fraud ring in Lagos', id: 'b1' }]))
  await world.tick()
  await world.tick()
  await world.tick()
  expect(world.subjects()).toEqual(['[HIGH] Police break cyber fraud ring in Lagos'])
})
