import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { putTopic, removeTopic } from '../../cli/topics-edit.ts'
import { announce } from '../../local/running.ts'
import { serve } from '../../local/serve.ts'
import { failureOf, scene, write } from './folder.ts'

test.each([
  [0, 'strikes: Done.'],
  [1, 'strikes: Done. 1 alert cancelled.'],
  [12, 'strikes: Done. 12 alerts cancelled.'],
])('who puts or removes a topic is told how many alerts that cancels: %i', async (alertsCancelled, said) => {
  const app = new Hono().get('/local', c => c.text('')).all('*', c => c.json({ next: 'Done.', alertsCancelled }))
  const server = await serve(app, 0, error => console.warn(error))
  await announce(scene.folder, { pid: 1, url: `http://127.0.0.1:${server.port}`, secret: 's' })
  await putTopic(write('strikes.yaml', 'id: strikes\nquery: strike'), { data: scene.folder })
  await removeTopic('strikes', { data: scene.folder })
  await server.close()
  expect(scene.printed).toEqual([said, said])
})

test.each([
  ['query: strike', 'has neither `id` nor `pack`: which topic is it?'],
  [
    'topics: [{ id: strikes, query: strike }]',
    'is a configuration: send a file that holds one entry of its `topics` alone',
  ],
  ['id: [', ':1:6  this is not YAML: '],
])('of a file that holds %j, whose name would colour the screen, it is said plainly', async (text, said) => {
  const file = write('\u001b[31mred.yaml', text)
  const failure = await failureOf(putTopic(file, { data: scene.folder }))
  expect(failure).toContain(`[31mred.yaml${said.startsWith(':') ? '' : ' '}${said}`)
  expect(failure).not.toContain('\u001b')
})
