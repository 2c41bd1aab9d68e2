import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { afterEach, expect, test } from 'vitest'
import { serve } from '../../local/serve.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map(close => close()))
})

test.each([
  ["a wrong question is the asker's", new HTTPException(400, { message: 'limit: wrong' }), 400, 0],
  ["a file that does not hold is its author's", new HTTPException(422, { message: 'line 3' }), 422, 0],
  ['what we throw is ours', new Error('ours'), 500, 1],
  ['what we cannot do is ours', new HTTPException(503, { message: 'busy' }), 503, 1],
])('%s', async (_, error, status, failures) => {
  const failed: unknown[] = []
  const part = new Hono()
    .onError((error, c) => c.text('calm', error instanceof HTTPException ? error.status : 500))
    .get('/', () => {
      throw error
    })
  const { port, close } = await serve(new Hono().route('/', part), 0, error => failed.push(error))
  closing.push(close)
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  expect([answer.status, await answer.text()]).toEqual([status, 'calm'])
  expect(failed).toEqual(failures === 1 ? [error] : [])
})
