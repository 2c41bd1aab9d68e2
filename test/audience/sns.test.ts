import { DeleteTableCommand } from '@aws-sdk/client-dynamodb'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Happening } from '../../functions/log.ts'
import { reconcile } from '../../functions/reconcile.ts'
import { packs, readConfigText } from '../../local/files.ts'
import { TABLE_NAME } from '../../local/table.ts'
import { openAudience } from '../../shared/audience/audience.ts'
import { snsCarrier } from '../../shared/audience/sns.ts'
import { apply, withdraw } from '../../shared/config/apply.ts'
import type { Configuration } from '../../shared/config/configuration.ts'
import { openCurrent } from '../../shared/config/current.ts'
import type { Message } from '../../shared/words.ts'
import { aSubscriber } from '../people.ts'
import { interpose, startTestTable } from '../world.ts'
import { arnOf, startSns } from './sns.ts'

const HOUR_MS = 3_600_000
const UNDELIVERED = 'arn:aws:sqs:eu-west-1:123456789012:undelivered'

let table: Awaited<ReturnType<typeof startTestTable>>
let sns: Awaited<ReturnType<typeof startSns>>
let time: number
let sent: Message[]
let happenings: Happening[]
beforeEach(async () => {
  table = await startTestTable()
  sns = await startSns()
  time = Date.parse('2026-03-02T10:00:00Z')
  sent = []
  happenings = []
})
afterEach(async () => {
  await sns.close()
  await table.close()
})

const now = () => new Date(time)
const TOPIC = 'topics: [{ id: fraud, query: fraud }]\n'
const desk = (subscribers: string, more = '') =>
  `${TOPIC}channels: [{ id: desk, name: Fraud desk, topics: [fraud], subscribers: { ${subscribers} } }${more}]\n`
const SMS = 'sms: { countries: [FR] }\n'
const OTHER = ', { id: other, topics: [fraud] }'

function read(file: string): Configuration {
  const read = readConfigText(file)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.configuration
}

const carrier = () => snsCarrier({ client: sns.client, arnOf, undelivered: UNDELIVERED })
const deploy = (file: string) => apply(read(file), table.store, { carrier: carrier(), now, packs })
const audience = () => {
  const send = async (message: Message) => void sent.push(message)
  return openAudience({ store: table.store, current: openCurrent(table.store), carrier: carrier(), send, now })
}
/** An hour passes, and the hourly work is done. */
async function reconciled(hours = 2): Promise<void> {
  time += hours * HOUR_MS
  const log = (happening: Happening) => void happenings.push(happening)
  await reconcile({ store: table.store, current: openCurrent(table.store), carrier: carrier(), now, log })
}
const standing = async () =>
  (await table.store.people.registry()).map(({ address, state, origin }) => `${address} ${state} ${origin}`).sort()
/** The table's items in which an address stands. */
const holding = async (address: string) => {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: TABLE_NAME }))
  return Items.filter(item => JSON.stringify(item).includes(address))
}
const askedOf = () => sns.taken('Subscribe').map(ask => ask.get('Endpoint'))
const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: Error & { status?: number }) => `${error.status} ${error.message}`,
  )

describe('a deployment', () => {
  test('makes an SNS topic for every channel and route: encrypted, named, closed to what is not TLS', async () => {
    await deploy(desk('email: [ann@example.org]') + SMS)
    expect([...sns.topics.keys()]).toEqual([arnOf('desk', 'mail'), arnOf('desk', 'sms')])
    const { attributes } = sns.topics.get(arnOf('desk', 'mail')) ?? {}
    expect(attributes?.get('DisplayName')).toBe('Fraud desk')
    expect(attributes?.get('KmsMasterKeyId')).toBe('alias/aws/sns')
    expect(JSON.parse(attributes?.get('Policy') ?? '')).toMatchObject({
      Statement: [{ Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    })
  })

  test('asks whom the file names, with a place for what cannot be delivered', async () => {
    await deploy(desk('email: [ann@example.org], sms: ["+33639980012"]') + SMS)
    const asks = sns.taken('Subscribe')
    expect(asks.map(ask => [ask.get('Protocol'), ask.get('Endpoint'), ask.get('ReturnSubscriptionArn')])).toEqual([
      ['email', 'ann@example.org', 'true'],
      ['sms', '+33639980012', 'true'],
    ])
    expect(asks[0]?.get('Attributes.entry.1.value')).toBe(JSON.stringify({ deadLetterTargetArn: UNDELIVERED }))
    expect(await standing()).toEqual(['+33639980012 confirmed file', 'ann@example.org pending file'])
  })

  test('again renames, and mails nobody: not who is pending, has let it lapse, is told or has left', async () => {
    const people = 'email: [pending@x.org, lapsed@x.org, told@x.org, left@x.org]'
    await deploy(desk(people))
    for (const who of ['told@x.org', 'left@x.org']) sns.become(who, 'confirmed')
    await reconciled()
    for (const who of ['lapsed@x.org', 'left@x.org']) sns.become(who, 'deleted')
    await reconciled(80)
    const before = await standing()
    expect(before).toEqual([
      'lapsed@x.org lapsed file',
      'left@x.org left file',
      'pending@x.org pending file',
      'told@x.org confirmed file',
    ])
    sns.taken('')
    await deploy(desk(people).replace('Fraud desk', 'Équipe fraude'))
    expect(askedOf()).toEqual([])
    expect(await standing()).toEqual(before)
    expect(sns.topics.get(arnOf('desk', 'mail'))?.attributes.get('DisplayName')).toBe('Equipe fraude')
  })

  test('that was cut short after writing somebody down asks them', async () => {
    const { ask, ...rest } = carrier()
    const dies = { ...rest, ask: async () => Promise.reject(new Error('cut')) }
    await expect(
      apply(read(desk('email: [ann@example.org]')), table.store, { carrier: dies, now, packs }),
    ).rejects.toThrow('cut')
    expect(await standing()).toEqual(['ann@example.org pending file'])
    await deploy(desk('email: [ann@example.org]'))
    expect(askedOf()).toEqual(['ann@example.org'])
  })

  test('of the old file takes back one that was cut short while writing somebody down', async () => {
    let puts = 0
    const undo = interpose(table.client, async (call, go) => {
      const done = await go()
      if (call === 'PutItemCommand' && (await holding('ann@example.org')).length > 0 && puts++ === 0)
        throw new Error('cut')
      return done
    })
    await expect(deploy(desk('email: [ann@example.org]'))).rejects.toThrow('cut')
    undo()
    expect(await standing()).toEqual(['ann@example.org pending file'])
    await deploy(desk('email: []'))
    expect([await standing(), askedOf()]).toEqual([[], []])
  })

  test('that names somebody who has left is done, and does not ask them', async () => {
    await deploy(desk('email: []'))
    await audience().subscribe('desk', { email: 'ann@example.org' })
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    sns.become('ann@example.org', 'deleted')
    await reconciled()
    sns.taken('')
    await deploy(desk('email: [Ann@example.org]'))
    expect([await standing(), askedOf()]).toEqual([['ann@example.org left api'], []])
  })

  test('ends whom the file drops and keeps whom others added; what is taken over is not asked again', async () => {
    await deploy(desk('email: [ann@example.org]'))
    await audience().subscribe('desk', { email: 'api@example.org' })
    for (const who of ['ann@example.org', 'api@example.org']) sns.become(who, 'confirmed')
    await reconciled()
    sns.taken('')
    await deploy(desk('email: []'))
    expect([await standing(), sns.stateOf('ann@example.org')]).toEqual([['api@example.org confirmed api'], 'deleted'])
    await deploy(desk('email: [API@example.org]'))
    expect([await standing(), askedOf()]).toEqual([['api@example.org confirmed file'], []])
  })

  test('that drops somebody who has let it lapse forgets them', async () => {
    await deploy(desk('email: [ann@example.org]'))
    sns.become('ann@example.org', 'deleted')
    await reconciled(80)
    expect(await standing()).toEqual(['ann@example.org lapsed file'])
    await deploy(desk('email: []'))
    expect(await standing()).toEqual([])
  })

  test('that drops somebody who is still asked ends them as soon as they agree', async () => {
    await deploy(desk('email: [ann@example.org]'))
    await deploy(desk('email: []'))
    expect(await standing()).toEqual(['ann@example.org lapsed api'])
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    expect(sns.stateOf('ann@example.org')).toBe('deleted')
  })

  test('takes away the SNS topics and the people of channels and routes that are gone, but for who left', async () => {
    await deploy(desk('email: [ann@example.org], sms: ["+33639980012"]', OTHER) + SMS)
    await audience().subscribe('other', { email: 'api@example.org' })
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    sns.become('ann@example.org', 'deleted')
    await reconciled()
    await deploy(desk('email: [ann@example.org]'))
    expect([...sns.topics.keys()]).toEqual([arnOf('desk', 'mail')])
    expect(await standing()).toEqual(['ann@example.org left file'])
  })

  test('can be taken back whole: no SNS topic is left, and only who left is remembered', async () => {
    await deploy(desk('email: [ann@example.org]', OTHER) + SMS)
    await withdraw(read(desk('email: [ann@example.org]', OTHER)), table.store, { carrier: carrier(), now })
    expect([[...sns.topics.keys()], await standing()]).toEqual([[], []])
  })

  test('can be taken back by whoever has deleted the table before', async () => {
    const file = read(desk('email: [ann@example.org]'))
    await apply(file, table.store, { carrier: carrier(), now, packs })
    await table.client.send(new DeleteTableCommand({ TableName: TABLE_NAME }))
    await withdraw(file, table.store, { carrier: carrier(), now })
    expect([...sns.topics.keys()]).toEqual([])
  })

  test('undone after it was cut short, leaves no SNS topic of the channel that it had begun to open', async () => {
    await deploy(desk('email: [ann@example.org]'))
    const more = ', { id: fresh, topics: [fraud], subscribers: { email: [odd@example.org] } }'
    await expect(deploy(desk('email: [ann@example.org]', more))).rejects.toThrow(/does not take odd@example.org/)
    expect([...sns.topics.keys()]).toContain(arnOf('fresh', 'mail'))
    await deploy(desk('email: [ann@example.org]'))
    expect([...sns.topics.keys()]).toEqual([arnOf('desk', 'mail')])
  })
})

describe('to subscribe', () => {
  test('asks once for each mailbox, and says what happens now', async () => {
    await deploy(desk('email: []'))
    const first = await audience().subscribe('desk', { email: 'Ann@Example.org' })
    expect(first).toMatchObject({
      isNew: true,
      subscriber: { state: 'pending', origin: 'api', address: 'Ann@Example.org' },
    })
    expect(first.next).toMatch(/within two days.*news-alerts confirm LINK/)
    expect(await audience().subscribe('desk', { email: 'ann@example.org' })).toMatchObject({ isNew: false })
    expect(await standing()).toEqual(['Ann@Example.org pending api'])
  })

  test('by SMS counts at once, where the file allows the country', async () => {
    await deploy(desk('email: []') + SMS)
    expect((await audience().subscribe('desk', { sms: '+33639980012' })).subscriber.state).toBe('confirmed')
  })

  test.each([
    '+33 6 39 98 00 12',
    '+33.6.39.98.00.12',
    '+33 (0)6-39-98-00-12',
    '(+33) 6/39980012',
    '+33\u202f6\u00a039980012',
  ])('a number is typed as people write it: %s', async sms => {
    await deploy(desk('email: []') + SMS)
    expect((await audience().subscribe('desk', { sms })).subscriber.address).toBe('+33639980012')
  })

  test('says so to whoever has followed the link of SNS meanwhile, and mails no other', async () => {
    await deploy(desk('email: []'))
    await audience().subscribe('desk', { email: 'ann@example.org' })
    sns.become('ann@example.org', 'confirmed')
    sns.taken('')
    const { subscriber, next } = await audience().subscribe('desk', { email: 'ann@example.org' })
    expect([subscriber.state, next, askedOf()]).toEqual(['confirmed', 'ann@example.org is told already.', []])
  })

  test('takes back nobody who agrees while they are asked again', async () => {
    await deploy(desk('email: []'))
    const { subscriber } = await audience().subscribe('desk', { email: 'ann@example.org' })
    const undo = interpose(table.client, async (call, go) => {
      if (call === 'PutItemCommand') {
        undo()
        await table.store.people.move(subscriber, { state: 'confirmed', since: now().toISOString() })
      }
      return go()
    })
    time += 1
    expect((await audience().subscribe('desk', { email: 'ann@example.org' })).next).toMatch(/is told already/)
    expect(await standing()).toEqual(['ann@example.org confirmed api'])
  })

  test.each<[string, string, Parameters<ReturnType<typeof audience>['subscribe']>, RegExp]>([
    ['a channel that is not there', SMS, ['none', { email: 'a@x.org' }], /^404 There is no channel none/],
    ['an address that is none', SMS, ['desk', { email: 'a@x' }], /^422 `a@x` is not an e-mail address: write/],
    [
      'a number that is none',
      SMS,
      ['desk', { sms: '0600' }],
      /^422 `0600` is not an international telephone number: write \+, .* like \+33600000000\.$/,
    ],
    [
      'a country not allowed',
      SMS,
      ['desk', { sms: '+4915112345678' }],
      /^422 .* is a number of DE, which is not allowed: write `sms: \{ countries: \[FR, DE\] \}`/,
    ],
    ['SMS while it is off', '', ['desk', { sms: '+33639980012' }], /^422 SMS is off/],
    ['what SNS does not take', '', ['desk', { email: 'odd@x.org' }], /^422 Amazon SNS does not take odd@x\.org/],
  ])('%s is refused, and nothing has changed', async (_, more, ask, reason) => {
    await deploy(desk('email: []') + more)
    expect(await refusal(audience().subscribe(...ask))).toMatch(reason)
    expect(await standing()).toEqual([])
    expect([...sns.topics.values()].flatMap(({ people }) => people)).toEqual([])
  })

  test('is refused for who has left, who is not asked by anybody; by themselves they come back', async () => {
    await deploy(desk('email: [ann@example.org]'))
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    sns.become('ann@example.org', 'deleted')
    await reconciled()
    sns.taken('')
    expect(await refusal(audience().subscribe('desk', { email: 'ANN@example.org' }))).toMatch(
      /^409 .* has left .* AWS console/,
    )
    expect(askedOf()).toEqual([])
    sns.subscribe(arnOf('desk', 'mail'), 'email', 'ann@example.org')
    await reconciled()
    expect(await standing()).toEqual(['ann@example.org left file'])
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    expect(await standing()).toEqual(['ann@example.org confirmed file'])
  })
})

describe('to unsubscribe', () => {
  test('ends it, and the address may be asked again', async () => {
    await deploy(desk('email: []'))
    await audience().subscribe('desk', { email: 'ann@example.org' })
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    await audience().unsubscribe('desk', 'ann@example.org')
    expect([await standing(), sns.stateOf('ann@example.org')]).toEqual([[], 'deleted'])
    expect((await audience().subscribe('desk', { email: 'ann@example.org' })).subscriber.state).toBe('pending')
  })

  test('is not possible at SNS before it was confirmed: that is said, and made good when it is', async () => {
    await deploy(desk('email: []'))
    await audience().subscribe('desk', { email: 'ann@example.org' })
    expect((await audience().unsubscribe('desk', 'ann@example.org')).next).toMatch(
      /cannot be taken back at SNS: it lapses/,
    )
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    expect([await standing(), sns.stateOf('ann@example.org')]).toEqual([['ann@example.org lapsed api'], 'deleted'])
  })

  test('holds for whoever was subscribed at SNS itself and has not agreed yet; asked anew there, they count', async () => {
    await deploy(desk('email: []'))
    sns.subscribe(arnOf('desk', 'mail'), 'email', 'ann@example.org')
    await reconciled()
    await audience().unsubscribe('desk', 'ann@example.org')
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    expect([await standing(), sns.stateOf('ann@example.org')]).toEqual([['ann@example.org lapsed api'], 'deleted'])
    sns.subscribe(arnOf('desk', 'mail'), 'email', 'ann@example.org').state = 'confirmed'
    await reconciled()
    expect(await standing()).toEqual(['ann@example.org confirmed api'])
  })

  test('forgets who has lapsed, called off or not, once SNS has', async () => {
    await deploy(desk('email: []'))
    for (const who of ['a@x.org', 'b@x.org']) await audience().subscribe('desk', { email: who })
    await audience().unsubscribe('desk', 'a@x.org')
    for (const who of ['a@x.org', 'b@x.org']) sns.become(who, 'deleted')
    await reconciled(80)
    expect(await standing()).toEqual(['a@x.org lapsed api', 'b@x.org lapsed api'])
    for (const who of ['a@x.org', 'b@x.org']) await audience().unsubscribe('desk', who)
    expect(await standing()).toEqual([])
  })

  test('is finished by the next when it was cut short', async () => {
    await deploy(desk('email: []'))
    await audience().subscribe('desk', { email: 'ann@example.org' })
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    let removals = 0
    const undo = interpose(table.client, async (call, go) => {
      if (call === 'DeleteItemCommand' && ++removals === 2) throw new Error('cut')
      return go()
    })
    await expect(audience().unsubscribe('desk', 'ann@example.org')).rejects.toThrow('cut')
    undo()
    expect(await audience().list('desk')).toMatchObject([{ state: 'pending' }])
    expect(await refusal(audience().unsubscribe('desk', 'ann@example.org'))).toMatch(/^404 .* is not on the channel/)
    expect(await holding('ann@example.org')).toEqual([])
  })

  test.each([
    [
      'ann@example.org',
      /^409 .* in the configuration file\. .*`id: desk`.*`subscribers: \{ email: \[ann@example\.org\] \}`/,
    ],
    ['eve@example.org', /^404 eve@example\.org is not on the channel desk/],
  ])('%s is refused', async (address, reason) => {
    await deploy(desk('email: [ann@example.org]'))
    expect(await refusal(audience().unsubscribe('desk', address))).toMatch(reason)
  })
})

describe('a link that is pasted', () => {
  test('confirms signed, so that no link in a mail can end it', async () => {
    await deploy(desk('email: [ann@example.org]'))
    const confirmed = await audience().confirm(sns.linkFor('ann@example.org'))
    expect(confirmed).toMatchObject({
      address: 'ann@example.org',
      state: 'confirmed',
      subscription: `${arnOf('desk', 'mail')}:1`,
    })
    const [call] = sns.taken('ConfirmSubscription')
    expect([call?.get('AuthenticateOnUnsubscribe'), call?.get('Token')]).toEqual(['true', 'token1'])
    expect(await standing()).toEqual(['ann@example.org confirmed file'])
  })

  test('of somebody that we have not asked counts as well', async () => {
    await deploy(desk('email: []'))
    sns.subscribe(arnOf('desk', 'mail'), 'email', 'console@example.org')
    expect((await audience().confirm(sns.linkFor('console@example.org'))).origin).toBe('api')
    expect(await standing()).toEqual(['console@example.org confirmed api'])
  })

  const ARN = arnOf('desk', 'mail')
  test.each([
    ['https://evil.example/confirmation.html?TopicArn=x&Token=t', /not a link of Amazon SNS/],
    [`https://sns.eu-west-1.amazonaws.com.evil.example/?TopicArn=${ARN}&Token=t`, /not a link of Amazon SNS/],
    [`http://sns.eu-west-1.amazonaws.com/?TopicArn=${ARN}&Token=t`, /not a link of Amazon SNS/],
    ['just words', /not a link of Amazon SNS/],
    [
      'https://sns.eu-west-1.amazonaws.com/?TopicArn=arn:aws:sns:eu-west-1:999:theirs-desk-mail&Token=t',
      /none of the channels here/,
    ],
    [`https://sns.eu-west-1.amazonaws.com/?TopicArn=${ARN}`, /no token/],
    [`https://sns.eu-west-1.amazonaws.com/?TopicArn=${arnOf('gone', 'mail')}&Token=t`, /gone, which is no more/],
    [`https://sns.eu-west-1.amazonaws.com/?TopicArn=${ARN}&Token=old`, /does not know this link, or no longer/],
  ])('%s is refused', async (link, reason) => {
    await deploy(desk('email: [ann@example.org]'))
    expect(await refusal(audience().confirm(link))).toMatch(/^422/)
    expect(await refusal(audience().confirm(link))).toMatch(reason)
    expect(await standing()).toEqual(['ann@example.org pending file'])
  })
})

describe('what SNS lists counts', () => {
  test('whoever follows a link in its mail is told, and whoever leaves by one has left', async () => {
    await deploy(desk('email: [a@x.org, b@x.org, c@x.org]')) // more than a page
    for (const who of ['a@x.org', 'b@x.org', 'c@x.org']) sns.become(who, 'confirmed')
    await reconciled()
    sns.become('b@x.org', 'deleted')
    await reconciled()
    expect(await standing()).toEqual(['a@x.org confirmed file', 'b@x.org left file', 'c@x.org confirmed file'])
  })

  test('what nobody agreed to lapses after three days, when SNS has forgotten it', async () => {
    await deploy(desk('email: [ann@example.org]'))
    sns.become('ann@example.org', 'deleted')
    await reconciled(71)
    expect(await standing()).toEqual(['ann@example.org pending file'])
    await reconciled()
    expect(await standing()).toEqual(['ann@example.org lapsed file'])
  })

  test('what others subscribed at SNS itself is shown as it is, and can be ended', async () => {
    await deploy(desk('email: []'))
    const queue = 'arn:aws:sqs:eu-west-1:123456789012:theirs'
    sns.subscribe(arnOf('desk', 'mail'), 'sqs', queue).state = 'confirmed'
    await reconciled()
    expect(await table.store.people.of('desk', 'mail')).toMatchObject([
      { protocol: 'sqs', address: queue, origin: 'api', state: 'confirmed' },
    ])
    await audience().unsubscribe('desk', queue)
    expect(sns.stateOf(queue)).toBe('deleted')
  })

  test('somebody confirmed just now is not taken to have left, for the list may lag', async () => {
    await deploy(desk('email: []') + SMS)
    await audience().subscribe('desk', { sms: '+33639980012' })
    sns.become('+33639980012', 'deleted')
    await reconciled(0.5)
    expect(await standing()).toEqual(['+33639980012 confirmed api'])
  })

  test('a channel that nobody hears is said, each hour, and no other', async () => {
    await deploy(desk('email: []', OTHER))
    sns.subscribe(arnOf('other', 'mail'), 'email', 'ann@example.org').state = 'confirmed'
    await reconciled()
    expect(happenings).toEqual([{ what: 'unheard', channel: 'desk' }])
  })

  test('somebody added while it runs stays as they are, and who is gone meanwhile does not make a channel heard', async () => {
    await deploy(desk('email: []', OTHER))
    await audience().subscribe('other', { email: 'ann@example.org' })
    sns.become('ann@example.org', 'confirmed')
    sns.subscribe(arnOf('desk', 'mail'), 'email', 'ben@example.org').state = 'confirmed'
    const added = aSubscriber({ address: 'ben@example.org', state: 'pending', since: now().toISOString() })
    const undo = interpose(table.client, async (call, go) => {
      if (call === 'BatchGetItemCommand') {
        const read = await go()
        undo()
        await table.store.people.add(added)
        await table.store.people.remove({ channel: 'other', address: 'ann@example.org' })
        return read
      }
      return go()
    })
    await reconciled()
    expect(await standing()).toEqual(['ben@example.org pending file'])
    expect(happenings).toEqual(['desk', 'other'].map(channel => ({ what: 'unheard', channel })))
  })

  test('an SNS topic that is gone makes nobody leave: the channel is unheard, and the next apply asks them again', async () => {
    await deploy(desk('email: [ann@example.org]'))
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    sns.topics.delete(arnOf('desk', 'mail'))
    sns.taken('Subscribe')
    await reconciled()
    expect([await standing(), happenings]).toEqual([
      ['ann@example.org pending file'],
      [{ what: 'unheard', channel: 'desk' }],
    ])
    await deploy(desk('email: [ann@example.org]'))
    expect(askedOf()).toEqual(['ann@example.org'])
  })

  test('a list that was not whole takes nobody away for good', async () => {
    await deploy(desk('email: [ann@example.org]'))
    sns.become('ann@example.org', 'confirmed')
    await reconciled()
    sns.become('ann@example.org', 'deleted')
    await reconciled()
    expect(await standing()).toEqual(['ann@example.org left file'])
    sns.become('ann@example.org', 'confirmed') // the same subscription as before
    await reconciled()
    expect(await standing()).toEqual(['ann@example.org confirmed file'])
  })
})

test('a test goes to every route on which somebody has confirmed, and says that it is one', async () => {
  await deploy(desk('email: [ann@example.org], sms: ["+33639980012"]') + SMS)
  expect(await audience().test('desk')).toEqual([
    { route: 'mail', sent: false, remark: 'Not sent: nobody has confirmed' },
    { route: 'sms', sent: true, remark: 'Handed over' },
  ])
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({
    route: 'sms',
    stories: [],
    sms: 'TEST of Fraud desk: no news, you are told by this channel.',
  })
  expect(await table.store.messages.latest('desk', 'sms')).toBeNull()
})

test('a test goes to whoever has followed the link of SNS a moment ago: its list is asked, not ours', async () => {
  await deploy(desk('email: [ann@example.org]'))
  sns.become('ann@example.org', 'confirmed')
  expect(await audience().test('desk')).toEqual([{ route: 'mail', sent: true, remark: 'Handed over' }])
})

describe('a list of a channel', () => {
  test('says at once who has confirmed or left by a link of SNS, and the table knows it from then on', async () => {
    await deploy(desk('email: [a@x.org, b@x.org]'))
    sns.become('a@x.org', 'confirmed')
    await reconciled()
    sns.become('a@x.org', 'deleted')
    sns.become('b@x.org', 'confirmed')
    time += 2 * HOUR_MS
    sns.taken('')
    const stand = (await audience().list('desk')).map(({ address, state }) => `${address} ${state}`)
    expect(stand).toEqual(['a@x.org left', 'b@x.org confirmed'])
    expect(await standing()).toEqual(['a@x.org left file', 'b@x.org confirmed file'])
  })

  test('is as it was known when SNS does not answer', async () => {
    await deploy(desk('email: [ann@example.org]'))
    time += 100 * HOUR_MS
    const mute = { ...carrier(), listed: () => Promise.reject(new Error('throttled')) }
    const current = openCurrent(table.store)
    const deps = { store: table.store, current, carrier: mute, send: async () => undefined, now }
    expect(await openAudience(deps).list('desk')).toMatchObject([{ address: 'ann@example.org', state: 'pending' }])
  })
})
