import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { rss, startPublisher } from '../world.ts'
import { Feeds, Matches, Messages, readNotification } from './answers.ts'
import { openCloud } from './cloud.ts'
import { CUP, firstFile, RING, STRIKE, secondFile } from './files.ts'
import { startMiniStack, whyNot } from './ministack.ts'
import { openOperator } from './operator.ts'
import { eventually, type Ran, run, shell } from './run.ts'

const STACK = 'NewsAlerts'
const DESK = `${STACK}_desk-mail`
const WATCH = `${STACK}_watch-mail`
/** A schedule fires each minute, there up to ten seconds late; then come a queue, a stream and cold starts. */
const SCHEDULE_SECONDS = 120

const absent = whyNot()
if (absent && process.env['REQUIRE_ALL'] !== '1') console.log(`The deployment is not proven: ${absent}.`)

describe.skipIf(absent && process.env['REQUIRE_ALL'] !== '1')('deployed', () => {
  let aws: Awaited<ReturnType<typeof startMiniStack>>
  let publisher: Awaited<ReturnType<typeof startPublisher>>
  let cloud: ReturnType<typeof openCloud>
  let operator: ReturnType<typeof openOperator>
  let outputs: Readonly<Record<string, string>>
  let api: string
  let token: string
  /** What each channel's subscribed program has been sent so far. */
  let atDesk: () => Promise<readonly string[]>
  let atWatch: () => Promise<readonly string[]>

  beforeAll(async () => {
    if (absent) throw new Error(absent)
    publisher = await startPublisher()
    for (const path of ['/a.xml', '/b.xml', '/old.xml']) publisher.serve(path, rss([]))
    aws = await startMiniStack()
    cloud = openCloud(aws.endpoint)
    operator = openOperator(aws, STACK)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await aws?.explain()
  })
  afterAll(async () => {
    aws?.stop()
    await publisher?.close()
  })

  const said = ({ code, out, err }: Ran) => {
    expect(code, err).toBe(0)
    return out
  }
  const newToken = async () => /^\S{32,}$/m.exec(said(await operator.cli('token')))?.[0] ?? ''
  const ask = (path: string, bearer?: string, more: RequestInit = {}) =>
    fetch(api + path, {
      redirect: 'manual',
      ...more,
      headers: { ...(bearer && { authorization: `Bearer ${bearer}` }), ...more.headers },
    })
  const get = async (path: string): Promise<unknown> => (await ask(path, token)).json()
  const titles = async () => Matches.parse(await get('/api/matches')).matches.map(({ article }) => article.title)

  test('what cannot be deployed is refused with its reason, and nothing is made', async () => {
    const good = operator.write('good.yaml', firstFile(publisher.host))
    const bad = operator.write('bad.yaml', firstFile(publisher.host).replace('"cyber fraud"', '("cyber fraud"'))
    const { AWS_REGION: _, ...nowhere } = shell(aws.endpoint)
    const [unready, wrong, missing, lost] = await Promise.all([
      operator.deploy(good, 'unready'),
      operator.deploy(bad, 'wrong'),
      operator.deploy(join(aws.folder, 'none.yaml'), 'missing'),
      run('npx', ['cdk', 'deploy', '-c', `config=${good}`], nowhere),
    ])
    expect(unready.code).not.toBe(0)
    expect(unready.err).toMatch(/cdk bootstrap/)
    expect(wrong.code).not.toBe(0)
    expect(wrong.err).toMatch(/bad\.yaml:\d+:\d+ {2}topics\[0\]\.query /)
    expect(missing.code).not.toBe(0)
    expect(missing.err).toMatch(/none\.yaml/)
    expect(lost.code).not.toBe(0)
    expect(lost.err).toMatch(/No region is set/)
    expect(await cloud.outputs(STACK)).toBe(null)
  })

  test('cdk bootstrap and cdk deploy make the stack, and the SNS topics of the file', async () => {
    const file = operator.write('good.yaml', firstFile(publisher.host))
    const ready = await operator.cdk('bootstrap', '-c', `config=${file}`)
    expect(ready.code, ready.err).toBe(0)
    const made = await operator.deploy(file)
    expect(made.code, made.err).toBe(0)
    outputs = (await cloud.outputs(STACK)) ?? {}
    expect(Object.keys(outputs).sort()).toEqual([
      ...['AlertFunction', 'ApiFunction', 'ApiUrl', 'Changed', 'Channels', 'DispatchFunction'],
      ...['Failures', 'TokenCommand', 'Undelivered'],
    ])
    expect(outputs['Channels']).toMatch(/desk[\s\S]*watch/)
    expect(outputs['Changed']).toBe('1 topic, 2 channels; 3 feeds added; 1 subscriber added')
    expect(outputs['TokenCommand']).toContain(`token --stack ${STACK}`)
    expect(await cloud.topics()).toEqual(expect.arrayContaining([DESK, WATCH]))
    expect(await cloud.subscriptions(DESK)).toEqual([expect.stringMatching(/^desk@example\.org /)])
    // API Gateway names the API in the host; here it is part of the path.
    const id = /^https?:\/\/([^.]+)\./.exec(outputs['ApiUrl'] ?? '')?.[1]
    api = `${aws.endpoint}/_aws/execute-api/${id}/$default`
    ;[atDesk, atWatch] = [await cloud.subscribeQueue(DESK), await cloud.subscribeQueue(WATCH)]
  })

  test('it is closed from its first second, and opens to the token that the command line makes', async () => {
    expect((await ask('/health')).status).toBe(200)
    expect((await ask('/api/matches', 'guess')).status).toBe(401)
    token = await newToken()
    const [open, without, wrong] = await Promise.all([
      ask('/api/matches', token),
      ask('/api/matches'),
      ask('/api/matches', `${token}x`),
    ])
    expect(open.status).toBe(200)
    expect([without.status, wrong.status]).toEqual([401, 401])
    expect(without.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(without.headers.get('content-type')).toMatch('application/problem+json')
    expect((await ask('/matches')).status).toBe(401)
  })

  test('a browser signs in with the token; a new token ends the old one and its sign-ins', async () => {
    const origin = `https://${new URL(outputs['ApiUrl'] ?? '').hostname}` // as the function is told it
    const form = { method: 'POST', body: new URLSearchParams({ token, next: '/matches' }), headers: { origin } }
    const signed = await ask('/sign-in', '', form)
    expect([signed.status, signed.headers.get('location')]).toEqual([303, '/matches'])
    const cookie = signed.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await ask('/matches', '', { headers: { cookie } })).status).toBe(200)

    const old = token
    token = await newToken()
    expect((await ask('/matches', '', { headers: { cookie } })).status).toBe(401)
    expect((await ask('/api/matches', old)).status).toBe(401)
    expect((await ask('/api/matches', token)).status).toBe(200)
  })

  test('a first read, by the schedule, tells nobody', async () => {
    const read = async () => {
      const { feeds } = Feeds.parse(await get('/api/feeds'))
      return feeds.length === 3 && feeds.every(({ baselineAt }) => baselineAt !== null)
    }
    await eventually('a first read of every feed', SCHEDULE_SECONDS, read)
    expect(Messages.parse(await get('/api/messages'))).toEqual({ messages: [] })
  })

  test('what two feeds then report is matched, and its channel told once, in the format that is promised', async () => {
    publisher.serve('/a.xml', rss([RING, CUP]))
    publisher.serve('/b.xml', rss([{ ...RING, id: 'b' }]))
    await eventually('a message', SCHEDULE_SECONDS, async () => (await atDesk()).length > 0)
    await eventually('both matches', 30, async () => (await titles()).length === 2)
    expect(await titles()).toEqual([RING.title, RING.title])
    expect((await atDesk()).map(readNotification)).toEqual([{ to: 'Fraud desk', of: [RING.title] }])
  })

  test('a second deployment applies the changed file and keeps who is subscribed', async () => {
    said(await operator.cli('subscribe', 'desk', '--email', 'ann@example.org'))
    const before = await cloud.subscriptions(DESK)
    expect(before.map(one => one.split(' ')[0])).toEqual(
      expect.arrayContaining(['ann@example.org', 'desk@example.org']),
    )
    const made = await operator.deploy(operator.write('good.yaml', secondFile(publisher.host)))
    expect(made.code, made.err).toBe(0)
    expect((await cloud.outputs(STACK))?.['Changed']).toBe('2 topics, 2 channels; 1 feed removed')
    expect(await cloud.subscriptions(DESK)).toEqual(before)
    expect((await ask('/api/matches', token)).status).toBe(200)
  })

  test('from then on it reads, matches and tells as the changed file says, and of nothing a second time', async () => {
    const oldReads = publisher.requests.filter(path => path === '/old.xml').length
    publisher.serve('/a.xml', rss([RING, CUP, STRIKE]))
    await eventually('a second message', SCHEDULE_SECONDS, async () => (await atDesk()).length > 1)
    expect((await atDesk()).map(readNotification)).toEqual([
      { to: 'Fraud desk', of: [RING.title] },
      { to: 'Fraud and ports', of: [STRIKE.title] },
    ])
    expect(await atWatch()).toEqual([])
    expect(publisher.requests.filter(path => path === '/old.xml')).toHaveLength(oldReads)
    const { messages } = await eventually('both to be settled', 30, async () => {
      const found = Messages.parse(await get('/api/messages?channel=desk'))
      return found.messages.every(({ settled }) => settled) && found
    })
    expect(messages.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['sent', 1],
      ['sent', 1],
    ])
  })

  test('the command line asks the stack', async () => {
    const matches = Matches.parse(JSON.parse(said(await operator.cli('matches', '--topic', 'strikes', '--json'))))
    expect(matches.matches.map(({ article }) => article.title)).toEqual([STRIKE.title])
    expect(said(await operator.cli('channels'))).toContain('Fraud and ports')
    // Confirmed at once by SNS as it is here; whoever looks has SNS asked.
    const subscribers = said(await operator.cli('subscribers', 'desk'))
    expect(subscribers).toMatch(/ann@example\.org .*confirmed/)
    expect(subscribers).not.toMatch(/reader-of-/)
  })

  test('whoever was subscribed at SNS itself is taken over by what runs every hour, and all can be sent a test', async () => {
    expect((await cloud.runNow('Reconcile', {})).failed).toBe(false) // nobody waits an hour here
    expect(said(await operator.cli('subscribers', 'desk'))).toMatch(/reader-of-/)
    said(await operator.cli('channels', 'test', 'desk'))
    const sent = await eventually('the test', 10, async () => (await atDesk()).length > 2 && atDesk())
    expect(sent.map(readNotification)[2]).toEqual({ to: 'Fraud and ports', of: [] })
  })

  test('meanwhile no function failed, and nothing was given up', async () => {
    const printed = [...(await aws.printed()).values()].flat()
    expect(printed.length).toBeGreaterThan(0)
    expect(printed.filter(line => /"what":"(failed|send-failed)"|Error/.test(line))).toEqual([])
    // What rests among the dead letters stays there; a job that has just been given out does not.
    await eventually('every queue to be empty', 30, async () => Object.keys(await cloud.waiting()).length === 0)
  })

  test('cdk destroy removes the SNS topics and leaves the table', async () => {
    const [table] = await cloud.tables()
    const gone = await operator.cdk(
      'destroy',
      '--force',
      '-c',
      `config=${operator.write('good.yaml', secondFile(publisher.host))}`,
    )
    expect(gone.code, gone.err).toBe(0)
    expect(await cloud.outputs(STACK)).toBe(null)
    expect((await cloud.topics()).filter(name => name.startsWith(STACK))).toEqual([])
    const { found } = await cloud.store(table ?? '').matches.search({ now: new Date(), limit: 9 })
    expect(found).toHaveLength(3)
    expect(await operator.cli('matches')).toMatchObject({ code: 2, err: expect.stringContaining(STACK) })
  })

  test('without a region the command line says so', async () => {
    const { AWS_REGION: _, ...nowhere } = shell(aws.endpoint)
    const ran = await run(process.execPath, ['cli/news-alerts.js', 'matches', '--stack', STACK], nowhere)
    expect(ran).toMatchObject({ code: 2, err: expect.stringMatching(/Which region\?/) })
  })
})
