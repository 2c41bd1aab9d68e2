import { expect, test } from 'vitest'
import { commands } from '../../local/commands.ts'
import { readConfigText } from '../../local/files.ts'

const HOLDS = 'topics: [{ id: fraud, query: fraud }]'
const APPLIED = {
  version: 'v',
  feedsAdded: 0,
  feedsRemoved: 0,
  topics: 1,
  channels: 1,
  alertsKept: 0,
  alertsCancelled: 0,
  subscribersAdded: 0,
  subscribersRemoved: 0,
  remarks: [],
}

function read(text: string) {
  const read = readConfigText(text)
  if (!read.ok) throw new Error('it does not hold')
  return read.configuration
}

const app = commands({
  secret: 'secret',
  read,
  apply: async () => APPLIED,
})
const broken = commands({
  secret: 'secret',
  read,
  apply: () => Promise.reject(new Error('another apply')),
})
const headers = { authorization: 'Bearer secret' }
const post = (body: string, to = app) => to.request('/apply', { method: 'POST', headers, body })
const said = async (answer: Response | Promise<Response>) => [(await answer).status, await (await answer).text()]

test.each([
  ['a file that holds is applied', JSON.stringify({ config: HOLDS }), [200, '1 topic, 1 channel']],
  [
    'a file that does not is refused, with the reason',
    JSON.stringify({ config: 'topics: 3' }),
    [422, 'it does not hold'],
  ],
  ['a request that names no file is refused', '{}', [400, 'Which file?']],
  ['a request that is not JSON is refused', '{', [400, 'Which file?']],
])('%s', async (_, body, answer) => {
  expect(await said(post(body))).toEqual(answer)
})

test('what goes wrong with an apply is our failure', async () => {
  expect(await said(post(JSON.stringify({ config: HOLDS }), broken))).toEqual([500, 'another apply'])
})

test.each(['/', '/apply'])('whoever does not know the secret learns nothing at %s', async path => {
  for (const authorization of ['', 'Bearer', 'Bearer wrong'])
    expect(await said(app.request(path, { headers: { authorization } }))).toEqual([401, 'no\n'])
})
